"""A relay on its own: the composition behind `farhand relay`."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from farhand.clock import SystemClock
from farhand.database import Database
from farhand.errors import UsageError
from farhand.relay.app import routes
from farhand.relay.engines.sqlite import MIGRATIONS, SqliteEngine
from farhand.relay.guard import HostCheck
from farhand.relay.mailbox import Limits
from farhand.relay.relay import Relay

DATABASE = "relay.sqlite"
BLOBS = "blobs"


@asynccontextmanager
async def serving_relay(
    data: Path,
    *,
    port: int,
    address: str,
    is_allowed_host: HostCheck,
    admits: Callable[[str], bool],
    limits: Limits | None = None,
    beside: Sequence[web.RouteDef] = (),
) -> AsyncGenerator[int]:
    """Serve a relay that keeps its data under `data`; gives the port it listens on, any free one for 0.

    `beside` are routes of the caller's, such as the app where the relay's owner chose to serve it.
    """
    async with Database.open(data / DATABASE, MIGRATIONS) as database:
        relay = Relay(SqliteEngine(database, data / BLOBS), SystemClock(), admits, limits=limits or Limits())
        app = web.Application()
        app.add_routes([*routes(relay, is_allowed_host), *beside])
        runner = web.AppRunner(app, access_log=None, handler_cancellation=False)
        await runner.setup()
        try:
            async with relay.running():
                yield await _listen(runner, address, port)
        finally:
            await runner.cleanup()


async def _listen(runner: web.AppRunner, address: str, port: int) -> int:
    site = web.TCPSite(runner, address, port, reuse_address=True)
    try:
        await site.start()
    except OSError as error:
        raise UsageError(
            f"`{address}:{port}` cannot be listened on: {error.strerror}", hint="choose another port"
        ) from error
    for listening in runner.addresses:
        return int(listening[1])
    raise UsageError(f"`{address}` has no port")
