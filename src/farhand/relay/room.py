"""What a relay holds in memory of one host: its list, its heartbeat, and who is connected."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Protocol

from farhand.clock import Clock
from farhand.log import Log
from farhand.relay import frames
from farhand.relay.access import NOBODY, Access, read_access, to_stored, verify_access
from farhand.relay.connection import Remote
from farhand.relay.engine import Engine, LeaseClaim, StoredPresence
from farhand.relay.lease import LEASE_MS
from farhand.relay.mailbox import Party
from farhand.relay.presence import is_newer, read_heartbeat, verify_heartbeat
from farhand.wire.envelope import Direction, Mailbox
from farhand.wire.relay import DevicePresent, Lease, LeaseTaken, Presence, Signed

_log = Log.of(__name__)


class Attendant(Protocol):
    """A logged-in connection, as a room sees it."""

    @property
    def party(self) -> Party:
        """Who it is."""
        ...

    @property
    def remote(self) -> Remote:
        """Where it comes from."""
        ...

    def push(self, frame: bytes) -> None:
        """Send what must arrive; a connection too slow for it ends."""
        ...

    def offer(self, frame: bytes) -> None:
        """Send what may be dropped."""
        ...

    def take_live(self, mseq: int, frame: bytes) -> None:
        """Hear of a new envelope in the log it reads."""
        ...

    def look(self) -> None:
        """Read the store again."""
        ...

    def reject(self, code: str, message: str) -> None:
        """End the connection with a reason."""
        ...


class Room:
    """One host and its devices, as connected now."""

    def __init__(
        self, host: str, engine: Engine, clock: Clock, access: Access, presence: StoredPresence | None
    ) -> None:
        self.host = host
        self.access = access
        self._engine = engine
        self._clock = clock
        self._presence = presence
        self._host_session: Attendant | None = None
        self._claim: LeaseClaim | None = None
        self._devices: dict[str, list[Attendant]] = {}

    @property
    def members(self) -> dict[str, bytes]:
        """The devices of the newest list and their keys."""
        return self.access.keys

    @property
    def is_host_connected(self) -> bool:
        """Whether the host's own connection is open."""
        return self._host_session is not None

    def readers(self, direction: Direction) -> tuple[str, ...]:
        """Return who reads a mailbox: it frees what all of them acked."""
        return (self.host,) if direction is Direction.UP else tuple(self.members)

    def attendants(self) -> list[Attendant]:
        """Return every connection, of host and devices."""
        hosts = [self._host_session] if self._host_session else []
        return hosts + [each for sessions in self._devices.values() for each in sessions]

    async def claim(self, lease: Lease) -> LeaseTaken | None:
        """Take the lease for a host that logs in; or say who holds it, and tell the holder."""
        now_ms = self._clock.now_ms()
        holder = await self._engine.claim_lease(self.host, self._to_claim(lease), now_ms)
        if holder is None:
            return None
        if self._host_session:
            self._host_session.push(frames.control(LeaseTaken(machine=lease.machine, boot=lease.boot, at=now_ms)))
        return LeaseTaken(machine=holder.machine, boot=holder.boot, at=now_ms)

    def enter_host(self, session: Attendant, lease: Lease | None) -> None:
        """Let the host's connection in; an older one of the same process is gone."""
        if self._host_session:
            self._host_session.reject("gone", "the host connected anew")
        self._host_session = session
        self._claim = self._to_claim(lease) if lease else None
        for device in self._devices:
            session.push(frames.control(DevicePresent(device=device, connected=True)))
        self._tell_presence()

    def enter_device(self, session: Attendant, most: int) -> None:
        """Let a device's connection in; beyond `most` the oldest one ends."""
        sessions = self._devices.setdefault(session.party.id, [])
        sessions.append(session)
        if len(sessions) == 1:
            self._tell_host(DevicePresent(device=session.party.id, connected=True))
        if len(sessions) > most:
            sessions[0].reject("gone", "this device has too many connections")

    async def leave(self, session: Attendant) -> None:
        """Let a connection go."""
        if session is self._host_session:
            self._host_session = None
            self._tell_presence()
            claim, self._claim = self._claim, None
            if claim:
                left = replace(claim, is_connected=False)
                await self._engine.claim_lease(self.host, left, self._clock.now_ms())
        elif session in (sessions := self._devices.get(session.party.id, [])):
            sessions.remove(session)
            if not sessions:
                del self._devices[session.party.id]
                self._tell_host(DevicePresent(device=session.party.id, connected=False))

    async def put_access(self, signed: Signed, host_key: bytes) -> bool:
        """Take a list that the host signed, if newer; who is no longer in it is put out at once."""
        access = verify_access(signed, self.host, host_key)
        if access is None:
            return False
        if not await self._engine.put_access(self.host, to_stored(signed, access), access.keys):
            if access.version < self.access.version:
                _log.warning("relay.old_access_list", host=self.host, version=access.version)
            return True
        if access.version <= self.access.version:
            return True
        self.access = access
        for device, sessions in list(self._devices.items()):
            for session in list(sessions):
                if access.keys.get(device) != session.party.key:
                    session.reject("not_member", "this device is no longer paired with the host")
        return True

    async def put_presence(self, signed: Signed, host_key: bytes) -> bool:
        """Take a heartbeat that the host signed, if newer, and pass it on."""
        heartbeat = verify_heartbeat(signed, self.host, host_key)
        if heartbeat is None:
            return False
        held = read_heartbeat(self._presence.body) if self._presence else None
        if not is_newer(held, heartbeat):
            return True
        presence = StoredPresence(signed.body, signed.signature, self._clock.now_ms())
        await self._engine.put_presence(self.host, presence)
        self._presence = presence
        self._tell_presence()
        if self._claim and heartbeat.state == "stopped":
            await self._engine.release_lease(self.host, self._claim.machine, self._claim.boot)
            self._claim = None
        elif self._claim:
            self._claim = replace(self._claim, until_ms=self._clock.now_ms() + LEASE_MS)
            await self._engine.claim_lease(self.host, self._claim, self._clock.now_ms())
        return True

    def presence(self) -> Presence:
        """Return the newest heartbeat and whether the host is connected."""
        held = self._presence
        return Presence(
            presence=Signed(body=held.body, signature=held.signature) if held else None,
            received_at=held.received_ms if held else 0,
            connected=self.is_host_connected,
        )

    def wake(self, direction: Direction, mseq: int, raw: bytes) -> None:
        """Tell readers of a new envelope."""
        frame = frames.deliver(mseq, raw)
        for session in self._readers_now(direction):
            session.take_live(mseq, frame)

    def pass_on(self, direction: Direction, recipient: str | None, raw: bytes) -> None:
        """Give an envelope that is not stored to who is connected: one recipient, or all readers."""
        frame = frames.deliver(0, raw)
        for session in self._readers_now(direction):
            if recipient is None or session.party.id == recipient:
                session.offer(frame)

    def _readers_now(self, direction: Direction) -> list[Attendant]:
        if direction is Direction.UP:
            return [self._host_session] if self._host_session else []
        return [each for sessions in self._devices.values() for each in sessions]

    def _tell_presence(self) -> None:
        frame = frames.control(self.presence())
        for session in self._readers_now(Direction.DOWN):
            session.push(frame)

    def _tell_host(self, message: DevicePresent) -> None:
        if self._host_session:
            self._host_session.push(frames.control(message))

    def _to_claim(self, lease: Lease) -> LeaseClaim:
        return LeaseClaim(lease.machine, lease.boot, self._clock.now_ms() + LEASE_MS, is_connected=True)


class Rooms:
    """The rooms in use; a room goes when the last who uses it leaves."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._rooms: dict[str, Room] = {}
        self._users: dict[str, int] = {}

    @asynccontextmanager
    async def using(self, host: str) -> AsyncGenerator[Room]:
        """Hold the room of a host, read from the engine when it is not in memory."""
        self._users[host] = self._users.get(host, 0) + 1
        try:
            yield self._rooms.get(host) or await self._load(host)
        finally:
            self._users[host] -= 1
            if not self._users[host]:
                del self._users[host]
                self._rooms.pop(host, None)

    async def _load(self, host: str) -> Room:
        stored = await self._engine.get_access(host)
        access = read_access(stored.body, host) if stored else None
        room = Room(host, self._engine, self._clock, access or NOBODY, await self._engine.get_presence(host))
        return self._rooms.setdefault(host, room)  # another may have loaded it meanwhile

    def wake(self, mailbox: Mailbox, mseq: int, raw: bytes) -> None:
        """Tell the readers of a mailbox of a new envelope."""
        room = self._rooms.get(mailbox.host)
        if room:
            room.wake(mailbox.direction, mseq, raw)

    def attendants(self) -> list[Attendant]:
        """Return every logged-in connection."""
        return [each for room in self._rooms.values() for each in room.attendants()]
