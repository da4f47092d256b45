"""Lets the branches of attempts go once the change that they were made for was settled long enough ago."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

from farhand.changes import store as changes
from farhand.changes.dropping import drop_branch
from farhand.changes.state import KEPT_MS
from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.errors import FarhandError
from farhand.git import Repository
from farhand.host.change_asks import seen, state_of
from farhand.ids import ProjectId, TaskId
from farhand.log import Log
from farhand.runs import commits
from farhand.tasks import attempts_store, projects, store
from farhand.tasks.attempts import OVER, Attempt
from farhand.tasks.projects import Project
from farhand.tasks.task import ENDED
from farhand.thread.thread import Thread
from farhand.wire.change_events import ChangeState
from farhand.workspaces.worktree import BASES, ORIGINS

log = Log.of(__name__)


@dataclass(frozen=True, slots=True)
class _Due:
    """An attempt whose time is over. `tips` are the commits at which Farhand itself left its branch."""

    attempt: Attempt
    project: Project
    tips: frozenset[str]


class AttemptBranches:
    """Swept now and then; `turn` keeps others from the git of a project meanwhile."""

    def __init__(
        self,
        database: Database,
        thread: Thread,
        turn: Callable[[ProjectId], AbstractAsyncContextManager[None]],
        clock: Clock,
    ) -> None:
        self._database = database
        self._thread = thread
        self._turn = turn
        self._clock = clock

    async def sweep(self) -> None:
        """Let go of the branches whose time is over, and tell so."""
        for due in await self._database.read(self._due):
            if not await asyncio.to_thread(due.project.path.is_dir):
                continue
            try:
                async with self._turn(due.project.id):
                    is_gone = await _drop(due)
            except FarhandError as error:
                log.warning("attempt.not_dropped", task=due.attempt.task, branch=due.attempt.branch, why=error.message)
                continue
            if is_gone:
                await self._database.write(lambda connection, due=due: self._tell(connection, due.attempt))

    def _due(self, connection: Connection) -> tuple[_Due, ...]:
        before = self._clock.now_ms() - KEPT_MS
        found: list[_Due] = []
        for name in attempts_store.with_branches(connection):
            task = store.get(connection, name)
            project = projects.find(connection, task.project) if task.project else None
            if project is not None and task.state in ENDED and self._was_settled(connection, name, before):
                kept = (each for each in attempts_store.of_task(connection, task.id) if each.has_branch)
                found += [_Due(each, project, _tips(connection, each)) for each in kept if each.state in OVER]
        return tuple(found)

    def _was_settled(self, connection: Connection, name: TaskId, before_ms: int) -> bool:
        settled = changes.find(connection, name)
        if settled is None or settled.at >= before_ms:
            return False
        task = store.get(connection, name)
        change = seen(connection, self._thread, task).change
        return change is not None and state_of(connection, task, change) is not ChangeState.PENDING

    def _tell(self, connection: Connection, attempt: Attempt) -> None:
        gone = replace(attempt, has_branch=False)
        attempts_store.save(connection, gone)
        self._thread.append(connection, gone.to_event(self._clock.now_ms()))


async def _drop(due: _Due) -> bool:
    branch = due.attempt.branch
    return await drop_branch(Repository(due.project.path), branch, due.tips, (BASES + branch, ORIGINS + branch))


def _tips(connection: Connection, attempt: Attempt) -> frozenset[str]:
    wanted = attempts_store.wanted_for(connection, attempt.task)
    worked = commits.find(connection, attempt.run) if attempt.run else None
    known = (
        attempt.change.head if attempt.change else None,
        worked.after if worked else None,
        wanted.start if wanted and attempt.is_fresh else None,
    )
    return frozenset(each for each in known if each is not None)
