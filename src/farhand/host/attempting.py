"""Fresh attempts at a task whose checks still fail: begun, followed, and one of them chosen or none."""

import asyncio
from dataclasses import dataclass, replace

from farhand.attention import store as attention
from farhand.changes.choosing import choose
from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.errors import FarhandError
from farhand.host.attempt_waits import AttemptWaits
from farhand.host.change_acts import place_of
from farhand.host.concluding import Concluding
from farhand.host.narrating import Narrating, outcome_of, to_change
from farhand.host.putting_off import LIMIT_REACHED
from farhand.host.storing import write_at_last
from farhand.host.taking import take
from farhand.ids import RandomBytes, RunId, TaskId, new_id
from farhand.log import Log
from farhand.runs import store as runs
from farhand.runs.protocol import (
    AnswerAsked,
    AnswersTaken,
    ChangeMade,
    CheckStarted,
    Ended,
    FileMade,
    FromRunner,
    LeaveAsked,
    RepairBegan,
    RunEvent,
    SessionOpened,
    StuckOver,
    StuckSeen,
    Withdrawn,
    WorkspaceReady,
)
from farhand.runs.store import Run, RunState
from farhand.sayings import tasks as said
from farhand.sayings.outcomes import STOPPED, also
from farhand.tasks import attempts_store, budgets, chains, projects, quota_store, rechecks, store
from farhand.tasks.attempts import (
    FOR_A_PLACE,
    OVER,
    Attempt,
    best_passing,
    chosen_words,
    failed_words,
    going_words,
)
from farhand.tasks.chains import Chain
from farhand.tasks.moving import Moving
from farhand.tasks.projects import Project
from farhand.tasks.task import ACTIVE, ENDED, Repairing, Task, Working
from farhand.thread.thread import Thread
from farhand.wire.attempt_events import AttemptState
from farhand.wire.blob import Manifest
from farhand.wire.change_events import ChangeReady
from farhand.wire.run_events import Outcome, RunStep, StepKind
from farhand.wire.task_events import TaskState
from farhand.workspaces.worktree import remove_base

log = Log.of(__name__)
NO_GIT = "No fresh attempts if the checks fail: the project is no git repository"
NO_BUDGET = "No fresh attempts: the task has spent its budget"


@dataclass(frozen=True, slots=True)
class _Facts:
    """Attempts that are all over, at a task that waits for what comes of them."""

    task: Task
    chain: Chain
    project: Project
    attempts: tuple[Attempt, ...]


class Attempting:
    """Decides in the caller's transaction; only `settle` touches git."""

    def __init__(
        self,
        database: Database,
        thread: Thread,
        moving: Moving,
        narrating: Narrating,
        concluding: Concluding,
        waits: AttemptWaits,
        clock: Clock,
        random: RandomBytes,
    ) -> None:
        self._database = database
        self._thread = thread
        self._moving = moving
        self._narrating = narrating
        self._concluding = concluding
        self._waits = waits
        self._clock = clock
        self._random = random
        self._settling = asyncio.Lock()

    def want_as_project_says(self, connection: Connection, task: Task) -> None:
        """Note how many attempts a task may have where its message did not say."""
        best_of = projects.file_of(connection, task.project).best_of
        if task.kind == "agent" and best_of:
            attempts_store.want(connection, task.id, best_of)

    def hear(self, connection: Connection, task: Task, event: FromRunner) -> bool:
        """Hear what the first run of a task tells; return whether the task goes on with fresh attempts after it."""
        best_of = attempts_store.wanted_for(connection, task.id)
        is_recheck = rechecks.find(connection, task.id) is not None
        if best_of is None or not best_of.wanted or task.state in ENDED or is_recheck:
            return False
        match event:
            case WorkspaceReady(branch=None):
                self._say(connection, task, event, NO_GIT)
            case WorkspaceReady(head=str(head), base=str(base)):
                attempts_store.note_start(connection, task.id, head, base)
            case Ended(code="check_failed") if budgets.is_used_up(connection, task.id, self._clock.now_ms()):
                self._say(connection, task, event, NO_BUDGET)
            case Ended(code="check_failed") if best_of.start is not None and not task.stopping:
                self._begin(connection, task, event, best_of.wanted)
                return True
            case _:
                pass
        return False

    def _say(self, connection: Connection, task: Task, event: RunEvent, title: str) -> None:
        step = RunStep(
            at=self._clock.now_ms(), task=task.id, run=event.run, step="attempts", kind=StepKind.SETUP, title=title,
            state="failed",
        )  # fmt: skip
        self._thread.append(connection, step)

    def _begin(self, connection: Connection, task: Task, event: Ended, wanted: int) -> None:
        chain = chains.find(connection, task.root)
        if chain is None:
            return
        change = self._narrating.newest_change(connection, task, event.run)
        number = attempts_store.next_number(connection, task.id)
        first = Attempt(
            task.id, number, task.generation, f"{chain.branch}-attempt-{number}", chain.workspace,
            AttemptState.FAILED, event.headline, RunId(event.run), chain.session, change, outcome_of(event, change),
            is_fresh=False, is_chosen=True,
        )  # fmt: skip
        self._waits.keep(connection, first)
        for fresh in range(number + 1, number + 1 + wanted):
            name = f"{chain.workspace.name}.attempt-{fresh}"
            branch, workspace = f"{chain.branch}-attempt-{fresh}", chain.workspace.with_name(name)
            self._waits.keep(connection, Attempt(task.id, fresh, task.generation, branch, workspace))
        going = going_words(attempts_store.of_generation(connection, task.id, task.generation))
        words = also(event.headline, going)
        given = Repairing(words) if task.state is TaskState.CHECKING else Working(words)
        self._moving.move(connection, task, given)

    def open(self, connection: Connection, places: int) -> tuple[RunId, ...]:
        """Record runs of attempts that wait, at most as many as there are places."""
        opened: list[RunId] = []
        for attempt in attempts_store.waiting(connection):
            task = store.get(connection, attempt.task)
            if task.state not in ACTIVE or task.stopping or task.generation != attempt.generation:
                continue
            before = runs.latest_of(connection, task.id)
            if before is None:
                continue
            held = self._waits.held(connection, before.agent)
            if held is not None or len(opened) >= places:
                words = held.words if held else FOR_A_PLACE
                if words != attempt.words:
                    self._move(connection, task, replace(attempt, words=words))
                continue
            run = replace(
                before, run=RunId(new_id(self._random)), state=RunState.STARTING, workspace=str(attempt.workspace),
                branch=attempt.branch, previous=None, session=attempt.session, pid=None, stored=0,
                began_at=self._clock.now_ms(), attempt=attempt.number,
            )  # fmt: skip
            runs.add(connection, run)
            self._move(connection, task, replace(attempt, state=AttemptState.RUNNING, run=run.run, words=said.STARTING))
            opened.append(run.run)
        return tuple(opened)

    def tell(self, connection: Connection, task: Task, run: Run, event: FromRunner, diff: Manifest | None) -> bool:
        """Apply an event of an attempt's run; return whether that run is over."""
        attempt = attempts_store.of_run(connection, run.run)
        if task.state in ENDED or attempt is None:
            return isinstance(event, Ended)
        match event:
            case LeaveAsked() | AnswerAsked() | Withdrawn() | AnswersTaken() | FileMade():
                self._narrating.tell(connection, task, event, diff)
                self._waits.look(connection, task)
            case WorkspaceReady():
                self._move(connection, task, replace(attempt, words=said.AGENT_STARTS))
            case SessionOpened(session=session):
                self._move(connection, task, replace(attempt, words=said.WORKING, session=session))
            case CheckStarted(command=command):
                self._move(connection, task, replace(attempt, words=said.runs_check(command)))
            case RepairBegan(words=words) | StuckSeen(words=words):
                self._move(connection, task, replace(attempt, words=words))
            case StuckOver():
                self._move(connection, task, replace(attempt, words=said.WORKS_AGAIN))
            case ChangeMade():
                change = to_change(event, task, diff, self._clock.now_ms())
                self._move(connection, task, replace(attempt, change=change))
            case Ended():
                self._end(connection, task, run, attempt, event)
                return True
            case _:
                pass
        return False

    def _end(self, connection: Connection, task: Task, run: Run, attempt: Attempt, event: Ended) -> None:
        if event.code == LIMIT_REACHED:
            over = self._waits.put_off(connection, task, run, attempt, event)
        elif event.code == "parked" and (away := self._waits.put_away(connection, task, attempt)) is not None:
            over = away
        else:
            quota_store.forget_waits(connection, task.id)
            state, words = _result(event, attempt.change)
            outcome = outcome_of(event, attempt.change)
            over = replace(attempt, state=state, words=words, outcome=outcome, is_asking=False)
        self._waits.keep(connection, over)
        self._forgo(connection, task, run)

    def _forgo(self, connection: Connection, task: Task, run: Run) -> None:
        """Tell how the attempts stand after one's run is over, without those that are not waited for."""
        for attempt in self._waits.forgo(connection, task, run):
            self._waits.keep(connection, attempt)
        self._waits.stand(connection, task)

    def lose(self, connection: Connection, task: Task, run: Run, code: str, words: str) -> None:
        """Note that an attempt's run is gone; one that was cut off while it asked waits for the answer."""
        attempt = attempts_store.of_run(connection, run.run)
        if attempt is not None and attempt.state not in OVER:
            away = self._waits.put_away(connection, task, attempt) if code == "interrupted" else None
            stopped = replace(attempt, state=AttemptState.STOPPED, is_asking=False, words=words)
            self._waits.keep(connection, away or stopped)
            self._forgo(connection, task, run)

    def stop_waiting(self, connection: Connection, task: Task) -> None:
        """Note that attempts which wait will not run."""
        for attempt in attempts_store.of_generation(connection, task.id, task.generation):
            if attempt.state is AttemptState.WAITING:
                words = "stopped while it waited" if attempt.run else "stopped before it began"
                stopped = replace(attempt, state=AttemptState.STOPPED, is_asking=False, words=words)
                self._waits.keep(connection, stopped)

    async def settle(self, task: TaskId) -> None:
        """End a task whose attempts are all over, with the best of them on its branch if one passes."""
        async with self._settling:
            facts = await self._database.read(lambda connection: _facts(connection, task))
            if facts is None:
                return
            best = None if facts.task.stopping else best_passing(facts.attempts)
            problem = None if best is None else await self._put_on_branch(facts, best)
            await self._clear(facts)
            await write_at_last(self._database, lambda c: self._conclude(c, facts, best, problem))

    async def _put_on_branch(self, facts: _Facts, best: Attempt) -> FarhandError | None:
        if best.change is None:
            return None
        try:
            place = await place_of(facts.project, facts.chain)
            await choose(place, best.change.head, facts.attempts[0].branch)
        except FarhandError as error:
            log.warning("attempt.not_chosen", task=facts.task.id, why=error.message)
            return error
        return None

    def _conclude(
        self, connection: Connection, facts: _Facts, best: Attempt | None, problem: FarhandError | None
    ) -> None:
        task, attempts = facts.task, facts.attempts
        attention.lapse(connection, task.id)
        first = attempts[0].outcome or Outcome(code="check_failed", headline=attempts[0].words)
        spent = _spent(attempts)
        if task.stopping:
            stopped = Outcome(code="cancelled", headline=STOPPED).model_copy(update=spent)
            self._concluding.conclude(connection, task, TaskState.CANCELLED, stopped)
        elif best is None:
            lost = any(each.state is AttemptState.STOPPED for each in attempts)
            words = "not every fresh attempt came to its end, and none passes" if lost else failed_words(attempts)
            hint = f"`farhand attempts {task.number}` shows them, and `--use K` takes one"
            given = {"headline": also(first.headline, words), "hint": hint, **spent}
            state = TaskState.INTERRUPTED if lost else TaskState.FAILED
            code = {"code": "interrupted"} if lost else {}
            self._concluding.conclude(connection, task, state, first.model_copy(update=given | code))
        elif problem is not None:
            words = f"fresh attempt {best.number} passes, but it could not be put on the branch: {problem.message}"
            hint = f"`farhand attempts {task.number} --use {best.number}` tries again"
            failed = first.model_copy(update={"code": problem.code, "headline": words, "hint": hint, **spent})
            self._concluding.conclude(connection, task, TaskState.FAILED, failed, run=best.run)
        else:
            take(connection, self._thread, task, facts.chain, best, self._clock.now_ms())
            outcome = best.outcome or first
            words = also(outcome.headline, chosen_words(best, attempts))
            done = outcome.model_copy(update={"headline": words, **spent})
            self._concluding.conclude(connection, task, TaskState.DONE, done, run=best.run)

    async def _clear(self, facts: _Facts) -> None:
        """Remove the workspaces: what was done in them is on their branches."""
        for attempt in facts.attempts:
            if attempt.is_fresh:
                try:
                    await remove_base(facts.project.path, attempt.workspace)
                except (FarhandError, OSError) as error:
                    log.warning("attempt.not_cleared", workspace=str(attempt.workspace), why=str(error))

    def _move(self, connection: Connection, task: Task, attempt: Attempt) -> None:
        self._waits.keep(connection, attempt)
        self._waits.stand(connection, task)


def _facts(connection: Connection, task_id: TaskId) -> _Facts | None:
    task = store.get(connection, task_id)
    attempts = attempts_store.of_generation(connection, task.id, task.generation)
    chain = chains.find(connection, task.root)
    project = projects.find(connection, task.project) if task.project else None
    is_over = bool(attempts) and all(each.state in OVER for each in attempts)
    if task.state not in ACTIVE or not is_over or chain is None or project is None:
        return None
    return _Facts(task, chain, project, attempts)


def _result(event: Ended, change: ChangeReady | None) -> tuple[AttemptState, str]:
    if event.state in {"cancelled", "interrupted", "parked"}:
        return AttemptState.STOPPED, event.headline
    if event.state == "failed" or not event.verified:
        return AttemptState.FAILED, event.headline
    return (AttemptState.PASSED, event.headline) if change else (AttemptState.FAILED, "it changed nothing")


def _spent(attempts: tuple[Attempt, ...]) -> dict[str, float | None]:
    """Return the time and the money that a task took with all its attempts; the fresh ones ran side by side."""
    outcomes = [each.outcome for each in attempts if each.outcome is not None]
    costs = [each.cost_usd for each in outcomes if each.cost_usd is not None]
    fresh = [each.outcome.seconds for each in attempts if each.is_fresh and each.outcome]
    first = attempts[0].outcome.seconds if attempts[0].outcome else 0.0
    return {"seconds": round(first + max(fresh, default=0.0), 3), "cost_usd": sum(costs) if costs else None}
