"""A host or a device as a relay's tests need it: keys, envelopes, and a connection that reads in order."""

import asyncio
import hashlib
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from farhand.ids import new_id
from farhand.signatures import party_of, statement
from farhand.wire import relay as wire
from farhand.wire.envelope import NO_KEY, NO_NONCE, Class, Direction, Envelope, Header, Mailbox
from farhand.wire.model import Wire

FAR_MS = 1 << 50
PATIENCE_S = 5
M = TypeVar("M", bound=Wire)


class Frames(Protocol):
    async def send(self, frame: bytes) -> None: ...
    async def receive(self) -> bytes: ...
    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Delivered:
    mseq: int
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class Met:
    """A frame from a rendezvous."""

    rendezvous: str
    channel: str
    payload: bytes


class Someone:
    """The keys of a host or a device, made from a name."""

    def __init__(self, name: str) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
        self.key = self._private.public_key().public_bytes_raw()
        self.id = party_of(self.key)

    def sign(self, purpose: str, *fields: bytes) -> bytes:
        return self._private.sign(statement(purpose, *fields))

    def signed(self, purpose: str, message: Wire) -> wire.Signed:
        body = message.to_json()
        return wire.Signed(body=body, signature=self.sign(purpose, body))

    def access(self, version: int, *devices: "Someone", state: Literal["pending", "member"] = "member") -> wire.Signed:
        entries = tuple(wire.AccessEntry(device=each.id, key=each.key, state=state) for each in devices)
        return self.signed("access", wire.AccessList(host=self.id, version=version, entries=entries))

    def heartbeat(
        self, counter: int, *, boot: str = "b" * 32, state: Literal["awake", "asleep", "stopped"] = "awake"
    ) -> wire.Signed:
        beat = wire.Heartbeat(
            host=self.id, boot=boot, counter=counter, at=1000 + counter, incarnation="c" * 32, seq=0, head=bytes(32),
            state=state,
        )  # fmt: skip
        return self.signed("presence", beat)

    def login(
        self,
        nonce: bytes,
        *,
        host: "Someone | None" = None,
        audience: str = "local",
        lease: wire.Lease | None = None,
        access: wire.Signed | None = None,
    ) -> wire.Login:
        role: Literal["host", "device"] = "device" if host else "host"
        host_id = (host or self).id
        return wire.Login(
            role=role,
            host=host_id,
            key=self.key,
            audience=audience,
            signature=self.sign("login", nonce, audience.encode(), role.encode(), bytes.fromhex(host_id)),
            lease=lease,
            access=access,
        )

    def envelope(
        self,
        class_: Class,
        *,
        host: "Someone | None" = None,
        payload: bytes = b"sealed",
        id_: str | None = None,
        key: str = NO_KEY,
        expires_ms: int = FAR_MS,
    ) -> Envelope:
        direction = Direction.UP if host else Direction.DOWN
        mailbox = Mailbox((host or self).id, direction)
        header = Header(class_, mailbox, self.id, id_ or new_id(), key, NO_NONCE, expires_ms, len(payload))
        return Envelope.of(header, payload)

    def command(self, host: "Someone", payload: bytes = b"sealed", *, expires_ms: int = FAR_MS) -> Envelope:
        return self.envelope(Class.COMMAND, host=host, payload=payload, key=host.id, expires_ms=expires_ms)

    def record(self, payload: bytes = b"sealed") -> Envelope:
        return self.envelope(Class.RECORD, payload=payload)


class Client:
    """One connection, read in order."""

    def __init__(self, who: Someone, frames: Frames, *, audience: str = "local") -> None:
        self.who = who
        self.audience = audience
        self._frames = frames

    async def next(self) -> Wire | Delivered | Met:
        """Return what the relay says next."""
        async with asyncio.timeout(PATIENCE_S):
            frame = await self._frames.receive()
        match frame[0]:
            case wire.Frame.CONTROL:
                return wire.FROM_RELAY.validate_json(frame[1:])
            case wire.Frame.DELIVER:
                return Delivered(int.from_bytes(frame[1:9], "big"), Envelope.parse(frame[9:]))
            case _:
                return Met(frame[1:17].hex(), frame[17:33].hex(), frame[33:])

    async def wait(self, kind: type[M]) -> M:
        """Skip to the next control message of a kind."""
        while not isinstance(said := await self.next(), kind):
            pass
        return said

    async def wait_delivered(self) -> Delivered:
        """Skip to the next envelope."""
        while not isinstance(said := await self.next(), Delivered):
            pass
        return said

    async def wait_met(self) -> Met:
        """Skip to the next frame from a rendezvous."""
        while not isinstance(said := await self.next(), Met):
            pass
        return said

    async def say(self, message: Wire) -> None:
        await self._frames.send(bytes((wire.Frame.CONTROL,)) + message.to_json())

    async def put(self, envelope: Envelope) -> None:
        await self.put_raw(envelope.raw)

    async def put_raw(self, raw: bytes) -> None:
        await self._frames.send(bytes((wire.Frame.SEND,)) + raw)

    async def store(self, envelope: Envelope) -> int:
        """Send an envelope and return its place once it is stored."""
        await self.put(envelope)
        stored = await self.wait(wire.Stored)
        assert stored.id == envelope.header.id
        return stored.mseq

    async def refused(self, envelope: Envelope) -> str:
        """Send an envelope and return the code of its refusal."""
        await self.put(envelope)
        refusal = await self.wait(wire.NotStored)
        assert refusal.id == envelope.header.id
        return refusal.code

    async def meet(self, met: Met, payload: bytes) -> None:
        head = bytes((wire.Frame.RENDEZVOUS,)) + bytes.fromhex(met.rendezvous) + bytes.fromhex(met.channel)
        await self._frames.send(head + payload)

    async def enter(
        self, host: Someone | None = None, *, lease: wire.Lease | None = None, access: wire.Signed | None = None
    ) -> wire.Welcome:
        """Log in, as a device of `host` or as the host itself."""
        challenge = await self.wait(wire.Challenge)
        login = self.who.login(challenge.nonce, host=host, audience=self.audience, lease=lease, access=access)
        await self.say(login)
        return await self.wait(wire.Welcome)

    async def read(self, after: wire.Cursor | None = None) -> wire.Reading:
        """Begin to read; the direction follows from what this party may read."""
        await self.say(wire.Read(direction=self.direction, after=after))
        return await self.wait(wire.Reading)

    async def read_to_end(self, after: wire.Cursor | None = None) -> list[int]:
        """Read what is stored, and return its places."""
        await self.read(after)
        places: list[int] = []
        while not isinstance(said := await self.next(), wire.CaughtUp):
            if isinstance(said, Delivered):
                places.append(said.mseq)
        return places

    direction = Direction.DOWN

    async def sync(self) -> None:
        """Return when the relay has worked off everything sent before."""
        await self.say(wire.Ping())
        await self.wait(wire.Pong)

    async def wait_rejected(self) -> str:
        return (await self.wait(wire.Rejected)).code

    async def close(self) -> None:
        await self._frames.close()


class HostClient(Client):
    """A host's connection: it reads what goes up."""

    direction = Direction.UP
