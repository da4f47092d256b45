"""Answers what devices ask outside the thread: where it stands, older pages, whether somebody looks."""

from collections.abc import Awaitable, Callable

from pydantic import ValidationError

from farhand.clock import Clock
from farhand.crypto.hpke import HpkeKey, Unopenable
from farhand.crypto.identity import Identity
from farhand.crypto.sealing import open_private, seal_direct
from farhand.database import Connection, Database
from farhand.devices import store as devices
from farhand.devices.store import Device
from farhand.ids import RandomBytes, new_id
from farhand.log import Log
from farhand.thread.thread import LostTail, Thread
from farhand.wire.answers import AnyAnswer, Page, Snapshot
from farhand.wire.commands import REQUEST, Hello, RequestPage, Visible
from farhand.wire.envelope import Direction, Envelope, Mailbox
from farhand.wire.record import Record

log = Log.of(__name__)
ANSWER_LIFE_MS = 60 * 1000  # a device that went away asks again
VISIBLE_MS = 30 * 1000  # how long a device's word that somebody looks at it is believed


class Answering:
    """Opens requests, verifies them against today's list, and seals the answers to whoever asked."""

    def __init__(
        self,
        database: Database,
        thread: Thread,
        identity: Identity,
        hpke: HpkeKey,
        send: Callable[[Envelope], Awaitable[None]],
        restore: Callable[[LostTail], Awaitable[None]],
        clock: Clock,
        random: RandomBytes,
    ) -> None:
        self._database = database
        self._thread = thread
        self._identity = identity
        self._hpke = hpke
        self._send = send
        self._restore = restore
        self._clock = clock
        self._random = random
        self._visible_until: dict[str, int] = {}

    def is_visible(self, device: str) -> bool:
        """Return whether a person looks at the app on that device now, by the device's own signed word."""
        return self._clock.now_ms() < self._visible_until.get(device, 0)

    async def receive(self, envelope: Envelope) -> None:
        """Answer a request; what cannot be opened or verified is dropped, since nothing was promised for it."""
        device = await self._database.read(lambda connection: devices.find(connection, envelope.header.sender))
        try:
            opened = open_private(envelope, self._hpke)
            request = REQUEST.validate_json(opened.body)
        except (Unopenable, ValidationError) as error:
            log.warning("request.dropped", sender=envelope.header.sender, why=type(error).__name__)
            return
        if device is None or not opened.is_by(device.key):
            log.warning("request.dropped", sender=envelope.header.sender, why="not a member")
            return
        match request:
            case Hello():
                await self._greet(device, request)
            case RequestPage():
                records = await self._database.read(
                    lambda connection: self._thread.page(connection, request.before, request.limit)
                )
                await self._answer(device, _page(envelope.header.id, records))
            case Visible():
                self._note_visible(device, visible=request.visible)

    async def _greet(self, device: Device, hello: Hello) -> None:
        self._note_visible(device, visible=hello.visible)
        head = hello.head
        if head is not None:
            lost = await self._database.read(lambda connection: self._thread.lost_by_head(connection, head))
            if lost is not None:
                await self._restore(lost)

        def snapshot(connection: Connection) -> Snapshot | None:
            at = self._thread.head(connection)
            newest = devices.get_list(connection)
            if at is None or newest is None:
                return None
            epoch = self._thread.epoch(connection)
            return Snapshot(
                at=self._clock.now_ms(),
                hello_at=hello.at,
                incarnation=at.incarnation,
                seq=at.seq,
                head=at.hash,
                signature=at.signature,
                epoch=epoch.id,
                epoch_key=epoch.key,
                access=newest[1],
            )

        answer = await self._database.read(snapshot)
        if answer is not None:
            await self._answer(device, answer)

    async def _answer(self, device: Device, answer: AnyAnswer) -> None:
        envelope = seal_direct(
            self._identity,
            Mailbox(self._identity.id, Direction.DOWN),
            device.id,
            device.wrap,
            answer.to_json(),
            id=new_id(self._random),
            expires_ms=self._clock.now_ms() + ANSWER_LIFE_MS,
        )
        await self._send(envelope)

    def _note_visible(self, device: Device, *, visible: bool) -> None:
        self._visible_until[device.id] = self._clock.now_ms() + VISIBLE_MS if visible else 0


def _page(request: str, records: tuple[Record, ...]) -> Page:
    return Page(request=request, records=tuple(record.pack() for record in records))
