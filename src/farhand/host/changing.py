"""Settles changes in git, one at a time in each project, beside everything else; each is persisted before and after."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from farhand.changes import discarding
from farhand.changes import store as changes
from farhand.changes.state import KEPT_MS, settle
from farhand.changes.store import Settled, Wanted
from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.errors import FarhandError
from farhand.git import Repository
from farhand.host.attempt_branches import AttemptBranches
from farhand.host.change_acts import ChangeActs, Facts, Result, look_back, place_of
from farhand.host.change_asks import covered, seen, state_of
from farhand.host.intake import Incoming, Intake
from farhand.host.rechecking import begin
from farhand.host.taking import take
from farhand.ids import MessageId, ProjectId, TaskId, new_id
from farhand.log import Log
from farhand.runs import store as runs
from farhand.runs.folder import lease_of
from farhand.runs.lease import take as take_lease
from farhand.tasks import chains, projects, rechecks, store
from farhand.tasks.attempts import Attempt
from farhand.tasks.moving import Moving
from farhand.tasks.projects import Project
from farhand.tasks.task import Retaken, Task
from farhand.thread.thread import Thread
from farhand.wire.attempt_events import AttemptState
from farhand.wire.change_events import ChangeSettled, ChangeState
from farhand.wire.run_events import TaskEnded
from farhand.wire.task_events import TaskState

log = Log.of(__name__)
_LASTING = frozenset({"applied", "reverted", "discarded", "restored", "named", "opened"})
"""What changes the state that is kept of a change."""
_BEGINS_WORK = frozenset({"handed over", "rebased"})
SWEEP_S = 3600  # a discarded change may be kept this much longer than promised


class Changing:
    """A service: does what is wanted with changes, and lets discarded ones go when their time is over."""

    name = "changing"

    def __init__(
        self,
        database: Database,
        thread: Thread,
        intake: Intake,
        look_at_queue: Callable[[], None],
        runs_root: Path,
        clock: Clock,
    ) -> None:
        self._database = database
        self._acts = ChangeActs(database)
        self._thread = thread
        self._intake = intake
        self._look_at_queue = look_at_queue
        self._runs_root = runs_root
        self._clock = clock
        self._wake = asyncio.Event()
        self._going: set[TaskId] = set()
        self._turns: dict[ProjectId, asyncio.Lock] = {}
        self._attempt_branches = AttemptBranches(database, thread, self._turn, clock)

    def _turn(self, project: ProjectId) -> asyncio.Lock:
        return self._turns.setdefault(project, asyncio.Lock())

    def wake(self) -> None:
        """Look soon at what is wanted."""
        self._wake.set()

    async def run(self, ready: Callable[[], None]) -> None:
        """Look at what an earlier host left half done, then serve until cancelled."""
        left = await self._database.read(changes.every_wanted)
        ready()
        for wanted in left:
            await self._carry(wanted, is_left=True)
        async with asyncio.TaskGroup() as group:
            while True:
                self._wake.clear()
                for wanted in await self._database.read(changes.every_wanted):
                    if wanted.root not in self._going:
                        self._going.add(wanted.root)
                        group.create_task(self._carry(wanted, is_left=False), name=f"{wanted.act} {wanted.task}")
                await self.sweep()
                try:
                    async with asyncio.timeout(SWEEP_S):
                        await self._wake.wait()
                except TimeoutError:
                    continue

    async def _carry(self, wanted: Wanted, *, is_left: bool) -> None:
        facts = await self._database.read(lambda connection: self._facts(connection, wanted))
        if isinstance(facts, Facts):
            async with self._turn(facts.project.id):
                result = await self._settle(facts, is_left=is_left)
        else:
            result = facts
        log.info("change.settled", task=wanted.task, act=wanted.act, what=result.what)
        await self._database.write(lambda connection: self._finish(connection, wanted, result))
        if result.what in _BEGINS_WORK:
            self._look_at_queue()
        self._going.discard(wanted.root)
        self._wake.set()  # the next wish may have come before this one was let go

    def _facts(self, connection: Connection, wanted: Wanted) -> Facts | Result:
        task, chain = store.get(connection, wanted.task), chains.find(connection, wanted.root)
        project = projects.find(connection, task.project) if task.project else None
        told = seen(connection, self._thread, task)
        if chain is None or project is None or told.change is None:
            return Result("kept", "its project is gone", "not_found", "add the project again where it is now")
        return Facts(
            wanted=wanted,
            task=task,
            chain=chain,
            project=project,
            tasks=covered(connection, self._thread, task, wanted.act),
            head=told.change.head,
            outcome=told.outcome,
            settled=changes.find(connection, task.id),
            state=state_of(connection, task, told.change),
            risk=told.change.risk,
            is_worked_in=any(run.workspace == str(chain.workspace) for run in runs.all_open(connection)),
        )

    async def _settle(self, facts: Facts, *, is_left: bool) -> Result:
        try:
            settle(facts.state, facts.wanted.act)
            place = await place_of(facts.project, facts.chain)
            async with self._lease(facts):
                return await (look_back(place, facts) if is_left else self._acts.act(place, facts))
        except FarhandError as error:
            return Result("kept", error.message, error.code, error.hint)
        except Exception:  # the loop's edge: the person is told, and the next change must not suffer
            log.exception("change.broke", task=facts.task.id, act=facts.wanted.act)
            return Result("kept", "Farhand itself failed", "broken", "its log says more")

    @asynccontextmanager
    async def _lease(self, facts: Facts) -> AsyncGenerator[None]:
        """Keep every runner from writing in the workspace; one that still does is stopped by this."""
        path = lease_of(self._runs_root, str(facts.chain.workspace))
        lease = await take_lease(path, f"{facts.wanted.act} {new_id()}")
        async with lease.writing():
            yield

    def _finish(self, connection: Connection, wanted: Wanted, result: Result) -> None:
        now = self._clock.now_ms()
        task = store.get(connection, wanted.task)
        change = seen(connection, self._thread, task).change
        state = ChangeState.PENDING if change is None else state_of(connection, task, change)
        told = (task,)
        if result.what != "kept":
            state, told = settle(state, wanted.act), covered(connection, self._thread, task, wanted.act)
        changes.done(connection, wanted.root)
        until = now + KEPT_MS if result.what == "discarded" else None
        for each in told:
            if result.what in _LASTING:
                rechecks.done(connection, each.id)
                changes.save(connection, Settled(each.id, each.root, state, result.commit, now))
            event = ChangeSettled(
                at=now, origin=wanted.origin, task=each.id, act=wanted.act, what=result.what, state=state,
                words=result.words, code=result.code, hint=result.hint, commit=result.commit, until=until,
                url=result.url,
            )  # fmt: skip
            self._thread.append(connection, event)
        if result.attempt is not None:
            self._retake(connection, task, result.attempt, wanted.origin)
        if result.what == "rebased" and (outcome := seen(connection, self._thread, task).outcome) is not None:
            begin(connection, Moving(self._thread, self._clock), task, outcome, wanted.origin)
        if result.message is not None:
            incoming = Incoming(MessageId(new_id()), result.message, wanted.origin, follows=task.id, is_one_task=True)
            self._intake.receive(connection, incoming)

    def _retake(self, connection: Connection, task: Task, taken: Attempt, origin: str) -> None:
        """Let the outcome of the attempt that is on the branch now be the task's."""
        chain, outcome, now = chains.find(connection, task.root), taken.outcome, self._clock.now_ms()
        if chain is None or outcome is None:
            return
        take(connection, self._thread, task, chain, taken, now)
        state = TaskState.DONE if taken.state is AttemptState.PASSED else TaskState.FAILED
        Moving(self._thread, self._clock).move(connection, task, Retaken(state, outcome.headline), origin=origin)
        told = TaskEnded(at=now, origin=origin, task=task.id, run=taken.run, state=state, outcome=outcome)
        self._thread.append(connection, told)

    async def sweep(self) -> None:
        """Let go of the discarded changes and of the attempts whose time is over."""
        await self._attempt_branches.sweep()
        before = self._clock.now_ms() - KEPT_MS
        for old in await self._database.read(lambda connection: changes.discarded_before(connection, before)):
            project = await self._database.read(lambda connection, old=old: _project_of(connection, old))
            if project is None or old.commit is None or not await asyncio.to_thread(project.path.is_dir):
                continue
            try:
                async with self._turn(project.id):
                    await discarding.drop(Repository(project.path), old.task, old.commit)
            except FarhandError as error:
                log.warning("change.not_dropped", task=old.task, why=error.message)
                continue
            gone = replace(old, commit=None)
            await self._database.write(lambda connection, gone=gone: changes.save(connection, gone))


def _project_of(connection: Connection, settled: Settled) -> Project | None:
    task = store.find(connection, settled.task)
    return None if task is None or task.project is None else projects.find(connection, task.project)
