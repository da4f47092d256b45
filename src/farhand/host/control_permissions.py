"""Control routes about what agents may do unasked: a project's preset and its rules."""

from collections.abc import Callable

from aiohttp import web

from farhand.database import Connection, Database
from farhand.host.commanding import LOCAL
from farhand.host.control_api import SetPresetTo
from farhand.host.control_tasks import Perform
from farhand.host.effects import Effect
from farhand.host.permitting import Permitting
from farhand.tasks import permissions, projects


class PermissionRoutes:
    """What the CLI asks about presets and rules."""

    def __init__(self, database: Database, permitting: Permitting, perform: Perform) -> None:
        self._database = database
        self._permitting = permitting
        self._perform = perform

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.post("/v1/projects/{ref}/preset", self._set_preset),
            web.post("/v1/rules/{ref}/remove", self._take_back),
        ]

    async def _set_preset(self, request: web.Request) -> web.Response:
        reference = request.match_info["ref"]
        preset = SetPresetTo.model_validate_json(await request.read()).preset

        def transact(connection: Connection) -> tuple[Effect, ...]:
            return self._permitting.set_preset(connection, projects.resolve(connection, reference), preset, LOCAL)

        return await self._do(transact)

    async def _take_back(self, request: web.Request) -> web.Response:
        reference = request.match_info["ref"]

        def transact(connection: Connection) -> tuple[Effect, ...]:
            return self._permitting.take_back(connection, permissions.resolve(connection, reference), LOCAL)

        return await self._do(transact)

    async def _do(self, transact: Callable[[Connection], tuple[Effect, ...]]) -> web.Response:
        self._perform(await self._database.write(transact))
        return web.Response(status=204)
