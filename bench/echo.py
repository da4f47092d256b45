"""The floor of a receipt: a bare WebSocket server that commits each frame to SQLite and sends it back.

`python -m bench.echo FILE` serves on a free port of loopback and prints it.
"""

import asyncio
import sqlite3
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from aiohttp import web

START_TIMEOUT_S = 60  # a shared machine; it takes half a second


@asynccontextmanager
async def echo_socket(folder: Path) -> AsyncGenerator[aiohttp.ClientWebSocketResponse]:
    """Start the server in a process of its own and connect to it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.echo", str(folder / "floor.sqlite"), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(START_TIMEOUT_S):
            port = int(await process.stdout.readline())
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"http://127.0.0.1:{port}/", compress=0) as socket,
        ):
            yield socket
    finally:
        process.kill()
        await process.wait()


def _app(database: sqlite3.Connection) -> web.Application:
    async def serve(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        async for message in socket:
            frame: bytes = message.data
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO frames VALUES (?)", (frame,))
            database.execute("COMMIT")
            await socket.send_bytes(frame)
        return socket

    app = web.Application()
    app.router.add_get("/", serve)
    return app


async def _serve(path: str) -> None:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE frames (frame BLOB NOT NULL)")
    runner = web.AppRunner(_app(database))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1]))
