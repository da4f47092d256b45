"""The way to the relay inside this very process: the same frames, without a socket."""

from farhand.relay.connection import Connection, ConnectionClosed
from farhand.relay.relay import Relay
from farhand.sync.link import Link, LinkClosed


class RelayLink:
    """A connection to the relay, as sync wants it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def send(self, frame: bytes) -> None:
        """Hand over one frame; raises LinkClosed."""
        try:
            await self._connection.send(frame)
        except ConnectionClosed as error:
            raise LinkClosed(error.message) from error

    async def receive(self) -> bytes:
        """Wait for the next frame; raises LinkClosed."""
        try:
            return await self._connection.receive()
        except ConnectionClosed as error:
            raise LinkClosed(error.message) from error

    async def close(self) -> None:
        """End the connection."""
        await self._connection.close()


class RelayDial:
    """Opens links to the relay inside."""

    audience = "local"

    def __init__(self, relay: Relay) -> None:
        self._relay = relay

    async def connect(self) -> Link:
        """Open a link."""
        return RelayLink(self._relay.connect(self.audience))
