"""What happened to messages and tasks: bodies of records."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from farhand.wire.blob import Manifest
from farhand.wire.event import Event
from farhand.wire.model import Bytes, Id, Millis, Wire
from farhand.wire.saying import Speaking, Words

MAX_FIELD = 10_000  # of a ticket: more belongs into a file that goes with it


class TaskState(StrEnum):
    """The states of a task; see docs/reference/states.md."""

    RECEIVED = "received"
    WAITING = "waiting"
    QUEUED = "queued"
    RUNNING = "running"
    CHECKING = "checking"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


Priority = Literal["high", "normal", "low"]
"""Which of the queued tasks goes first; within one priority, projects take turns."""


class WaitReason(StrEnum):
    """Why a task waits, or its run is parked; none of these is a failure."""

    ANSWER = "answer"
    APPROVAL = "approval"
    DEPENDENCY = "dependency"
    CAPACITY = "capacity"
    QUOTA = "quota"
    CONFIRM = "confirm"
    PROJECT = "project"
    STUCK = "stuck"


class Complexity(StrEnum):
    """How much a task asks for."""

    SIMPLE = "simple"
    MEDIUM = "medium"
    COMPLEX = "complex"


class Estimate(Wire):
    """A task's complexity as it was judged when the task was made: by which version of the rule, and why in words."""

    complexity: Complexity
    words: str
    rule: int


class CommandProof(Wire):
    """The device's own signed command, kept for audit: header bytes, body bytes, signature."""

    header: Bytes
    body: Bytes
    signature: Bytes


class Ticket(Wire):
    """What a message says besides what is to be done: where, how it is verified, and what is to stay as it is.

    A line of `verify` that is a command is run as a check; any other is for the agent and the person to see to.
    """

    where: str = Field(default="", max_length=MAX_FIELD)
    verify: str = Field(default="", max_length=MAX_FIELD)
    leave_alone: str = Field(default="", max_length=MAX_FIELD)


class Verify(Wire):
    """What a ticket says is to be checked: `commands` after the project's checks or, where `is_only`, instead of them.

    `not_checkable` is what it asks to verify that is no command.
    """

    commands: tuple[str, ...] = ()
    is_only: bool = False
    not_checkable: tuple[str, ...] = ()


StepRole = Literal["work", "verify", "fix"]
"""What a step is: the agent works, Farhand runs checks, or the agent mends what failed there and else is not needed."""

OnFailure = Literal["stop", "revert", "ask"]
"""What happens when a step fails: what comes after is not done, the work is discarded too, or a person is asked."""


class TaskStep(Wire):
    """The place of a task in a message of several steps, which share one workspace, branch and session."""

    role: StepRole
    position: int
    of: int
    on_failure: OnFailure = "stop"


class MessageReceived(Event):
    """A message is on the host's disk: the receipt 'on host'. `message` is the command's id."""

    type: Literal["message.received"] = "message.received"
    message: Id
    text: str
    project: Id | None = None
    follows: Id | None = None
    then: tuple[str, ...] | None = None
    ticket: Ticket | None = None
    attachments: tuple[Manifest, ...] = ()
    proof: CommandProof | None = None


class CommandAccepted(Event):
    """A durable command other than a message was carried out; its effects follow as events of their own."""

    type: Literal["command.accepted"] = "command.accepted"
    command: Id
    what: str
    proof: CommandProof | None = None


class CommandRefused(Event):
    """A command was turned down, in words. Nothing changed."""

    type: Literal["command.refused"] = "command.refused"
    command: Id
    sender: Id
    code: str
    message: str
    hint: str | None = None


class TaskCreated(Event):
    """A message became a task. `number` is what people call it.

    `follows` is the task it builds on, `after` and `after_also` those that must be done before it starts. `verify` is
    what its ticket says is to be checked, `step` its place where the message has several steps; `text`
    is absent where it is the message's.
    """

    type: Literal["task.created"] = "task.created"
    task: Id
    number: int
    message: Id
    title: str
    kind: Literal["agent", "command", "verify"]
    project: Id | None = None
    follows: Id | None = None
    after: Id | None = None
    after_also: tuple[Id, ...] | None = None
    priority: Priority | None = None
    verify: Verify | None = None
    estimate: Estimate | None = None
    step: TaskStep | None = None
    text: str | None = None


Spot = Literal["top", "bottom", "before", "after"]
"""Where a queued task is put among those of its project."""


class Place(Wire):
    """Where a queued task stands: by priority, then by `place`, which is its number unless a person moved something."""

    task: Id
    place: int
    priority: Priority


class TaskEdited(Event):
    """A person changed a task that had not begun, or moved it in the queue; `words` says it in one sentence.

    `places` are those that a move changed, its own and others'.
    """

    type: Literal["task.edited"] = "task.edited"
    task: Id
    words: str
    title: str
    text: str
    project: Id | None = None
    priority: Priority = "normal"
    after: tuple[Id, ...] = ()
    verify: Verify | None = None
    places: tuple[Place, ...] = ()


class QueueChanged(Event):
    """The queue was paused, or goes on; `words` says it in one sentence."""

    type: Literal["queue.changed"] = "queue.changed"
    paused: bool
    words: str = ""


class TaskChanged(Event, Speaking):
    """A task moved. `words` says why in one sentence; a wait has a `reason` and, where there is one, a deadline."""

    type: Literal["task.changed"] = "task.changed"
    task: Id
    state: TaskState
    words: Words = ""
    reason: WaitReason | None = None
    deadline: Millis | None = None
    project: Id | None = None
