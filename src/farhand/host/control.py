"""The control socket: HTTP on a 0600 Unix socket (Windows: a named pipe), for the CLI on this very machine."""

import asyncio
import hashlib
import os
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web
from pydantic import ValidationError

from farhand.errors import FarhandError
from farhand.host.control_api import Problem
from farhand.host.control_place import POINTER_NAME, SOCKET_NAME
from farhand.log import Log
from farhand.runs.folder import private_folder

log = Log.of(__name__)
MAX_SOCKET_PATH = 100  # of 108 bytes that Linux allows, 104 on macOS
PIPE_PREFIX = r"\\.\pipe\farhand-"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def told_as_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn errors into `Problem` bodies."""
    try:
        return await handler(request)
    except FarhandError as error:
        problem = Problem(code=error.code, message=error.message, hint=error.hint)
        return web.Response(status=error.http_status, body=problem.to_json(), content_type="application/json")
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        problem = Problem(code="usage", message=f"`{where}`: {first['msg'].lower()}")
        return web.Response(status=400, body=problem.to_json(), content_type="application/json")
    except ConnectionResetError:  # whoever followed a stream has gone away
        return web.Response()


class ControlSocket:
    """A service: serves the control routes to whoever may open the socket, which is this user alone."""

    name = "control"

    def __init__(self, data: Path, routes: list[web.RouteDef]) -> None:
        self._data = data
        self._routes = routes

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        app = web.Application(middlewares=[told_as_problems])
        app.add_routes(self._routes)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await self._site(runner).start()
            ready()
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()
            (self._data / POINTER_NAME).unlink(missing_ok=True)

    def _site(self, runner: web.AppRunner) -> web.BaseSite:
        pointer = self._data / POINTER_NAME
        pointer.unlink(missing_ok=True)
        if sys.platform == "win32":
            pipe = PIPE_PREFIX + os.urandom(8).hex()
            pointer.write_text(pipe)
            return web.NamedPipeSite(runner, pipe)
        path = self._data / SOCKET_NAME
        if len(os.fsencode(path)) > MAX_SOCKET_PATH:
            path = private_folder() / f"{hashlib.sha256(os.fsencode(path)).hexdigest()[:16]}.sock"
            pointer.write_text(str(path))
        path.unlink(missing_ok=True)
        return web.SockSite(runner, _bind(path))


def _bind(path: Path) -> socket.socket:
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    previous = os.umask(0o177)  # the socket must not be open to others even for a moment
    try:
        bound.bind(os.fspath(path))
    finally:
        os.umask(previous)
    return bound
