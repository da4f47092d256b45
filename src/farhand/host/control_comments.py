"""Control routes about draft comments on what tasks changed."""

from aiohttp import web

from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.host.commanding import LOCAL
from farhand.host.commenting import Commenting, told
from farhand.host.control_api import NewComment
from farhand.host.control_tasks import Perform, accepted, answer
from farhand.host.effects import LookAtQueue, TellNotices
from farhand.ids import RandomBytes, new_id
from farhand.tasks import store
from farhand.wire.comment_commands import RemoveComment, WriteComment
from farhand.wire.comment_events import CommentDrafted


class CommentRoutes:
    """What the CLI asks about comments."""

    def __init__(
        self, database: Database, commenting: Commenting, perform: Perform, clock: Clock, random: RandomBytes
    ) -> None:
        self._database = database
        self._commenting = commenting
        self._perform = perform
        self._clock = clock
        self._random = random

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/v1/tasks/{ref}/comments", self._list),
            web.post("/v1/tasks/{ref}/comments", self._write),
            web.post("/v1/tasks/{ref}/comments/send", self._send),
            web.post("/v1/comments/{id}/remove", self._remove),
        ]

    async def _list(self, request: web.Request) -> web.Response:
        reference = request.match_info["ref"]
        return answer(
            await self._database.read(lambda connection: told(connection, store.resolve(connection, reference)))
        )

    async def _write(self, request: web.Request) -> web.Response:
        new = NewComment.model_validate_json(await request.read())
        reference = request.match_info["ref"]

        def transact(connection: Connection) -> CommentDrafted:
            task, now = store.resolve(connection, reference), self._clock.now_ms()
            command = WriteComment(
                made_at=now,
                task=task.id,
                comment=new.comment or new_id(self._random),
                path=new.path,
                line=new.line,
                side=new.side,
                text=new.text,
            )
            return self._commenting.write(connection, command, LOCAL).to_event(now, LOCAL)

        return answer(await self._database.write(transact))

    async def _remove(self, request: web.Request) -> web.Response:
        command = RemoveComment(made_at=self._clock.now_ms(), comment=request.match_info["id"])
        await self._database.write(lambda connection: self._commenting.remove(connection, command, LOCAL))
        return web.Response(status=204)

    async def _send(self, request: web.Request) -> web.Response:
        reference = request.match_info["ref"]
        follow_up = await self._database.write(
            lambda connection: self._commenting.send(connection, store.resolve(connection, reference), LOCAL)
        )
        self._perform((LookAtQueue(), TellNotices()))
        return answer(accepted((follow_up,)))
