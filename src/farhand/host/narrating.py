"""Tells the thread what a run does: each event of a runner becomes moves, records and notices, in one transaction."""

from farhand.agents.rules import offers
from farhand.attention import store as attention
from farhand.attention.notices import Notices
from farhand.clock import Clock
from farhand.database import Connection
from farhand.host.budgeting import Budgeting
from farhand.host.concluding import Concluding
from farhand.host.parking import Parking
from farhand.host.publishing import publish
from farhand.host.putting_off import PuttingOff
from farhand.host.unsticking import Unsticking
from farhand.ids import RunId
from farhand.runs.protocol import (
    AgentEnded,
    AnswerAsked,
    AnswersTaken,
    ChangeMade,
    CheckEndedInRun,
    CheckStarted,
    Ended,
    FileMade,
    FromRunner,
    LeaveAsked,
    Printing,
    RepairBegan,
    SessionOpened,
    SpentSoFar,
    Started,
    StepTaken,
    StuckOver,
    StuckSeen,
    Withdrawn,
    WorkspaceReady,
    Writing,
)
from farhand.runs.spec import BUDGET_USED
from farhand.sayings import notices
from farhand.sayings import tasks as said
from farhand.tasks import chains, rechecks, store
from farhand.tasks.moving import Moving
from farhand.tasks.task import ENDED, ChecksBegan, EndState, Parked, Repairing, Task, Working
from farhand.thread.thread import Thread
from farhand.wire.attention_events import ApprovalAsked, ApprovalClosed, QuestionAsked, QuestionClosed, QuestionOption
from farhand.wire.blob import Manifest
from farhand.wire.change_events import ChangeReady
from farhand.wire.events import AnyEvent
from farhand.wire.run_events import CheckEnded, Outcome, RunStep, StepKind
from farhand.wire.task_events import TaskState, WaitReason

STARTING = {"agent": said.AGENT_STARTS, "command": said.RUNS_COMMAND, "verify": said.RUNS_CHECKS}
END_STATES: dict[str, EndState] = {
    "done": TaskState.DONE,
    "failed": TaskState.FAILED,
    "cancelled": TaskState.CANCELLED,
    "interrupted": TaskState.INTERRUPTED,
    "parked": TaskState.CANCELLED,  # it was stopped while it was put away
}


def _approval_words(event: LeaveAsked) -> str:
    return said.SHOWS_PLAN if event.kind == "plan" else said.needs_leave(event.title)


class Narrating:
    """Applies durable events of a run. A task that has ended already is left alone, whatever its runner says."""

    def __init__(
        self,
        thread: Thread,
        moving: Moving,
        concluding: Concluding,
        budgeting: Budgeting,
        notices: Notices,
        parking: Parking,
        clock: Clock,
    ) -> None:
        self._thread = thread
        self._moving = moving
        self._concluding = concluding
        self._budgeting = budgeting
        self._notices = notices
        self._clock = clock
        self._putting_off = PuttingOff(moving, notices, clock)
        self._unsticking = Unsticking(thread, moving, clock)
        self._parking = parking

    def tell(  # noqa: C901, PLR0912  # one case for each event
        self, connection: Connection, task: Task, event: FromRunner, diff: Manifest | None
    ) -> bool:
        """Apply one event in the caller's transaction; return whether the run is over."""
        if task.state in ENDED:
            return isinstance(event, Ended)
        match event:
            case WorkspaceReady():
                self._tell_workspace(connection, task, event)
            case SessionOpened(session=session):
                chains.set_session(connection, task.root, session)
                self._moving.move(connection, task, Working())
            case StepTaken():
                self._tell_step(connection, task, event)
            case LeaveAsked():
                self._ask_leave(connection, task, event)
            case AnswerAsked():
                self._ask_question(connection, task, event)
            case AnswersTaken(ids=ids):
                attention.take(connection, ids)
            case Withdrawn():
                self._withdraw(connection, task, event)
            case CheckStarted():
                self._moving.move(connection, task, ChecksBegan(said.runs_check(event.command)))
            case CheckEndedInRun():
                self._append(connection, CheckEnded(at=self._now(), task=task.id, run=event.run, check=event.check))
            case RepairBegan(words=words):
                self._moving.move(connection, task, Repairing(words))
            case StuckSeen():
                self._unsticking.tell(connection, task, event, self._notices)
            case StuckOver():
                self._unsticking.end(connection, task, event)
            case ChangeMade():
                self._append(connection, to_change(event, task, diff, self._now()))
            case FileMade():
                self._append(connection, publish(connection, event, task, diff, self._now()))
            case Ended():
                self._unsticking.withdraw(connection, task)
                self._end(connection, task, event)
                return True
            case Started() | SpentSoFar() | AgentEnded() | Writing() | Printing():
                pass
        return False

    def _tell_workspace(self, connection: Connection, task: Task, event: WorkspaceReady) -> None:
        details = [event.note or "", f"brought along: {', '.join(event.brought)}" if event.brought else ""]
        step = RunStep(
            at=self._now(),
            task=task.id,
            run=event.run,
            step="workspace",
            kind=StepKind.SETUP,
            title=f"workspace on {event.branch}" if event.branch else "workspace",
            detail="\n".join(each for each in details if each),
        )
        self._append(connection, step)
        kind = "verify" if rechecks.find(connection, task.id) else task.kind
        self._moving.move(connection, task, Working(STARTING[kind]))

    def _tell_step(self, connection: Connection, task: Task, event: StepTaken) -> None:
        self._append(
            connection,
            RunStep(
                at=self._now(),
                task=task.id,
                run=event.run,
                step=event.step,
                kind=event.kind,
                title=event.title,
                detail=event.detail,
                state=event.state,
            ),
        )

    def _ask_leave(self, connection: Connection, task: Task, event: LeaveAsked) -> None:
        asked = ApprovalAsked(
            at=self._now(),
            approval=event.approval,
            task=task.id,
            run=event.run,
            generation=task.generation,
            tool=event.tool,
            title=event.title,
            exact=event.exact,
            why=event.why,
            action_hash=event.action_hash,
            kind=event.kind,
            rules=offers(event.rules),
            deadline=event.deadline,
            reach=event.reach,
        )
        if attention.open_approval(connection, asked):
            self._append(connection, asked)
            self._moving.move(connection, task, Parked(WaitReason.APPROVAL, _approval_words(event), event.deadline))
            self._notices.post(
                connection, "approval", notices.task_asks_leave(task.title), event.title, task.id, asked=asked.approval
            )

    def _ask_question(self, connection: Connection, task: Task, event: AnswerAsked) -> None:
        asked = QuestionAsked(
            at=self._now(),
            question=event.question,
            task=task.id,
            about="agent",
            text=event.text,
            options=tuple(QuestionOption(label=each.label, detail=each.detail) for each in event.options),
            many=event.many,
            own_words=True,
            deadline=event.deadline,
        )
        if attention.open_question(connection, asked, RunId(event.run)):
            self._append(connection, asked)
            self._moving.move(connection, task, Parked(WaitReason.ANSWER, said.ASKS_YOU, event.deadline))
            self._notices.post(
                connection, "question", notices.task_asks(task.title), event.text, task.id, asked=asked.question
            )

    def _withdraw(self, connection: Connection, task: Task, event: Withdrawn) -> None:
        now = self._now()
        if attention.close_approval(connection, event.id, "withdrawn"):
            closed = ApprovalClosed(at=now, approval=event.id, task=task.id, verdict="withdrawn")
            self._append(connection, closed)
        if attention.withdraw_question(connection, event.id):
            self._append(connection, QuestionClosed(at=now, question=event.id, task=task.id, withdrawn=True))
        open_still = attention.open_approvals(connection, task.id) or attention.open_questions(connection, task.id)
        if task.state is TaskState.RUNNING and not open_still:
            self._moving.move(connection, task, Working())

    def _end(self, connection: Connection, task: Task, event: Ended) -> None:
        if event.code == BUDGET_USED and not task.stopping:
            self._budgeting.ask(connection, task, outcome_of(event, self.newest_change(connection, task, event.run)))
            return
        if event.state == "parked" and self.park(connection, task, RunId(event.run)):
            return
        if self._unsticking.begin_anew(connection, task, event.run):
            return
        ended = self._putting_off.settle(connection, task, event)
        if ended is not None:
            self._conclude(connection, task, ended)

    def park(self, connection: Connection, task: Task, run: RunId) -> bool:
        """Put a task off whose run is over while a person is asked; False where nobody is."""
        return self._parking.park(connection, task, run)

    def _conclude(self, connection: Connection, task: Task, event: Ended) -> None:
        change = self.newest_change(connection, task, event.run)
        outcome = outcome_of(event, change)
        if event.state != "interrupted":
            attention.lapse(connection, task.id)
        self._concluding.conclude(
            connection, store.get(connection, task.id), END_STATES[event.state], outcome, run=RunId(event.run)
        )

    def newest_change(self, connection: Connection, task: Task, run: str) -> ChangeReady | None:
        """Return what a run left on its task's branch."""
        for record in reversed(self._thread.about(connection, task.id)):
            if record.type == "change.ready":
                change = ChangeReady.model_validate_json(record.body)
                return change if change.run == run else None
        return None

    def _append(self, connection: Connection, event: AnyEvent) -> None:
        self._thread.append(connection, event)

    def _now(self) -> int:
        return self._clock.now_ms()


def outcome_of(event: Ended, change: ChangeReady | None) -> Outcome:
    """Return the outcome of a run, with the size of what it changed."""
    return Outcome(
        code=event.code,
        headline=event.headline,
        summary=event.summary,
        hint=event.hint,
        verified=event.verified,
        checks=event.checks,
        files=len(change.files) if change else 0,
        added=change.added if change else 0,
        removed=change.removed if change else 0,
        seconds=event.seconds,
        cost_usd=event.cost_usd,
        denied=event.denied,
        exit=event.exit,
        output=event.output,
        warnings=event.warnings,
    )


def to_change(event: ChangeMade, task: Task, diff: Manifest | None, at_ms: int) -> ChangeReady:
    """Return a change as the thread tells it."""
    return ChangeReady(
        at=at_ms,
        task=task.id,
        run=event.run,
        branch=event.branch,
        base=event.base,
        head=event.head,
        files=event.files,
        added=event.added,
        removed=event.removed,
        diff=diff,
        risk=event.risk,
    )
