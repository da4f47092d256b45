"""Shows workspaces on this computer's own screen when a person asks for it from afar, and tells what came of it."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.errors import Conflict
from farhand.log import Log
from farhand.tasks import chains, store
from farhand.tasks.task import Task
from farhand.thread.thread import Thread
from farhand.wire.workspace_events import WorkspaceOpening
from farhand.workspaces import openings
from farhand.workspaces.opening import Opened
from farhand.workspaces.openings import Wish

log = Log.of(__name__)
_LEFT = Opened("failed", "Farhand was started anew before it was opened", "ask again")
_BROKEN = Opened("failed", "Farhand itself failed", "its log says more")


def ask_to_open(connection: Connection, thread: Thread, task: Task, origin: str, now_ms: int) -> None:
    """Note that a person wants to see a task's workspace; raises Conflict."""
    if chains.find(connection, task.root) is None:
        raise Conflict(f"task {task.number} has no workspace yet")
    openings.add(connection, Wish(task.id, origin))
    asked = WorkspaceOpening(at=now_ms, origin=origin, task=task.id, state="asked", words="opening it")
    thread.append(connection, asked)


class Opening:
    """A service: opens one workspace at a time; each wish is told of once, however it ends."""

    name = "opening"

    def __init__(
        self, database: Database, thread: Thread, show: Callable[[Path], Awaitable[Opened]], clock: Clock
    ) -> None:
        self._database = database
        self._thread = thread
        self._show = show
        self._clock = clock
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Look soon at what is wanted."""
        self._wake.set()

    async def run(self, ready: Callable[[], None]) -> None:
        """Tell of what an earlier host left, since nobody waits for it any more, then serve until cancelled."""
        for left in await self._database.read(openings.every):
            await self._tell(left, _LEFT)
        ready()
        while True:
            await self._wake.wait()
            self._wake.clear()
            for wish in await self._database.read(openings.every):
                await self._tell(wish, await self._open(wish))

    async def _open(self, wish: Wish) -> Opened:
        try:
            folder = await self._database.read(lambda connection: _folder_of(connection, wish))
            return await self._show(folder)
        except Exception:  # the loop's edge: the person is told, and the next wish must not suffer
            log.exception("workspace.not_opened", task=wish.task)
            return _BROKEN

    async def _tell(self, wish: Wish, opened: Opened) -> None:
        told = WorkspaceOpening(
            at=self._clock.now_ms(), origin=wish.origin, task=wish.task, state=opened.state, words=opened.words,
            hint=opened.hint,
        )  # fmt: skip

        def write(connection: Connection) -> None:
            openings.done(connection, wish.task)
            self._thread.append(connection, told)

        await self._database.write(write)


def _folder_of(connection: Connection, wish: Wish) -> Path:
    chain = chains.find(connection, store.get(connection, wish.task).root)
    if chain is None:
        raise Conflict("the task has no workspace any more")
    return chain.workspace
