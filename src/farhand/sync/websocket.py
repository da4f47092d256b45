"""Links over WebSocket, by aiohttp."""

import asyncio

import aiohttp
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType
from yarl import URL

from farhand.sync.link import Link, LinkClosed
from farhand.wire.envelope import MAX_ENVELOPE_BYTES

MAX_FRAME_BYTES = MAX_ENVELOPE_BYTES + 4096  # an envelope, and a frame's own bytes
CONNECT_TIMEOUT_S = 20.0  # a phone network that wakes up takes about ten
KEEPALIVE_S = 45.0  # some mobile networks drop idle sockets at 60
CLOSE_TIMEOUT_S = 2.0  # a peer that is gone does not say goodbye


class WebSocketLink:
    """One WebSocket that carries binary frames."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket

    async def send(self, frame: bytes) -> None:
        """Send one frame; raises LinkClosed."""
        try:
            await self._socket.send_bytes(frame)
        except (aiohttp.ClientError, ConnectionError, RuntimeError) as error:
            raise LinkClosed(f"the relay's connection ended: {error}") from error

    async def receive(self) -> bytes:
        """Wait for the next binary frame; raises LinkClosed."""
        message = await self._socket.receive()
        if message.type is not WSMsgType.BINARY:
            raise LinkClosed(f"the relay's connection ended ({message.type.name.lower()})")
        data: bytes = message.data
        return data

    async def close(self) -> None:
        """Close the socket."""
        await self._socket.close()


class WebSocketDial:
    """Opens WebSockets to one relay, e.g. `https://relay.example/`; `path` is what it serves there."""

    def __init__(self, session: ClientSession, relay: str, path: str = "v1/mailbox") -> None:
        self._session = session
        self._url = URL(relay.rstrip("/") + "/" + path)

    @property
    def audience(self) -> str:
        """The host:port that is dialled, as its Host header says it."""
        return self._url.host_port_subcomponent or ""

    async def connect(self) -> Link:
        """Open a WebSocket; raises LinkClosed."""
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                socket = await self._session.ws_connect(
                    self._url,
                    max_msg_size=MAX_FRAME_BYTES,
                    compress=0,
                    heartbeat=KEEPALIVE_S,
                    timeout=aiohttp.ClientWSTimeout(
                        ws_close=CLOSE_TIMEOUT_S  # pyright: ignore[reportCallIssue]  # attrs fields are untyped
                    ),
                )
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise LinkClosed(
                f"the relay `{self._url.host}` does not answer: {error}",
                hint="is it running, and is the address right?",
            ) from error
        return WebSocketLink(socket)
