"""Keeps a host connected to its relay: sends what waits, stores what comes, tells that it is awake."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, Protocol

from farhand.clock import Clock
from farhand.crypto.identity import Identity
from farhand.database import Connection, Database
from farhand.log import Log
from farhand.sync import frames
from farhand.sync.frames import Delivered, Rendezvous
from farhand.sync.host_session import AllRead, Ended, HostSession, Say, Settled, Take, Told, Welcomed
from farhand.sync.keeping import Keeping
from farhand.sync.link import Dial, Link, LinkClosed
from farhand.sync.presence import verify_heartbeat
from farhand.thread import store
from farhand.thread.bell import Bell
from farhand.thread.thread import Thread
from farhand.wire.envelope import Envelope
from farhand.wire.relay import (
    ChannelClosed,
    CloseRendezvous,
    Cursor,
    DevicePresent,
    Heartbeat,
    Lease,
    LeaseTaken,
    OpenRendezvous,
    PutAccess,
    PutPresence,
    Signed,
)

MAILBOX = "up"
HEARTBEAT_S = 30.0  # devices call a host unreachable after three
HEARTBEAT_PAUSE_S = 1.0  # a burst of records is told by one heartbeat
SETTLE_S = 0.25  # deletions wait for each other: their commit must not stand before a receipt's
LOGIN_TIMEOUT_S = 20.0  # a relay that says nothing for so long is none
GOODBYE_S = 1.0  # stopping does not wait for a dead line
MAX_WAITING = 1024  # frames heard and not yet stored; beyond it the relay waits

_log = Log.of(__name__)


class Inbox(Protocol):
    """What the host makes of its mail; calls but `serve` come one at a time, in the order of arrival."""

    async def receive(self, mail: Sequence[Delivered], cursor: Cursor | None) -> None:
        """Store this mail and, under `MAILBOX`, the cursor, in one transaction; it is acknowledged afterwards.

        Mail may come again: `farhand.thread.store.seen_command`. What cannot be read is quarantined, never raised.
        """
        ...

    async def serve(self) -> None:
        """Do beside the mail what takes long, until cancelled with the connection."""
        ...

    async def caught_up(self) -> None:
        """All mail that waited was received: after this, work may start."""
        ...

    async def told_head(self, heartbeat: Heartbeat) -> None:
        """Compare an earlier heartbeat of this host's with its thread: a head beyond it proves a lost tail."""
        ...

    async def told(self, news: DevicePresent | ChannelClosed | LeaseTaken | Rendezvous) -> None:
        """Hear of a device's socket, a step of pairing, or of another process that claims to be this host."""
        ...


@dataclass(slots=True)
class _Connected:
    link: Link
    session: HostSession
    heard: asyncio.Queue[Take | AllRead | Told | Ended | Heartbeat]
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    settled: list[str] = field(default_factory=list[str])
    has_settled: asyncio.Event = field(default_factory=asyncio.Event)
    is_welcome: asyncio.Event = field(default_factory=asyncio.Event)


class HostMail:
    """The service; `connected` and `since_ms` say how it stands, and `changed` rings when they change.

    `access` reads the newest signed access list within a transaction.
    """

    name = "host mail"

    def __init__(
        self,
        database: Database,
        thread: Thread,
        identity: Identity,
        dial: Dial,
        inbox: Inbox,
        clock: Clock,
        *,
        lease: Lease,
        access: Callable[[Connection], Signed | None],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        uniform: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self.connected = False
        self.since_ms = clock.now_ms()
        self.changed = Bell()
        self._database = database
        self._thread = thread
        self._identity = identity
        self._dial = dial
        self._inbox = inbox
        self._clock = clock
        self._lease = lease
        self._access = access
        self._sleep = sleep
        self._keeping = Keeping(clock, sleep, uniform)
        self._now: _Connected | None = None
        self._state: Literal["awake", "asleep", "stopped"] = "awake"
        self._counter = 0

    async def run(self, ready: Callable[[], None]) -> None:
        """Connect, and connect again for ever; says goodbye when it is cancelled."""
        ready()
        await self._keeping.run(self._connect)

    async def send(self, envelope: Envelope) -> bool:
        """Send an unstored envelope, direct or ephemeral, now; return False when it was dropped."""
        return await self._say(frames.send(envelope.raw))

    async def put_access(self, access: Signed) -> None:
        """Hand the relay a new access list; without a connection, the next login carries it."""
        await self._say(frames.control(PutAccess(access=access)))

    async def open_rendezvous(self, rendezvous: str, expires_ms: int) -> bool:
        """Let phones reach this host for pairing; return False when there is no relay now."""
        return await self._say(frames.control(OpenRendezvous(rendezvous=rendezvous, expires=expires_ms)))

    async def close_rendezvous(self, rendezvous: str) -> None:
        """End a rendezvous and its channels."""
        await self._say(frames.control(CloseRendezvous(rendezvous=rendezvous)))

    async def send_rendezvous(self, step: Rendezvous) -> bool:
        """Send a step of pairing to one phone; return False when it was dropped."""
        return await self._say(frames.rendezvous(step))

    async def tell_state(self, state: Literal["awake", "asleep"]) -> None:
        """Tell devices at once that the computer goes to sleep, or woke up."""
        self._state = state
        now = self._now
        if now is not None and now.is_welcome.is_set():
            with suppress(LinkClosed):
                await self._beat_once(now.link)

    async def _say(self, frame: bytes) -> bool:
        now = self._now
        if now is None or not now.is_welcome.is_set():
            return False
        try:
            await now.link.send(frame)
        except LinkClosed:
            return False
        return True

    async def _connect(self) -> None:
        link = await self._dial.connect()
        try:
            cursor, access = await self._database.read(lambda c: (store.cursor_of(c, MAILBOX), self._access(c)))
            session = HostSession(self._identity, self._dial.audience, self._lease, access, cursor)
            now = _Connected(link, session, asyncio.Queue(MAX_WAITING))
            try:
                await self._serve(now)
            except asyncio.CancelledError:
                await self._say_goodbye(now)
                raise
            finally:
                self._become(None)
        finally:
            await link.close()

    async def _serve(self, now: _Connected) -> None:
        self._now = now
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._hear(now))
                group.create_task(self._take(now))
                async with asyncio.timeout(LOGIN_TIMEOUT_S):
                    await now.is_welcome.wait()
                self._become(now)
                group.create_task(self._post(now))
                group.create_task(self._listen(now))
                group.create_task(self._forget(now))
                group.create_task(self._beat(now))
                group.create_task(self._inbox.serve())
        except ExceptionGroup as failed:
            lost, other = failed.split((LinkClosed, TimeoutError))
            if other is not None or lost is None:
                raise
            raise LinkClosed(f"the relay was lost: {lost.exceptions[0]}") from failed

    def _become(self, now: _Connected | None) -> None:
        self._now = now
        is_connected = now is not None
        if is_connected != self.connected:
            self.connected, self.since_ms = is_connected, self._clock.now_ms()
            self.changed.ring()

    async def _hear(self, now: _Connected) -> None:
        while True:
            for act in now.session.hear(frames.parse(await now.link.receive())):
                match act:
                    case Say(frame):
                        await now.link.send(frame)
                    case Welcomed(welcome):
                        await self._check_head(now, welcome.presence)
                        now.is_welcome.set()
                    case Take() | AllRead() | Told() | Ended():
                        await now.heard.put(act)
                    case Settled(id_, refused):
                        if refused:
                            _log.warning("relay.refused", envelope=id_, code=refused)
                        now.settled.append(id_)
                        now.has_settled.set()
                        if now.session.room == 1:  # the window was full, and nobody else tells the sender
                            now.wake.set()

    async def _check_head(self, now: _Connected, presence: Signed | None) -> None:
        heartbeat = presence and verify_heartbeat(presence, self._identity.id, self._identity.public)
        if heartbeat:
            await now.heard.put(heartbeat)

    async def _take(self, now: _Connected) -> None:
        while True:
            act = await now.heard.get()
            mail: list[Take] = []
            while isinstance(act, Take):
                mail.append(act)
                act = None if now.heard.empty() else now.heard.get_nowait()
            if mail:
                await self._store(now, mail)
            match act:
                case AllRead():
                    await self._inbox.caught_up()
                case Heartbeat():
                    await self._inbox.told_head(act)
                case Told(news):
                    await self._inbox.told(news)
                case Ended(rejected):
                    raise LinkClosed(f"the relay ended the connection: {rejected.message} (`{rejected.code}`)")
                case None:
                    pass

    async def _store(self, now: _Connected, mail: list[Take]) -> None:
        cursor = next((each.cursor for each in reversed(mail) if each.cursor), None)
        await self._inbox.receive([each.mail for each in mail], cursor)
        if cursor:
            await now.link.send(now.session.ack(cursor))

    async def _post(self, now: _Connected) -> None:
        while True:
            now.wake.clear()
            if not await self._post_some(now):
                await now.wake.wait()

    async def _post_some(self, now: _Connected) -> int:
        after, room = now.session.after, now.session.room
        waiting = await self._database.read(lambda c: store.outgoing_after(c, after, room)) if room else ()
        for frame in now.session.board(waiting):
            await now.link.send(frame)
        return len(waiting)

    async def _listen(self, now: _Connected) -> None:
        heard = self._thread.changed.rings
        while True:
            heard = await self._thread.changed.wait_rung(heard)
            now.wake.set()

    async def _forget(self, now: _Connected) -> None:
        while True:
            await now.has_settled.wait()
            await self._sleep(SETTLE_S)
            now.has_settled.clear()
            await self._forget_settled(now)

    async def _forget_settled(self, now: _Connected) -> None:
        ids, now.settled = now.settled, []
        await self._database.write(lambda c: store.delete_outgoing(c, *ids))

    async def _beat(self, now: _Connected) -> None:
        while True:
            heard = self._thread.changed.rings
            await self._beat_once(now.link)
            if now.session.is_blocked:
                raise LinkClosed("the relay has no room for now")
            await self._sleep(HEARTBEAT_PAUSE_S)
            with suppress(TimeoutError):
                async with asyncio.timeout(HEARTBEAT_S - HEARTBEAT_PAUSE_S):
                    await self._thread.changed.wait_rung(heard)

    async def _beat_once(self, link: Link) -> None:
        head = await self._database.read(self._thread.head)
        if head is None:
            return
        self._counter += 1
        body = Heartbeat(
            host=self._identity.id,
            boot=self._lease.boot,
            counter=self._counter,
            at=self._clock.now_ms(),
            incarnation=head.incarnation,
            seq=head.seq,
            head=head.hash,
            state=self._state,
        ).to_json()
        presence = Signed(body=body, signature=self._identity.sign("presence", body))
        await link.send(frames.control(PutPresence(presence=presence)))

    async def _say_goodbye(self, now: _Connected) -> None:
        with suppress(LinkClosed, TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                if now.is_welcome.is_set():
                    await self._post_some(now)
                    self._state = "stopped"
                    await self._beat_once(now.link)
                await self._forget_settled(now)
