"""The control route that counts how tasks ended."""

from aiohttp import web

from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.errors import UsageError
from farhand.host import tallying
from farhand.host.control_tasks import answer
from farhand.tasks import projects
from farhand.wire.statistics import Statistics


class StatisticsRoutes:
    """What the CLI asks of statistics: `since` in milliseconds, `project` as a person names it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.get("/v1/statistics", self._count)]

    async def _count(self, request: web.Request) -> web.Response:
        since, name = request.query.get("since"), request.query.get("project")
        if since is not None and not since.isdecimal():
            raise UsageError("`since` is a moment in milliseconds")

        def query(connection: Connection) -> Statistics:
            project = projects.resolve(connection, name).id if name else None
            return tallying.tell(connection, self._clock, int(since) if since else None, project)

        return answer(await self._database.read(query))
