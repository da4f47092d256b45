"""The relay's routes, and the sockets that carry its connections."""

import asyncio
from typing import Protocol

from aiohttp import ClientConnectionError, WSMsgType, web

from farhand.relay.calls import Calls
from farhand.relay.connection import ConnectionClosed
from farhand.relay.guard import Handler, HostCheck, guarded, refuse, remote_of
from farhand.relay.relay import Relay
from farhand.relay.rendezvous import MAX_FRAME_BYTES, JoinRefusal
from farhand.wire.envelope import MAX_ENVELOPE_BYTES

HEARTBEAT_S = 25  # some mobile networks drop sockets that idle for 30
# A browser's page is told the code that a socket was closed with, and of a refused handshake nothing at all.
_JOIN_REFUSALS = {JoinRefusal.UNKNOWN: 4404, JoinRefusal.FULL: 4409, JoinRefusal.TOO_OFTEN: 4429}
MAX_MESSAGE_BYTES = MAX_ENVELOPE_BYTES + (64 << 10)  # a little too much is refused in words, far too much by closing


def routes(relay: Relay, is_allowed_host: HostCheck) -> list[web.RouteDef]:
    """Return the relay's routes, under `/v1`, for an application or a sub-application of the caller's."""
    calls = Calls(relay)

    def guard(handler: Handler) -> Handler:
        return guarded(handler, is_allowed_host)

    async def mailbox(request: web.Request) -> web.StreamResponse:
        socket = _socket(MAX_MESSAGE_BYTES)
        await socket.prepare(request)
        connection = relay.connect(request.host, remote_of(request))
        await _carry(request, socket, connection, relay.desk.limits.stall_s)
        return socket

    async def rendezvous(request: web.Request) -> web.StreamResponse:
        if not _socket(MAX_FRAME_BYTES).can_prepare(request).ok:
            return refuse(400, "usage", "a rendezvous is a websocket")
        channel = relay.join(request.match_info["id"], remote_of(request))
        socket = _socket(MAX_FRAME_BYTES)
        if isinstance(channel, JoinRefusal):
            await socket.prepare(request)
            await socket.close(code=_JOIN_REFUSALS[channel], message=channel.encode())
            return socket
        try:
            await socket.prepare(request)
            await _carry(request, socket, channel, relay.desk.limits.stall_s)
        finally:
            await channel.close()
        return socket

    chunk = "/v1/blobs/{blob}/{index}"
    return [
        web.get("/v1/mailbox", guard(mailbox)),
        web.get("/v1/rendezvous/{id}", guard(rendezvous)),
        web.get("/v1/health", guard(calls.health)),
        web.get("/v1/challenge", guard(calls.challenge)),
        web.post("/v1/login", guard(calls.login)),
        web.post("/v1/send", guard(calls.authorized(calls.send))),
        web.put(chunk, guard(calls.authorized(calls.put_blob))),
        web.get(chunk, guard(calls.authorized(calls.get_blob)), allow_head=False),
        web.head(chunk, guard(calls.authorized(calls.head_blob))),
        web.delete(chunk, guard(calls.authorized(calls.delete_blob))),
    ]


def _socket(max_bytes: int) -> web.WebSocketResponse:
    # Sealed bytes do not compress, and compressing them would tell about their content.
    return web.WebSocketResponse(compress=False, max_msg_size=max_bytes, heartbeat=HEARTBEAT_S)


class Duplex(Protocol):
    """Frames both ways."""

    async def send(self, frame: bytes) -> None:
        """Hand over a frame; raises ConnectionClosed."""
        ...

    async def receive(self) -> bytes:
        """Wait for a frame; raises ConnectionClosed."""
        ...

    async def close(self) -> None:
        """End the connection."""
        ...


async def _carry(request: web.Request, socket: web.WebSocketResponse, duplex: Duplex, stall_s: float) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(_carry_out(request, socket, duplex, stall_s), name="relay socket out")
        try:
            async for message in socket:
                if message.type is not WSMsgType.BINARY:
                    break
                await duplex.send(message.data)
        except ConnectionClosed:
            return
        finally:
            await duplex.close()


async def _carry_out(request: web.Request, socket: web.WebSocketResponse, duplex: Duplex, stall_s: float) -> None:
    try:
        while True:
            frame = await duplex.receive()
            async with asyncio.timeout(stall_s):
                await socket.send_bytes(frame)
    except ConnectionClosed:
        await socket.close()
    except (TimeoutError, ClientConnectionError, ConnectionError):
        await duplex.close()
        if request.transport:
            request.transport.abort()
