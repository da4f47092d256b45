"""How sync reaches a relay: a port of frames, whatever carries them."""

from typing import Protocol

from farhand.errors import Unavailable


class LinkClosed(Unavailable):
    """The connection to the relay ended, or never began."""

    code = "link_closed"


class Link(Protocol):
    """One connection to a relay; a frame is a frame of docs/reference/protocol.md, 'Relay'."""

    async def send(self, frame: bytes) -> None:
        """Hand over one frame; raises LinkClosed."""
        ...

    async def receive(self) -> bytes:
        """Wait for the next frame; raises LinkClosed."""
        ...

    async def close(self) -> None:
        """End the connection; does nothing the second time."""
        ...


class Dial(Protocol):
    """Opens links to one relay. `audience` is the host:port it dials, which a login is signed for."""

    @property
    def audience(self) -> str:
        """The host:port that is dialled, or `local` within one process."""
        ...

    async def connect(self) -> Link:
        """Open a link; raises LinkClosed."""
        ...
