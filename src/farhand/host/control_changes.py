"""The control route that settles a change, and answers once git has."""

from collections.abc import Callable, Sequence

from aiohttp import web

from farhand.changes import store as changes
from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.host.change_asks import ask, explain, seen
from farhand.host.commanding import LOCAL
from farhand.host.control_api import Explain, Problem, SettleAs
from farhand.host.control_tasks import JSON, answer
from farhand.host.effects import Effect, LookAtChanges
from farhand.tasks import store
from farhand.tasks.task import Task
from farhand.thread.thread import Thread


class ChangeRoutes:
    """What the CLI asks of changes."""

    def __init__(
        self, database: Database, thread: Thread, clock: Clock, perform: Callable[[Sequence[Effect]], None]
    ) -> None:
        self._database = database
        self._thread = thread
        self._clock = clock
        self._perform = perform

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.post("/v1/tasks/{ref}/change", self._settle),
            web.post("/v1/tasks/{ref}/why", self._explain),
        ]

    async def _explain(self, request: web.Request) -> web.Response:
        said = Explain.model_validate_json(await request.read())
        reference = request.match_info["ref"]

        def transact(connection: Connection) -> None:
            task = store.resolve(connection, reference)
            explain(connection, self._thread, task, said.why, LOCAL, self._clock.now_ms(), said.words)

        await self._database.write(transact)
        return web.Response(status=204)

    async def _settle(self, request: web.Request) -> web.Response:
        wanted = SettleAs.model_validate_json(await request.read())
        reference = request.match_info["ref"]

        def transact(connection: Connection) -> Task:
            task = store.resolve(connection, reference)
            ask(connection, self._thread, task, wanted.act, LOCAL, self._clock.now_ms(), wanted.given)
            return task

        task = await self._database.write(transact)
        self._perform((LookAtChanges(),))
        heard = self._thread.changed.rings
        while await self._database.read(lambda connection: changes.wanted_in(connection, task.root)) is not None:
            heard = await self._thread.changed.wait_rung(heard)
        settled = (await self._database.read(lambda connection: seen(connection, self._thread, task))).settled
        if settled is None:
            raise web.HTTPNotFound
        if settled.what != "kept":
            return answer(settled)
        problem = Problem(code=settled.code or "conflict", message=settled.words, hint=settled.hint)
        return web.Response(status=409, body=problem.to_json(), content_type=JSON)
