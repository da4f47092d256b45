"""What the thread's events add up to: tasks, what needs a person, notices, devices, projects, agents."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pydantic import ValidationError

from farhand.wire.attempt_events import AttemptChanged
from farhand.wire.attention_events import (
    ApprovalAsked,
    ApprovalClosed,
    NoticePosted,
    NoticesRead,
    QuestionAsked,
    QuestionClosed,
)
from farhand.wire.change_events import ChangeReady, ChangeSettled, ChangeState, DiscardExplained
from farhand.wire.events import EVENT, AnyEvent
from farhand.wire.host_events import (
    AgentInfo,
    AgentsFound,
    DeviceInfo,
    DevicesChanged,
    ProjectInfo,
    ProjectsChanged,
    ThreadStarted,
)
from farhand.wire.record import Record
from farhand.wire.run_events import CheckEnded, CheckResult, Outcome, RunCommits, RunStarted, RunStep, TaskEnded
from farhand.wire.task_events import (
    CommandRefused,
    Estimate,
    MessageReceived,
    QueueChanged,
    TaskChanged,
    TaskCreated,
    TaskEdited,
    TaskState,
    WaitReason,
)

_ENDED = frozenset({TaskState.DONE, TaskState.FAILED, TaskState.CANCELLED, TaskState.INTERRUPTED})


@dataclass(frozen=True, slots=True)
class TaskSeen:
    """A task as the thread tells it. `steps` are those of the newest run, the newest state of each."""

    id: str
    number: int
    title: str
    message: str
    kind: str
    at: int
    changed_at: int
    state: TaskState = TaskState.RECEIVED
    words: str = ""
    reason: WaitReason | None = None
    deadline: int | None = None
    project: str | None = None
    follows: str | None = None
    run: str | None = None
    estimate: Estimate | None = None
    agent: str | None = None
    branch: str | None = None
    started_at: int | None = None
    steps: tuple[RunStep, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    attempts: tuple[AttemptChanged, ...] = ()
    commits: tuple[RunCommits, ...] = ()
    change: ChangeReady | None = None
    settled: ChangeSettled | None = None
    explained: DiscardExplained | None = None
    outcome: Outcome | None = None
    ended_at: int | None = None

    @property
    def can_stop(self) -> bool:
        """Whether there is something to cancel."""
        return self.state not in _ENDED

    @property
    def can_resume(self) -> bool:
        """Whether a person may go on with it."""
        return self.reason is WaitReason.QUOTA or self.state in {TaskState.INTERRUPTED, TaskState.FAILED}

    @property
    def can_confirm(self) -> bool:
        """Whether it waits for a yes or no."""
        return self.state is TaskState.WAITING and self.reason is WaitReason.CONFIRM


@dataclass(frozen=True, slots=True)
class NoticeSeen:
    """A notice and whether a person has seen it."""

    seq: int
    posted: NoticePosted
    is_read: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A command that was turned down."""

    seq: int
    refused: CommandRefused


class Projection:
    """Folds events, in the order of the chain, into what is true now; what it hands out is frozen.

    The web app folds the same way in `web/src/lib`.
    """

    def __init__(self) -> None:
        self.seq = 0
        self.host_name = ""
        self.is_demo = False
        self.messages: dict[str, MessageReceived] = {}
        self.refusals: dict[str, Refusal] = {}
        self.tasks: dict[str, TaskSeen] = {}
        self.approvals: dict[str, ApprovalAsked] = {}
        self.questions: dict[str, QuestionAsked] = {}
        self.notices: dict[str, NoticeSeen] = {}
        self.devices: tuple[DeviceInfo, ...] = ()
        self.projects: tuple[ProjectInfo, ...] = ()
        self.agents: tuple[AgentInfo, ...] = ()
        self.is_paused = False

    @staticmethod
    def of(records: Iterable[Record]) -> "Projection":
        """Return what these records, from the first on, add up to."""
        projection = Projection()
        for record in records:
            projection.add(record)
        return projection

    @property
    def unread(self) -> int:
        """How many notices nobody has seen."""
        return sum(not each.is_read for each in self.notices.values())

    def add(self, record: Record) -> None:
        """Fold in the next record; one that was folded before, or of a type unknown here, changes nothing."""
        if record.seq <= self.seq:
            return
        self.seq = record.seq
        event = event_of(record)
        if event is not None:
            self._apply(record.seq, event)

    def _apply(self, seq: int, event: AnyEvent) -> None:  # noqa: C901  # one case for each event
        match event:
            case ThreadStarted():
                self.host_name, self.is_demo = event.host_name, event.demo
            case DevicesChanged():
                self.devices = event.devices
            case ProjectsChanged():
                self.projects = event.projects
            case AgentsFound():
                self.agents = event.agents
            case QueueChanged():
                self.is_paused = event.paused
            case NoticePosted():
                self.notices[event.notice] = NoticeSeen(seq, event)
            case NoticesRead():
                for name, notice in self.notices.items():
                    if notice.seq <= event.seq or name in event.also:
                        self.notices[name] = replace(notice, is_read=True)
            case CommandRefused():
                self.refusals[event.command] = Refusal(seq, event)
            case _:
                self._apply_to_work(event)

    def _apply_to_work(self, event: AnyEvent) -> None:
        match event:
            case MessageReceived():
                self.messages[event.message] = event
            case ApprovalAsked():
                self.approvals[event.approval] = event
            case ApprovalClosed():
                self.approvals.pop(event.approval, None)
            case QuestionAsked():
                self.questions[event.question] = event
            case QuestionClosed():
                self.questions.pop(event.question, None)
            case TaskCreated():
                self.tasks[event.task] = _created(event)
            case DiscardExplained():
                self._change_task(event.task, lambda task: replace(task, explained=event))
            case (
                TaskChanged()
                | TaskEdited()
                | RunStarted()
                | RunStep()
                | CheckEnded()
                | RunCommits()
                | AttemptChanged()
                | ChangeReady()
                | ChangeSettled()
                | TaskEnded()
            ):
                self._change_task(event.task, lambda task: _changed(task, event))
            case _:  # tells people something, and changes nothing here
                pass

    def _change_task(self, task: str, change: Callable[[TaskSeen], TaskSeen]) -> None:
        if task in self.tasks:
            self.tasks[task] = change(self.tasks[task])


def event_of(record: Record) -> AnyEvent | None:
    """Return a record's event; nothing for a type that this version does not know."""
    try:
        event = EVENT.validate_json(record.body)
    except ValidationError:
        return None
    return event if event.type == record.type else None


def _created(event: TaskCreated) -> TaskSeen:
    return TaskSeen(
        event.task,
        event.number,
        event.title,
        event.message,
        event.kind,
        event.at,
        event.at,
        project=event.project,
        follows=event.follows,
        estimate=event.estimate,
    )


def _changed(  # noqa: C901, PLR0911  # one for each event
    task: TaskSeen,
    event: TaskChanged
    | TaskEdited
    | RunStarted
    | RunStep
    | CheckEnded
    | RunCommits
    | AttemptChanged
    | ChangeReady
    | ChangeSettled
    | TaskEnded,
) -> TaskSeen:
    match event:
        case TaskEdited():
            return replace(task, title=event.title, project=event.project, changed_at=event.at)
        case TaskChanged():
            return replace(
                task,
                state=event.state,
                words=event.words,
                reason=event.reason,
                deadline=event.deadline,
                project=event.project or task.project,
                changed_at=event.at,
                outcome=task.outcome if event.state in _ENDED else None,
                ended_at=task.ended_at if event.state in _ENDED else None,
            )
        case RunStarted():
            return replace(
                task,
                run=event.run,
                agent=event.agent,
                branch=event.branch or task.branch,
                started_at=event.at,
                steps=(),
                checks=(),
            )
        case RunStep():
            return replace(task, steps=_with_step(task.steps, event))
        case CheckEnded():
            return replace(task, checks=(*task.checks, event.check))
        case RunCommits():
            return replace(task, commits=(*task.commits, event))
        case AttemptChanged():
            others = tuple(each for each in task.attempts if each.number != event.number)
            return replace(task, attempts=tuple(sorted((*others, event), key=lambda each: each.number)))
        case ChangeReady():
            return replace(task, change=event, settled=None, explained=None)
        case ChangeSettled():
            explained = task.explained if event.state is ChangeState.DISCARDED else None
            return replace(task, settled=event, explained=explained)
        case TaskEnded():
            return replace(
                task,
                state=event.state,
                words=event.outcome.headline,
                reason=None,
                deadline=None,
                outcome=event.outcome,
                ended_at=event.at,
                changed_at=event.at,
            )


def _with_step(steps: tuple[RunStep, ...], step: RunStep) -> tuple[RunStep, ...]:
    for place, known in enumerate(steps):
        if known.step == step.step:
            return (*steps[:place], step, *steps[place + 1 :])
    return (*steps, step)
