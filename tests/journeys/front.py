"""What stands before host and relay: one origin, and, in bad weather, frames that come twice and out of order."""

import asyncio
import random
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Self, TypeAlias

import aiohttp
from aiohttp import web

from tests.journeys.computer import PATIENCE_S

CALM_S = 0.05  # a frame that was held back for its successor goes on alone after this
SEND, DELIVER = 1, 2  # kinds of frames of docs/reference/protocol.md that carry envelopes
NEWER = b"\n// a byte more is another version to a browser\n"
CONDITIONS = {"If-None-Match", "If-Modified-Since"}
HOP_BY_HOP = {"connection", "content-encoding", "content-length", "keep-alive", "transfer-encoding", "upgrade"}


Socket: TypeAlias = web.WebSocketResponse | aiohttp.ClientWebSocketResponse


class Weather:
    """What becomes of frames: each may come twice, and neighbours may change places."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  # a seeded game, no secret
        self.repeated = 0
        self.swapped = 0

    def repeats(self) -> bool:
        """Decide whether a frame comes twice."""
        chosen = self._random.random() < 0.5  # half of them
        self.repeated += chosen
        return chosen

    def swaps(self) -> bool:
        """Decide whether a frame lets its successor go first."""
        chosen = self._random.random() < 0.4  # four of ten
        self.swapped += chosen
        return chosen


class Front:
    """A reverse proxy on a port of its own. `routes` are path prefixes, taken off, and the ports behind them.

    With `has_newer_app` set, the app behind it is of another version.
    """

    def __init__(self, routes: Mapping[str, int], weather: Weather | None = None) -> None:
        self._routes = routes
        self._weather = weather
        self._stop: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="front", daemon=True)
        self._from_host: set[Socket] = set()
        self._is_host_cut_off = False
        self.has_newer_app = False
        self.port = 0

    @property
    def origin(self) -> str:
        """The address under which everything is reached."""
        return f"http://localhost:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(PATIENCE_S)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._loop is not None
        assert self._stop is not None
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE_S)

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.router.add_route("*", "/{path:.*}", self._pass_on)
        runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.port = int(runner.addresses[0][1])
        self._ready.set()
        await self._stop.wait()
        await runner.cleanup()

    def _target(self, path: str) -> str:
        prefix = next(each for each in sorted(self._routes, key=len, reverse=True) if path.startswith(each))
        return f"http://127.0.0.1:{self._routes[prefix]}{path.removeprefix(prefix.rstrip('/'))}"

    async def _pass_on(self, request: web.Request) -> web.StreamResponse:
        headers = {name: value for name, value in request.headers.items() if name.lower() not in HOP_BY_HOP}
        target = self._target(request.raw_path)
        newer = NEWER if self.has_newer_app and request.path == "/sw.js" else b""
        if newer:
            headers = {name: value for name, value in headers.items() if name not in CONDITIONS}
        if self._is_host_cut_off and "Origin" not in request.headers and request.raw_path.startswith("/relay/"):
            return web.Response(status=502)
        async with aiohttp.ClientSession(auto_decompress=False) as session:
            try:
                if request.headers.get("Upgrade", "").lower() == "websocket":
                    kept = {name: value for name, value in headers.items() if not name.startswith("Sec-")}
                    async with session.ws_connect(target, headers=kept, max_msg_size=0) as behind:
                        return await self._join(request, behind)
                async with session.request(
                    request.method, target, headers=headers, data=await request.read(), allow_redirects=False
                ) as answer:
                    kept = {name: value for name, value in answer.headers.items() if name.lower() not in HOP_BY_HOP}
                    return web.Response(status=answer.status, headers=kept, body=await answer.read() + newer)
            except aiohttp.ClientError:
                return web.Response(status=502)

    def cut_off_host(self) -> None:
        """Take the host's way to the relay, until `let_host`; whoever calls without an Origin is no page."""
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(self._cut_off_host(), self._loop).result(PATIENCE_S)

    def let_host(self) -> None:
        """Give the host its way back."""
        self._is_host_cut_off = False

    async def _cut_off_host(self) -> None:
        self._is_host_cut_off = True
        await asyncio.gather(*(each.close() for each in self._from_host))

    async def _join(self, request: web.Request, behind: Socket) -> web.WebSocketResponse:
        before = web.WebSocketResponse(max_msg_size=0, compress=False)
        await before.prepare(request)
        if "Origin" not in request.headers:
            self._from_host.add(behind)
        async with asyncio.TaskGroup() as group:
            pumps = [group.create_task(self._pump(before, behind)), group.create_task(self._pump(behind, before))]
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            await asyncio.gather(before.close(), behind.close())
            for pump in pumps:
                pump.cancel()
        self._from_host.discard(behind)
        return before

    async def _pump(self, source: Socket, sink: Socket) -> None:
        coming = asyncio.Queue[bytes | None](maxsize=1)

        async def listen() -> None:
            async for message in source:
                if message.type is aiohttp.WSMsgType.BINARY:
                    await coming.put(message.data)
            await coming.put(None)

        async with asyncio.TaskGroup() as group:
            ears = group.create_task(listen())
            try:
                while (frame := await coming.get()) is not None:
                    for each in await self._in_order_of_weather(frame, coming):
                        await self._send(sink, each)
            except ConnectionError:
                return
            finally:
                ears.cancel()

    async def _in_order_of_weather(self, frame: bytes, coming: asyncio.Queue[bytes | None]) -> tuple[bytes, ...]:
        if self._weather is None or not _carries_envelope(frame) or not self._weather.swaps():
            return (frame,)
        try:
            async with asyncio.timeout(CALM_S):
                successor = await coming.get()
        except TimeoutError:
            return (frame,)
        return (frame,) if successor is None else (successor, frame)

    async def _send(self, sink: Socket, frame: bytes) -> None:
        await sink.send_bytes(frame)
        if self._weather is not None and _carries_envelope(frame) and self._weather.repeats():
            await sink.send_bytes(frame)


def _carries_envelope(frame: bytes) -> bool:
    return frame[0] in {SEND, DELIVER}
