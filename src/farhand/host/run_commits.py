"""Tells between which commits each run worked, as its branch in the project shows it, however the run ended."""

from dataclasses import dataclass

from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.errors import FarhandError
from farhand.git import Repository
from farhand.host.storing import write_at_last
from farhand.ids import RunId
from farhand.log import Log
from farhand.runs import commits
from farhand.runs import store as runs
from farhand.runs.protocol import FromRunner, WorkspaceReady
from farhand.runs.store import Run
from farhand.tasks import projects, store
from farhand.tasks.projects import Project
from farhand.thread.thread import Thread
from farhand.wire.run_events import RunCommits

log = Log.of(__name__)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A run whose end is not noted yet."""

    run: Run
    before: str
    project: Project


class CommitsOfRuns:
    """Notes where a run begins in the caller's transaction, and where it ended in one of its own."""

    def __init__(self, database: Database, thread: Thread, clock: Clock) -> None:
        self._database = database
        self._thread = thread
        self._clock = clock

    def hear(self, connection: Connection, run: Run, event: FromRunner) -> None:
        """Note where the branch stands before the run, once its workspace does."""
        if isinstance(event, WorkspaceReady) and event.branch is not None and event.head is not None:
            commits.begin(connection, run.run, event.head)

    async def look(self, run: RunId) -> None:
        """Tell once where the branch stands after a run; to be called when nothing of the run works any more."""
        begun = await self._database.read(lambda connection: _begun(connection, run))
        if begun is None:
            return
        repository = Repository(begun.project.path)
        try:
            after = await repository.resolve(f"refs/heads/{begun.run.branch}")
            if after is None:
                log.warning("run.branch_gone", run=run, branch=begun.run.branch)
                return
            count = await _count(repository, begun.before, after)
        except FarhandError as error:
            log.warning("run.commits_unknown", run=run, why=error.message)
            return
        await write_at_last(self._database, lambda connection: self._tell(connection, begun, after, count))

    def _tell(self, connection: Connection, begun: _Begun, after: str, count: int | None) -> None:
        run = begun.run
        if commits.end(connection, run.run, after, count):
            told = RunCommits(
                at=self._clock.now_ms(), task=run.task, run=run.run, generation=run.generation, before=begun.before,
                after=after, commits=count, attempt=run.attempt or None,
            )  # fmt: skip
            self._thread.append(connection, told)


def _begun(connection: Connection, run_id: RunId) -> _Begun | None:
    noted, run = commits.find(connection, run_id), runs.get(connection, run_id)
    if noted is None or noted.after is not None or run is None:
        return None
    newest = runs.latest_in(connection, run.workspace)
    project = store.get(connection, run.task).project
    found = projects.find(connection, project) if project else None
    if newest is None or newest.run != run.run or found is None:  # what stands there now is a later run's
        return None
    return _Begun(run, noted.before, found)


async def _count(repository: Repository, before: str, after: str) -> int | None:
    """Return how many commits a run added to its branch, what it merged apart; None where it rewrote its history."""
    if (await repository.ask("merge-base", "--is-ancestor", before, after)).exit != 0:
        return None
    return int((await repository.run("rev-list", "--count", "--first-parent", f"{before}..{after}")).text())
