"""Control route about keeping the computer awake."""

from aiohttp import web

from farhand.database import Database
from farhand.host.commanding import LOCAL
from farhand.host.control_api import KeepAwakeAs
from farhand.power.switch import Switch


class PowerRoutes:
    """What the CLI asks about keeping the computer awake."""

    def __init__(self, database: Database, switch: Switch) -> None:
        self._database = database
        self._switch = switch

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.post("/v1/keep-awake", self._turn)]

    async def _turn(self, request: web.Request) -> web.Response:
        on = KeepAwakeAs.model_validate_json(await request.read()).on
        await self._database.write(lambda connection: self._switch.turn(connection, LOCAL, on=on))
        return web.Response(status=204)
