"""Control routes that change what has not begun."""

from collections.abc import Callable, Sequence

from aiohttp import web

from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.host.commanding import LOCAL, Commanding
from farhand.host.control_api import EditAs, MoveTo
from farhand.host.effects import Effect
from farhand.tasks import projects, store
from farhand.wire.commands import EditTask, MoveTask


class QueueRoutes:
    """What the CLI asks about tasks that have not begun."""

    def __init__(
        self, database: Database, commanding: Commanding, perform: Callable[[Sequence[Effect]], None], clock: Clock
    ) -> None:
        self._database = database
        self._commanding = commanding
        self._perform = perform
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.post("/v1/tasks/{ref}/edit", self._edit), web.post("/v1/tasks/{ref}/move", self._move)]

    async def _edit(self, request: web.Request) -> web.Response:
        asked = EditAs.model_validate_json(await request.read())

        def to_command(connection: Connection) -> EditTask:
            after = asked.after
            return EditTask(
                made_at=self._clock.now_ms(),
                task=store.resolve(connection, request.match_info["ref"]).id,
                text=asked.text,
                priority=asked.priority,
                project=projects.resolve(connection, asked.project).id if asked.project else None,
                after=None if after is None else tuple(store.resolve(connection, each).id for each in after),
            )

        return await self._carry_out(to_command)

    async def _move(self, request: web.Request) -> web.Response:
        asked = MoveTo.model_validate_json(await request.read())

        def to_command(connection: Connection) -> MoveTask:
            return MoveTask(
                made_at=self._clock.now_ms(),
                task=store.resolve(connection, request.match_info["ref"]).id,
                spot=asked.spot,
                other=store.resolve(connection, asked.other).id if asked.other else None,
            )

        return await self._carry_out(to_command)

    async def _carry_out(self, to_command: Callable[[Connection], EditTask | MoveTask]) -> web.Response:
        self._perform(
            await self._database.write(
                lambda connection: self._commanding.carry_out(connection, to_command(connection), LOCAL)
            )
        )
        return web.Response(status=204)
