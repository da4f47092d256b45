"""Control routes about passkeys. Whoever types at this computer owns it, and needs none."""

from aiohttp import web

from farhand.attention.passkeys import store
from farhand.attention.passkeys.guarding import Guarding
from farhand.database import Connection, Database
from farhand.host.commanding import LOCAL
from farhand.host.control_api import Passkeys, SetDemandTo
from farhand.host.control_tasks import answer


class PasskeyRoutes:
    """What the CLI asks about passkeys."""

    def __init__(self, database: Database, guarding: Guarding) -> None:
        self._database = database
        self._guarding = guarding

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/v1/passkeys", self._list),
            web.post("/v1/passkeys/demand", self._set_demand),
            web.post("/v1/passkeys/{ref}/remove", self._remove),
        ]

    async def _list(self, _: web.Request) -> web.Response:
        return answer(await self._database.read(_told))

    async def _set_demand(self, request: web.Request) -> web.Response:
        demand = SetDemandTo.model_validate_json(await request.read()).demand

        def transact(connection: Connection) -> Passkeys:
            self._guarding.set_demand(connection, demand, LOCAL)
            return _told(connection)

        return answer(await self._database.write(transact))

    async def _remove(self, request: web.Request) -> web.Response:
        reference = request.match_info["ref"]

        def transact(connection: Connection) -> Passkeys:
            self._guarding.remove(connection, store.resolve(connection, reference), LOCAL)
            return _told(connection)

        return answer(await self._database.write(transact))


def _told(connection: Connection) -> Passkeys:
    passkeys = tuple(each.to_info() for each in store.every(connection))
    return Passkeys(demand=store.demand_of(connection), passkeys=passkeys)
