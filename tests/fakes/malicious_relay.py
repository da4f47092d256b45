"""A relay that lies: the real one behind it, and knobs for what happens between it and a client."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Self

from farhand.relay.connection import LOCAL, Connection, ConnectionClosed, Remote
from farhand.relay.frames import control
from farhand.relay.relay import Relay
from farhand.wire import relay as wire
from farhand.wire.envelope import Envelope
from farhand.wire.relay import FROM_RELAY, TO_RELAY, Frame

MAX_WAITING = 4096
_MSEQ_AT, _ENVELOPE_AT = 1, 9


@dataclass(slots=True)
class Mischief:
    """What the relay does wrong; turn knobs at any time. Numbers count a connection's stored envelopes from 0."""

    drop: Callable[[int], bool] = lambda _: False
    is_delaying: bool = False  # until `MaliciousRelay.release`
    replay: bool = False  # each envelope comes again with everything that came before it
    reorder: int = 1  # envelopes come in groups of this size, last first; the rest of a group waits for `release`
    alter: Callable[[bytes], bytes] | None = None  # of an envelope's bytes
    withhold_after: int | None = None  # mseq: what is newer never comes, and `caught_up` is said all the same
    log: str | None = None  # says that its logs have this id
    keeps_old_access: bool = False  # the host's newer lists go nowhere
    keeps_old_presence: bool = False  # the host's newer heartbeats go nowhere
    loses_sends: bool = False
    lies_stored: bool = False  # says `stored` for what it threw away


def flip_last_byte(raw: bytes) -> bytes:
    """Alter an envelope's payload."""
    return raw[:-1] + bytes((raw[-1] ^ 1,))


def flip_byte(at: int) -> Callable[[bytes], bytes]:
    """Return what alters one byte, for instance of the header."""
    return lambda raw: raw[:at] + bytes((raw[at] ^ 1,)) + raw[at + 1 :]


class MaliciousConnection:
    """A client's end of a connection to the lying relay."""

    def __init__(self, inner: Connection, mischief: Mischief) -> None:
        self._inner = inner
        self._mischief = mischief
        self._ready: asyncio.Queue[bytes | None] = asyncio.Queue(MAX_WAITING)
        self._held: list[bytes] = []
        self._group: list[bytes] = []
        self._seen: list[bytes] = []
        self._count = 0

    async def send(self, frame: bytes) -> None:
        """Hand the relay a frame; raises ConnectionClosed."""
        if frame[:1] == bytes((Frame.SEND,)) and (self._mischief.loses_sends or self._mischief.lies_stored):
            if self._mischief.lies_stored:
                lie = wire.Stored(id=Envelope.parse(frame[1:]).header.id, mseq=1 << 20)
                await self._ready.put(control(lie))
            return
        passed = self._pass_up(frame)
        if passed is not None:
            await self._inner.send(passed)

    async def receive(self) -> bytes:
        """Wait for the next frame; raises ConnectionClosed."""
        frame = await self._ready.get()
        if frame is None:
            self._ready.put_nowait(None)
            raise ConnectionClosed("the connection is closed")
        return frame

    async def close(self) -> None:
        """End the connection."""
        await self._inner.close()

    async def run(self) -> None:
        """Carry frames from the real relay, wrongly."""
        try:
            while True:
                for frame in self._mislead(await self._inner.receive()):
                    await self._ready.put(frame)
        except ConnectionClosed:
            await self._ready.put(None)

    def release(self) -> None:
        """Let go of what was held back."""
        held, self._held, self._group = self._held + self._group[::-1], [], []
        for frame in held:
            self._ready.put_nowait(frame)

    def _pass_up(self, frame: bytes) -> bytes | None:
        if frame[:1] != bytes((Frame.CONTROL,)):
            return frame
        message = TO_RELAY.validate_json(frame[1:])
        match message:
            case wire.PutAccess() if self._mischief.keeps_old_access:
                return None
            case wire.PutPresence() if self._mischief.keeps_old_presence:
                return None
            case wire.Login() if self._mischief.keeps_old_access:
                return control(message.model_copy(update={"access": None}))
            case _:
                return frame

    def _mislead(self, frame: bytes) -> list[bytes]:
        if frame[:1] == bytes((Frame.CONTROL,)):
            return [self._rename_log(frame)]
        if frame[:1] != bytes((Frame.DELIVER,)):
            return [frame]
        return self._mislead_about(frame)

    def _mislead_about(self, frame: bytes) -> list[bytes]:
        mischief = self._mischief
        mseq = int.from_bytes(frame[_MSEQ_AT:_ENVELOPE_AT], "big")
        if mseq:
            number, self._count = self._count, self._count + 1
            if mischief.drop(number) or (mischief.withhold_after is not None and mseq > mischief.withhold_after):
                return []
        if mischief.alter:
            frame = frame[:_ENVELOPE_AT] + mischief.alter(frame[_ENVELOPE_AT:])
        if mischief.is_delaying:
            self._held.append(frame)
            return []
        self._group.append(frame)
        if len(self._group) < mischief.reorder:
            return []
        frames, self._group = self._group[::-1], []
        again = list(self._seen) + frames if mischief.replay else []
        self._seen += frames
        return frames + again

    def _rename_log(self, frame: bytes) -> bytes:
        if self._mischief.log is None:
            return frame
        log = self._mischief.log
        message = FROM_RELAY.validate_json(frame[1:])
        match message:
            case wire.Welcome():
                names = {"up": message.up.model_copy(update={"log": log}), "down": wire.Cursor(log=log)}
                return control(message.model_copy(update=names))
            case wire.Reading():
                return control(message.model_copy(update={"log": log}))
            case _:
                return frame


@dataclass(slots=True)
class MaliciousRelay:
    """The real relay, behind connections that mislead as `mischief` says."""

    relay: Relay
    mischief: Mischief = field(default_factory=Mischief)
    _connections: list[MaliciousConnection] = field(default_factory=list[MaliciousConnection])
    _group: asyncio.TaskGroup | None = None

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[Self]:
        """Carry connections within this context, while the real relay runs; leaving it ends them."""
        async with asyncio.TaskGroup() as group:
            self._group = group
            try:
                yield self
            finally:
                self._group = None
                for connection in self._connections:
                    await connection.close()

    def connect(self, audience: str = "local", remote: Remote = LOCAL) -> MaliciousConnection:
        """Return a new connection, as `Relay.connect` does."""
        assert self._group
        connection = MaliciousConnection(self.relay.connect(audience, remote), self.mischief)
        self._connections.append(connection)
        self._group.create_task(connection.run())
        return connection

    def release(self) -> None:
        """Let go of what every connection held back."""
        for connection in self._connections:
            connection.release()
