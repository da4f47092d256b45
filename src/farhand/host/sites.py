"""The host's web server: the app, and the relay where it runs inside, on sockets that are bound already."""

import asyncio
import socket
from collections.abc import Callable, Sequence

from aiohttp import web

from farhand.host.addresses import Addresses
from farhand.host.web import app_folder, app_routes, only_from
from farhand.relay.app import routes as relay_routes
from farhand.relay.relay import Relay

RELAY_PATH = "/relay"
SHUTDOWN_S = 1.0  # open sockets are told by the goodbye; nobody is waited for
BACKLOG = 128


class Sites:
    """A service: serves until cancelled."""

    name = "sites"

    def __init__(self, addresses: Addresses, sockets: Sequence[socket.socket], relay: Relay | None) -> None:
        self._addresses = addresses
        self._sockets = sockets
        self._relay = relay

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        app = web.Application(middlewares=[only_from(lambda: self._addresses.hosts)])
        if self._relay is not None:
            inner = web.Application()
            inner.add_routes(relay_routes(self._relay, lambda host: host in self._addresses.hosts))
            app.add_subapp(RELAY_PATH, inner)
        app.add_routes(app_routes(app_folder()))
        runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=SHUTDOWN_S)
        await runner.setup()
        try:
            for each in self._sockets:
                await web.SockSite(runner, each, backlog=BACKLOG).start()
            ready()
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()
