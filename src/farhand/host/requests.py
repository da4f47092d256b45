"""Answers what devices ask outside the thread: where it stands, older pages, whether somebody looks."""

from collections.abc import Awaitable, Callable

from farhand.attention.passkeys.guarding import Guarding
from farhand.clock import Clock
from farhand.crypto.hpke import HpkeKey
from farhand.database import Connection, Database
from farhand.devices import contacts
from farhand.devices import store as devices
from farhand.devices.store import Device
from farhand.devices.visibility import Visibility
from farhand.host import tallying
from farhand.host.filenames import FilenameLists
from farhand.host.naming import Naming
from farhand.host.previewing import Previewing
from farhand.ids import HostId, ProjectId
from farhand.log import Log
from farhand.sync.answering import Answering
from farhand.sync.intake import Asked, judge
from farhand.tasks import projects
from farhand.thread.thread import LostTail
from farhand.wire.answers import AnyAnswer, Contact, Contacts
from farhand.wire.commands import Hello, RequestContacts, RequestFilenames, RequestPage, RequestStatistics, Visible
from farhand.wire.envelope import Envelope
from farhand.wire.passkeys import RequestChallenge
from farhand.wire.previews import RequestPreview

log = Log.of(__name__)
MAX_SEQ = 2**63 - 1  # what the database can compare with; a device may name any number


class Requests:
    """Opens requests, judges them by today's list, and answers whoever asked."""

    def __init__(
        self,
        database: Database,
        answering: Answering,
        host: HostId,
        hpke: HpkeKey,
        send: Callable[[Envelope], Awaitable[None]],
        restore: Callable[[LostTail, str], Awaitable[None]],
        visibility: Visibility,
        filenames: FilenameLists,
        previewing: Previewing,
        guarding: Guarding,
        connected: Callable[[], frozenset[str]],
        clock: Clock,
    ) -> None:
        self._database = database
        self._answering = answering
        self._host = host
        self._hpke = hpke
        self._send = send
        self._restore = restore
        self._clock = clock
        self._visibility = visibility
        self._naming = Naming(filenames, self._answer)
        self._previewing = previewing
        self._guarding = guarding
        self._connected = connected

    async def receive(self, envelope: Envelope) -> None:
        """Answer a request, at once or, where that takes long, in `serve`.

        What is not genuine is dropped, since nothing was promised for it.
        """
        listed = {each.id: each for each in await self._database.read(devices.every)}
        asked = judge(envelope, self._host, self._hpke, {each.id: each.key for each in listed.values()})
        if not isinstance(asked, Asked):
            log.warning("request.dropped", sender=envelope.header.sender)
            return
        device = listed[asked.sender]
        match asked.request:
            case Hello():
                await self._greet(device, asked.request)
            case RequestPage() as request:
                known = request.model_copy(update={"before": min(max(request.before, 0), MAX_SEQ)})
                page = await self._database.read(lambda c: self._answering.page(c, asked.id, known))
                await self._answer(device, page)
            case RequestStatistics(since=since, project=project):
                told = await self._database.read(lambda c: tallying.tell(c, self._clock, since, project))
                await self._answer(device, told)
            case RequestChallenge(id=id_):
                await self._answer(
                    device, await self._database.write(lambda c: self._guarding.give_challenge(c, device.id, id_))
                )
            case RequestContacts():
                await self._answer(device, await self._database.read(self._contacts))
            case RequestFilenames(project=project, query=query):
                await self._name_files(device, ProjectId(project), query)
            case RequestPreview() as request:
                self._previewing.ask(request, lambda told: self._answer(device, told))
            case Visible(visible=visible):
                self._visibility.note(device.id, visible=visible)

    async def serve(self) -> None:
        """Answer what takes long, until cancelled."""
        await self._naming.serve()

    async def _name_files(self, device: Device, project: ProjectId, query: str) -> None:
        found = await self._database.read(lambda connection: projects.find(connection, project))
        if found is not None:
            self._naming.ask(device, found, query)

    def _contacts(self, connection: Connection) -> Contacts:
        noted, connected = contacts.last(connection), self._connected()
        told = [
            Contact(device=each.id, connected=each.id in connected, at=noted.get(each.id))
            for each in devices.every(connection)
        ]
        return Contacts(at=self._clock.now_ms(), devices=tuple(told))

    async def _greet(self, device: Device, hello: Hello) -> None:
        self._visibility.note(device.id, visible=hello.visible)
        head, thread = hello.head, self._answering.thread
        if head is not None:
            lost = await self._database.read(lambda connection: thread.lost_by_head(connection, head))
            if lost is not None:
                await self._restore(lost, head.incarnation)

        def snapshot(connection: Connection) -> AnyAnswer | None:
            newest = devices.get_list(connection)
            return self._answering.hello(connection, hello, newest[1]) if newest else None

        answer = await self._database.read(snapshot)
        if answer is not None:
            await self._answer(device, answer)

    async def _answer(self, device: Device, answer: AnyAnswer) -> None:
        await self._send(self._answering.seal(device.id, device.wrap, answer))
