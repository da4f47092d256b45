"""Carries out tasks: a runner for each, followed to its end, also across a restart of the host."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Protocol

from farhand.changes import store as changes
from farhand.clock import Clock
from farhand.database import Connection, Database, NotStored
from farhand.errors import FarhandError
from farhand.host.attempting import Attempting
from farhand.host.blobs import Blobs
from farhand.host.briefing import Briefing
from farhand.host.budgeting import Budgeting
from farhand.host.cautioning import Cautioning
from farhand.host.concluding import Concluding
from farhand.host.effects import (
    Effect,
    LookAtChanges,
    LookAtQueue,
    TellAnswers,
    TellNotices,
    TellNudge,
    TellPermissions,
    TellVerdict,
)
from farhand.host.inputs import Inputs
from farhand.host.left_over import left_over
from farhand.host.narrating import Narrating
from farhand.host.posting import Posting
from farhand.host.run_commits import CommitsOfRuns
from farhand.host.runners import RunnerGone
from farhand.host.storing import write_at_last
from farhand.host.streaming import Streaming
from farhand.ids import RandomBytes, RunId, TaskId, new_id
from farhand.log import Log
from farhand.runs import store as runs
from farhand.runs.folder import RunFolder
from farhand.runs.protocol import Allow, Answer, Cancel, Ended, FromRunner, Nudge, Permit, Printing, Writing
from farhand.runs.spec import RunSpec
from farhand.runs.store import Run, RunState
from farhand.sayings import outcomes
from farhand.tasks import attempts_store, chains, projects, rechecks, store
from farhand.tasks.agents import agent_for
from farhand.tasks.chains import Chain
from farhand.tasks.permissions import permissions_of
from farhand.tasks.projects import Project
from farhand.tasks.task import ACTIVE, Task
from farhand.thread.thread import Thread
from farhand.wire.blob import Manifest
from farhand.wire.run_events import Outcome, RunStarted
from farhand.wire.task_events import TaskState
from farhand.workspaces import removals
from farhand.workspaces.slug import to_branch

log = Log.of(__name__)


class Runners(Protocol):
    """The processes that own runs."""

    async def start(self, spec: RunSpec, after: RunId | None) -> None:
        """Start a run: in the runner that lingers since `after`, or in a new one. Raises Unavailable."""
        ...

    def events(self, run: RunId, after: int) -> AsyncGenerator[FromRunner]:
        """Yield what a run tells, behind the event numbered `after`; ends with Ended, or raises RunnerGone."""
        ...

    async def tell(self, run: RunId, message: Allow | Answer | Permit | Nudge | Cancel) -> None:
        """Tell a run's runner something; what it cannot hear now is told again when it is followed again."""
        ...

    async def stop(self, run: RunId) -> None:
        """Stop a run that is followed no more; returns when it is over, or cannot be stopped in time."""
        ...

    async def dismiss(self) -> None:
        """Let the runners that linger for a follow-up end now; runs that are under way go on."""
        ...

    def folder(self, run: RunId) -> RunFolder:
        """Return the folder of a run."""
        ...


class Running:
    """A service, and the scheduler's `Runs`: one task of its group for each run that goes on."""

    name = "running"

    def __init__(
        self,
        database: Database,
        thread: Thread,
        narrating: Narrating,
        attempting: Attempting,
        concluding: Concluding,
        budgeting: Budgeting,
        cautioning: Cautioning,
        streaming: Streaming,
        runners: Runners,
        blobs: Blobs,
        inputs: Inputs,
        briefing: Briefing,
        workspaces: Path,
        after_run: Callable[[Sequence[Effect]], None],
        clock: Clock,
        random: RandomBytes,
    ) -> None:
        self._database = database
        self._commits = CommitsOfRuns(database, thread, clock)
        self._thread = thread
        self._narrating = narrating
        self._attempting = attempting
        self._concluding = concluding
        self._budgeting = budgeting
        self._cautioning = cautioning
        self._streaming = streaming
        self._runners = runners
        self._posting = Posting(blobs, random)
        self._inputs = inputs
        self._briefing = briefing
        self._workspaces = workspaces
        self._after_run = after_run
        self._clock = clock
        self._random = random
        self._group: asyncio.TaskGroup | None = None
        self._carried: set[RunId] = set()

    async def run(self, ready: Callable[[], None]) -> None:
        """Follow the runs that went on without us, then those that are begun, until cancelled."""
        self._carried.clear()
        try:
            async with asyncio.TaskGroup() as group:
                self._group = group
                left = await self._database.read(left_over)
                for run in left.going:
                    self._begin(group, run, is_new=False)
                for run in left.forsaken:
                    group.create_task(self._end(run), name=f"end of run {run}")
                for task in left.between:
                    group.create_task(self._take_up(task), name=f"task {task.number}")
                ready()
                await asyncio.Event().wait()
        finally:
            self._group = None
            await self._runners.dismiss()

    def open(self, connection: Connection, task: Task) -> RunId:
        """Record a new run of a claimed task, in the transaction that claims it."""
        self._attempting.want_as_project_says(connection, task)
        self._budgeting.begin(connection, task)
        chain = chains.find(connection, task.root)
        if chain is None:
            branch = to_branch(task.title, task.number)
            chain = Chain(task.root, branch, self._workspaces / branch.replace("/", "-"))
            chains.add(connection, chain)
        previous = runs.latest_in(connection, str(chain.workspace)) if task.kind != "command" else None
        run = Run(
            run=RunId(new_id(self._random)),
            task=task.id,
            generation=task.generation,
            state=RunState.STARTING,
            agent=agent_for(task.kind, projects.file_of(connection, task.project)),
            workspace=str(chain.workspace),
            branch=chain.branch,
            previous=previous.run if previous else None,
            session=chain.session,
            pid=None,
            stored=0,
            began_at=self._clock.now_ms(),
        )
        runs.add(connection, run)
        self._thread.append(
            connection,
            RunStarted(
                at=run.began_at,
                task=task.id,
                run=run.run,
                generation=run.generation,
                agent=run.agent,
                branch=run.branch if task.kind != "command" else None,
                resumed=run.session is not None and rechecks.find(connection, task.id) is None,
            ),
        )
        self._cautioning.look(connection, task, run.run)
        return run.run

    def open_attempts(self, connection: Connection, places: int) -> tuple[RunId, ...]:
        """Record runs of fresh attempts that wait for a place."""
        return self._attempting.open(connection, places)

    def begin(self, run: RunId) -> None:
        """Begin a run that was recorded; while nobody can follow it, it waits for who can."""
        if self._group is not None:
            self._begin(self._group, run, is_new=True)

    def _begin(self, group: asyncio.TaskGroup, run: RunId, *, is_new: bool) -> None:
        if run not in self._carried:
            self._carried.add(run)
            group.create_task(self._carry(run, is_new=is_new), name=f"run {run}")

    async def stop(self, task: TaskId) -> None:
        """Stop all that runs for a task; its outcome says when the trees are gone."""
        going = await write_at_last(self._database, self._stopping(task))
        for run in going:
            await self._runners.tell(run, Cancel(run=run))
        await self._attempting.settle(task)

    def _stopping(self, task: TaskId) -> Callable[[Connection], tuple[RunId, ...]]:
        def stop(connection: Connection) -> tuple[RunId, ...]:
            self._attempting.stop_waiting(connection, store.get(connection, task))
            return tuple(run.run for run in runs.all_open(connection) if run.task == task)

        return stop

    async def tell(self, effect: TellVerdict | TellAnswers | TellPermissions | TellNudge) -> None:
        """Tell a run what a person decided or permits."""
        match effect:
            case TellVerdict(run, approval, action_hash, allow, words):
                message = Allow(approval=approval, action_hash=action_hash, allow=allow, words=words)
                await self._runners.tell(run, message)
            case TellAnswers(run, question, answers):
                await self._runners.tell(run, Answer(question=question, answers=answers))
            case TellNudge(run, stuck, text):
                await self._runners.tell(run, Nudge(run=run, stuck=stuck, text=text))
            case TellPermissions(task):
                for permit in await self._database.read(lambda connection: _permits(connection, task)):
                    await self._runners.tell(RunId(permit.run), permit)

    def read_diff(self, run: RunId) -> bytes | None:
        """Return the unified diff of a run, from the run's folder."""
        return self._runners.folder(run).read_diff()

    async def _take_up(self, task: Task) -> None:
        """Go on with a task that is active and has no run: its attempts wait, or are over, or its run was lost."""
        if await self._database.read(lambda c: attempts_store.of_generation(c, task.id, task.generation)):
            await (self.stop(task.id) if task.stopping else self._attempting.settle(task.id))
        else:
            await self._fail(task, None, "interrupted", TaskState.INTERRUPTED, outcomes.NEVER_RECORDED)

    async def _carry(self, run_id: RunId, *, is_new: bool) -> None:
        run = await self._database.read(lambda connection: runs.get(connection, run_id))
        if run is None:
            return
        task = await self._database.read(lambda connection: store.get(connection, run.task))
        try:
            if await self._start(task, run, is_new=is_new):
                await self._follow(task, run)
        except RunnerGone as gone:
            hint, is_gone = outcomes.GO_ON_KEEPS_WORK, gone.is_rest_gone
            await self._fail(task, run, "interrupted", TaskState.INTERRUPTED, gone.message, hint=hint, is_gone=is_gone)
        except NotStored:
            raise
        except FarhandError as error:
            await self._runners.stop(run.run)
            await self._fail(task, run, error.code, TaskState.FAILED, error.message, hint=error.hint)
        except Exception:
            log.exception("run.lost", run=run.run)
            await self._runners.stop(run.run)
            await self._fail(task, run, "interrupted", TaskState.INTERRUPTED, outcomes.LOST_TRACK)
        finally:
            self._streaming.forget(run.run)
            self._carried.discard(run.run)
            self._after_run((LookAtQueue(), LookAtChanges(), TellNotices()))
        if run.attempt:
            await self._attempting.settle(task.id)
            self._after_run((LookAtQueue(), LookAtChanges(), TellNotices()))

    async def _start(self, task: Task, run: Run, *, is_new: bool) -> bool:
        """Start the run, or make sure that it was started before a crash of the host; False when it cannot."""
        if not is_new and self._runners.folder(run.run).events.exists():
            return True

        def query(connection: Connection) -> tuple[Project | None, Chain | None]:
            project = projects.find(connection, task.project) if task.project else None
            return project, chains.find(connection, task.root)

        project, chain = await self._database.read(query)
        if project is None or chain is None or not await asyncio.to_thread(project.path.is_dir):
            gone = outcomes.folder_gone(str(project.path)) if project else outcomes.PROJECT_GONE
            await self._fail(task, run, "project_gone", TaskState.FAILED, gone, hint=outcomes.BRING_BACK)
            return False
        await self._wait_settled(task)
        try:
            inputs = await self._inputs.bring(run.run, task, lambda arrival: self._hear(run, arrival))
        except FarhandError as error:
            hint = error.hint or outcomes.GO_ON_TRIES
            await self._fail(task, run, error.code, TaskState.FAILED, error.message, hint=hint)
            return False
        spec = await self._database.read(
            lambda connection: self._briefing.to_spec(connection, task, run, project, chain, inputs)
        )
        await self._runners.start(spec, run.previous)
        return True

    async def _wait_settled(self, task: Task) -> None:
        """Wait until nothing is done with the chain's change or workspace: git moves its branch and folder then."""
        heard = self._thread.changed.rings
        while await self._database.read(lambda connection: _is_unsettled(connection, task.root)):
            heard = await self._thread.changed.wait_rung(heard)

    async def _follow(self, task: Task, run: Run) -> None:
        async with aclosing(self._runners.events(run.run, run.stored)) as events:
            async for event in events:
                if isinstance(event, Writing | Printing):
                    if not run.attempt:  # several at once would be read as one
                        await self._streaming.tell(task.id, event)
                    continue
                if isinstance(event, Ended):
                    await self._commits.look(run.run)
                told, posted = await self._posting.post(self._runners.folder(run.run), event)
                is_over = await self._hear(run, told, posted)
                self._after_run((TellNotices(),))
                if is_over:
                    return

    async def _hear(self, run: Run, event: FromRunner, diff: Manifest | None = None) -> bool:
        return await write_at_last(self._database, self._application(run, event, diff))

    def _application(self, run: Run, event: FromRunner, diff: Manifest | None) -> Callable[[Connection], bool]:
        def apply(connection: Connection) -> bool:
            is_over = isinstance(event, Ended)
            if event.n is not None and not runs.advance(connection, run.run, event.n):
                return is_over
            self._budgeting.hear(connection, run, event)
            self._commits.hear(connection, run, event)
            task = store.get(connection, run.task)
            if task.generation == run.generation:  # an older run has no say in what became of its task since
                is_over = self._tell(connection, task, run, event, diff)
            if is_over:
                runs.end(connection, run.run)
            return is_over

        return apply

    def _tell(self, connection: Connection, task: Task, run: Run, event: FromRunner, diff: Manifest | None) -> bool:
        if run.attempt:
            return self._attempting.tell(connection, task, run, event, diff)
        return self._attempting.hear(connection, task, event) or self._narrating.tell(connection, task, event, diff)

    async def _end(self, run: RunId) -> None:
        await self._runners.stop(run)
        await self._commits.look(run)
        await write_at_last(self._database, lambda connection: runs.end(connection, run))

    async def _fail(
        self,
        task: Task,
        run: Run | None,
        code: str,
        state: TaskState,
        headline: str,
        *,
        hint: str | None = None,
        is_gone: bool = True,
    ) -> None:
        if run is not None:
            await self._commits.look(run.run)

        def conclude(connection: Connection) -> None:
            now = store.get(connection, task.id)
            if now.generation != task.generation or now.state not in ACTIVE:
                pass
            elif run is not None and run.attempt:
                self._attempting.lose(connection, now, run, code, headline)
            elif now.stopping and is_gone:
                stopped = Outcome(code="cancelled", headline=outcomes.STOPPED)
                self._concluding.conclude(connection, now, TaskState.CANCELLED, stopped, run=run.run if run else None)
            elif run is not None and code == "interrupted" and self._narrating.park(connection, now, run.run):
                pass
            else:
                end = TaskState.INTERRUPTED if state is TaskState.INTERRUPTED else TaskState.FAILED
                outcome = Outcome(code=code, headline=headline, hint=hint)
                self._concluding.conclude(connection, now, end, outcome, run=run.run if run else None)
            if run is not None:
                runs.end(connection, run.run)
                self._budgeting.lose(connection, run)

        await write_at_last(self._database, conclude)


def _permits(connection: Connection, task: TaskId) -> tuple[Permit, ...]:
    given = permissions_of(connection, store.get(connection, task))
    return tuple(Permit(run=run.run, permissions=given) for run in runs.all_open(connection) if run.task == task)


def _is_unsettled(connection: Connection, root: TaskId) -> bool:
    return changes.wanted_in(connection, root) is not None or removals.is_going(connection, root)
