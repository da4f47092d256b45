"""Links without a network: two ends in memory, and dials that a test can cut."""

import asyncio
from collections.abc import Callable

from farhand.host.embedded import RelayLink
from farhand.relay.relay import Relay
from farhand.sync.link import Link, LinkClosed

CLOSED = b""


class MemoryLink:
    """One end; `pair` makes two that hear each other."""

    def __init__(self, outgoing: asyncio.Queue[bytes], incoming: asyncio.Queue[bytes]) -> None:
        self._outgoing = outgoing
        self._incoming = incoming
        self._is_closed = False

    @staticmethod
    def pair() -> "tuple[MemoryLink, MemoryLink]":
        """Return the two ends of a new line."""
        one, other = asyncio.Queue[bytes](), asyncio.Queue[bytes]()
        return MemoryLink(one, other), MemoryLink(other, one)

    async def send(self, frame: bytes) -> None:
        """Hand a frame to the other end."""
        if self._is_closed:
            raise LinkClosed("closed here")
        self._outgoing.put_nowait(frame)

    async def receive(self) -> bytes:
        """Wait for a frame of the other end."""
        if self._is_closed:
            raise LinkClosed("closed here")
        frame = await self._incoming.get()
        if frame == CLOSED:
            self._is_closed = True
            raise LinkClosed("closed there")
        return frame

    async def close(self) -> None:
        """Close both ends."""
        if not self._is_closed:
            self._is_closed = True
            self._outgoing.put_nowait(CLOSED)
            self._incoming.put_nowait(CLOSED)


class FakeDial:
    """Dials by calling a function; keeps the links it opened, so that a test can cut them."""

    audience = "local"

    def __init__(self, connect: Callable[[], Link]) -> None:
        self._connect = connect
        self.links: list[Link] = []

    @staticmethod
    def to(relay: Relay) -> "FakeDial":
        """Return a dial to a relay in this process."""
        return FakeDial(lambda: RelayLink(relay.connect()))

    async def connect(self) -> Link:
        """Open a link."""
        link = self._connect()
        self.links.append(link)
        return link

    async def cut(self) -> None:
        """Close the newest link, as a network would."""
        await self.links[-1].close()
