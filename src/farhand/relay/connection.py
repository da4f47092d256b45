"""One connection to a relay, in frames: the same for a socket and for a caller in this process."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from farhand.errors import Unavailable


class ConnectionClosed(Unavailable):
    """The other side ended the connection, or this one did."""

    code = "connection_closed"


class Via(StrEnum):
    """What lies between a client and the relay."""

    LOCAL = "local"  # the same process
    LOOPBACK = "loopback"
    TLS = "tls"
    PLAIN = "plain"  # http from another machine: anyone on that network reads along


@dataclass(frozen=True, slots=True)
class Remote:
    """Where a connection comes from."""

    address: str
    via: Via

    @property
    def is_unprotected(self) -> bool:
        """Whether others on the way can see and change what the app and the relay exchange."""
        return self.via is Via.PLAIN


LOCAL = Remote("", Via.LOCAL)


class Pipe:
    """Frames going one way, bounded in count and bytes; what was put before the end can still be taken."""

    def __init__(self, max_frames: int, max_bytes: int, stir: Callable[[], None]) -> None:
        self._frames: deque[bytes] = deque()
        self._max_frames = max_frames
        self._max_bytes = max_bytes
        self._bytes = 0
        self._stir = stir
        self._filled = asyncio.Event()
        self._roomy = asyncio.Event()
        self.is_closed = False

    def has_room(self, share: int = 1) -> bool:
        """Return whether less than one `share` of the bounds is in use."""
        return len(self._frames) * share < self._max_frames and self._bytes * share < self._max_bytes

    def put_nowait(self, frame: bytes) -> bool:
        """Put a frame if there is room; False if not. What is put after the end goes nowhere."""
        if self.is_closed:
            return True
        if not self.has_room():
            return False
        self._put(frame)
        return True

    async def put(self, frame: bytes) -> None:
        """Put a frame as soon as there is room; raises ConnectionClosed."""
        while not self.is_closed and not self.has_room():
            self._roomy.clear()
            await self._roomy.wait()
        if self.is_closed:
            raise ConnectionClosed("the connection is closed")
        self._put(frame)

    def _put(self, frame: bytes) -> None:
        self._frames.append(frame)
        self._bytes += len(frame)
        self._filled.set()
        self._stir()

    async def get(self) -> bytes:
        """Wait for the next frame; raises ConnectionClosed after the last."""
        while not self._frames:
            if self.is_closed:
                raise ConnectionClosed("the connection is closed")
            self._filled.clear()
            await self._filled.wait()
        frame = self._frames.popleft()
        self._bytes -= len(frame)
        self._roomy.set()
        self._stir()
        return frame

    def take(self) -> list[bytes]:
        """Take all frames that are here."""
        frames = list(self._frames)
        self._frames.clear()
        self._bytes = 0
        self._roomy.set()
        return frames

    def close(self, last: bytes | None = None, *, drop: bool = False) -> None:
        """End the pipe, with a last frame that needs no room; `drop` what waits before it."""
        if not self.is_closed:
            if drop:
                self.take()
            if last is not None:
                self._frames.append(last)
                self._bytes += len(last)
            self.is_closed = True
            self._filled.set()
            self._roomy.set()
            self._stir()


class Connection:
    """The client's end of two pipes."""

    def __init__(self, to_relay: Pipe, from_relay: Pipe) -> None:
        self._to_relay = to_relay
        self._from_relay = from_relay

    async def send(self, frame: bytes) -> None:
        """Hand the relay a frame, waiting for room; raises ConnectionClosed."""
        await self._to_relay.put(frame)

    async def receive(self) -> bytes:
        """Wait for the relay's next frame; raises ConnectionClosed after the last one."""
        return await self._from_relay.get()

    async def close(self) -> None:
        """End the connection; frames sent before are still worked on."""
        self._to_relay.close()
        self._from_relay.close()
