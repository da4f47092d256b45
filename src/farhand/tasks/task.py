"""The life of a task: which state follows which, as one pure function. DESIGN: never a state without a reason."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from farhand.errors import Conflict
from farhand.ids import MessageId, ProjectId, TaskId
from farhand.sayings import tasks as said
from farhand.sayings.outcomes import CANCELLED_BEFORE
from farhand.wire.task_events import Priority, TaskState, WaitReason

EndState = Literal[TaskState.DONE, TaskState.FAILED, TaskState.CANCELLED, TaskState.INTERRUPTED]
END_STATES: Mapping[TaskState, EndState] = {
    TaskState.DONE: TaskState.DONE,
    TaskState.FAILED: TaskState.FAILED,
    TaskState.CANCELLED: TaskState.CANCELLED,
    TaskState.INTERRUPTED: TaskState.INTERRUPTED,
}
ENDED = frozenset(END_STATES)
ACTIVE = frozenset({TaskState.RUNNING, TaskState.CHECKING})


def can_resume(state: TaskState, reason: WaitReason | None) -> bool:
    """Return whether a person can have a task go on."""
    return reason is WaitReason.QUOTA or state in {TaskState.FAILED, TaskState.INTERRUPTED}


class IllegalTransition(Conflict):
    """A task cannot take this input in its state."""

    code = "illegal_transition"


@dataclass(frozen=True, slots=True)
class Task:
    """One unit of delegated work. `root` is the first task of its chain of follow-ups: they share a workspace.

    `words` says in one sentence why the task is where it is. `generation` counts its runs;
    `stopping` says that a person wants its run stopped, also across a restart. `after` must be done before it starts.
    """

    id: TaskId
    number: int
    message: MessageId
    kind: Literal["agent", "command", "verify"]
    title: str
    text: str
    root: TaskId
    created_at: int
    changed_at: int
    project: ProjectId | None = None
    follows: TaskId | None = None
    state: TaskState = TaskState.RECEIVED
    reason: WaitReason | None = None
    deadline: int | None = None
    words: str = ""
    generation: int = 0
    stopping: bool = False
    after: TaskId | None = None
    priority: Priority = "normal"


@dataclass(frozen=True, slots=True)
class Queued:
    """Nothing stands between the task and a run any more."""

    words: str = said.WAITS_TURN


@dataclass(frozen=True, slots=True)
class Delayed:
    """The queue says what the task waits for in it."""

    words: str


@dataclass(frozen=True, slots=True)
class MustWait:
    """Something is needed before the task can be queued."""

    reason: WaitReason
    words: str
    deadline: int | None = None


@dataclass(frozen=True, slots=True)
class ProjectChosen:
    """The person said which project."""

    project: ProjectId


@dataclass(frozen=True, slots=True)
class Claimed:
    """A run begins; its generation fences the ones before."""

    generation: int
    words: str = said.STARTING


@dataclass(frozen=True, slots=True)
class Parked:
    """The run waits for a person or a limit; none of these is a failure."""

    reason: WaitReason
    words: str
    deadline: int | None = None


@dataclass(frozen=True, slots=True)
class Working:
    """The run works, and waits for nobody."""

    words: str = said.WORKING


@dataclass(frozen=True, slots=True)
class ChecksBegan:
    """The agent ended by itself; Farhand runs the checks."""

    words: str = said.CHECKING


@dataclass(frozen=True, slots=True)
class Repairing:
    """A check failed and went back to the agent."""

    words: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The run reached an outcome."""

    state: EndState
    words: str


@dataclass(frozen=True, slots=True)
class PutOff:
    """The run met a limit and is over; the task goes on later, by itself at the deadline or when a person says so."""

    reason: WaitReason
    words: str
    deadline: int | None = None


@dataclass(frozen=True, slots=True)
class TriedAgain:
    """The run was stopped so that another may begin anew."""

    words: str


@dataclass(frozen=True, slots=True)
class StopAsked:
    """A person wants it stopped; a task without a run is cancelled at once, else its run says when the tree is gone."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """A person wants it to go on."""


@dataclass(frozen=True, slots=True)
class Retaken:
    """Another of its attempts was put on the task's branch: that one's outcome counts."""

    state: Literal[TaskState.DONE, TaskState.FAILED]
    words: str


@dataclass(frozen=True, slots=True)
class ChecksWanted:
    """Its change was rebased: the checks are to run once more, and only they."""

    words: str


@dataclass(frozen=True, slots=True)
class ChecksTold:
    """The checks that were to run once more ended, or never will: how the task stands now."""

    state: EndState
    words: str


TaskInput = (
    Queued
    | Delayed
    | MustWait
    | ProjectChosen
    | Claimed
    | Parked
    | Working
    | ChecksBegan
    | Repairing
    | Ended
    | PutOff
    | TriedAgain
    | StopAsked
    | Resumed
    | Retaken
    | ChecksWanted
    | ChecksTold
)


def advance(task: Task, given: TaskInput, now_ms: int) -> Task:  # noqa: C901, PLR0911, PLR0912  # a table reads best whole
    """Return the task after an input; raises IllegalTransition naming both sides."""
    moved = replace(task, changed_at=now_ms)
    match task.state, given:
        case TaskState.RECEIVED | TaskState.WAITING, Queued(words):
            return replace(moved, state=TaskState.QUEUED, reason=None, deadline=None, words=words)
        case TaskState.QUEUED, Delayed(words):
            return replace(moved, words=words)
        case TaskState.RECEIVED | TaskState.WAITING | TaskState.QUEUED, MustWait(reason, words, deadline):
            return replace(moved, state=TaskState.WAITING, reason=reason, deadline=deadline, words=words)
        case TaskState.RECEIVED | TaskState.WAITING, ProjectChosen(project):
            return replace(moved, project=project)
        case TaskState.QUEUED, Claimed(generation, words) if generation > task.generation:
            return replace(moved, state=TaskState.RUNNING, generation=generation, words=words)
        case TaskState.RUNNING, Parked(reason, words, deadline):
            return replace(moved, reason=reason, deadline=deadline, words=words)
        case TaskState.RUNNING, Working(words):
            return replace(moved, reason=None, deadline=None, words=words)
        case TaskState.RUNNING, ChecksBegan(words):
            return replace(moved, state=TaskState.CHECKING, reason=None, deadline=None, words=words)
        case TaskState.CHECKING, ChecksBegan(words):
            return replace(moved, words=words)
        case TaskState.CHECKING, Repairing(words):
            return replace(moved, state=TaskState.RUNNING, words=words)
        case TaskState.RUNNING | TaskState.CHECKING, Ended(state, words):
            return replace(moved, state=state, reason=None, deadline=None, words=words, stopping=False)
        case TaskState.RECEIVED | TaskState.WAITING | TaskState.QUEUED, Ended(state, words) if (
            state is not TaskState.DONE
        ):
            return replace(moved, state=state, reason=None, deadline=None, words=words)
        case TaskState.RUNNING | TaskState.CHECKING, PutOff(reason, words, deadline) if not task.stopping:
            return replace(moved, state=TaskState.WAITING, reason=reason, deadline=deadline, words=words)
        case TaskState.RUNNING | TaskState.CHECKING, TriedAgain(words) if not task.stopping:
            return replace(moved, state=TaskState.QUEUED, reason=None, deadline=None, words=words)
        case TaskState.RECEIVED | TaskState.WAITING | TaskState.QUEUED, StopAsked():
            return replace(moved, state=TaskState.CANCELLED, reason=None, deadline=None, words=CANCELLED_BEFORE)
        case TaskState.RUNNING | TaskState.CHECKING, StopAsked():
            return replace(moved, words=said.STOPPING, stopping=True)
        case TaskState.DONE | TaskState.FAILED | TaskState.INTERRUPTED, Retaken(state, words):
            return replace(moved, state=state, words=words)
        case TaskState.DONE | TaskState.FAILED | TaskState.CANCELLED | TaskState.INTERRUPTED, ChecksWanted(words):
            return replace(moved, state=TaskState.QUEUED, words=words)
        case TaskState.WAITING | TaskState.QUEUED | TaskState.RUNNING | TaskState.CHECKING, ChecksTold(state, words):
            return replace(moved, state=state, reason=None, deadline=None, words=words, stopping=False)
        case TaskState.FAILED | TaskState.INTERRUPTED, Resumed():
            return replace(moved, state=TaskState.QUEUED, words=said.RESUMED)
        case TaskState.RUNNING, Resumed() if task.reason is WaitReason.QUOTA:
            return replace(moved, reason=None, deadline=None, words=said.RESUMED_NOW)
        case TaskState.WAITING, Resumed() if task.reason is WaitReason.QUOTA:
            return replace(moved, state=TaskState.QUEUED, reason=None, deadline=None, words=said.RESUMED_NOW)
        case _:
            raise IllegalTransition(f"a `{task.state}` task cannot take `{type(given).__name__}`")
