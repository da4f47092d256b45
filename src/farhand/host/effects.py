"""What is to happen once a transaction is on disk: persist first, then act."""

from dataclasses import dataclass

from farhand.ids import ApprovalId, QuestionId, RunId, StuckId, TaskId


@dataclass(frozen=True, slots=True)
class LookAtQueue:
    """A task may have become ready to run."""


@dataclass(frozen=True, slots=True)
class LookAtChanges:
    """A person wants a change settled."""


@dataclass(frozen=True, slots=True)
class OpenWorkspaces:
    """A person wants to see a workspace on this computer's screen."""


@dataclass(frozen=True, slots=True)
class StopRun:
    """A person wants a task's run stopped."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class TellVerdict:
    """An approval was answered."""

    run: RunId
    approval: ApprovalId
    action_hash: bytes
    allow: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class TellAnswers:
    """An agent's question was answered."""

    run: RunId
    question: QuestionId
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TellPermissions:
    """What a task's run may do unasked has changed."""

    task: TaskId


@dataclass(frozen=True, slots=True)
class TellNudge:
    """A run that is stuck is spoken to."""

    run: RunId
    stuck: StuckId
    text: str


@dataclass(frozen=True, slots=True)
class TellNotices:
    """A notice was posted."""


Effect = (
    LookAtQueue
    | LookAtChanges
    | OpenWorkspaces
    | StopRun
    | TellVerdict
    | TellAnswers
    | TellPermissions
    | TellNudge
    | TellNotices
)
