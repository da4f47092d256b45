"""What has happened, as the thread tells it: each class is the body of one record type."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from farhand.wire.blob import Manifest
from farhand.wire.model import LAZY, Bytes, Id, Millis, Wire
from farhand.wire.relay import Signed


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


class CommandProof(Wire):
    """The device's own signed command, kept for audit: header bytes, body bytes, signature."""

    header: Bytes
    body: Bytes
    signature: Bytes


class Event(Wire):
    """What every event carries: the host's time, and where it came from: a device's id, `local` or `host`."""

    at: Millis
    origin: str = "host"


# ── the host and its devices ──────────────────────────────────────────────────────────────────────────────────────────


class ThreadStarted(Event):
    """The first record of a thread. `examples` are messages to try; only a demo knows any that surely work."""

    type: Literal["thread.started"] = "thread.started"
    host_name: str
    key: Bytes
    hpke: Bytes
    demo: bool = False
    examples: tuple[str, ...] = ()


class HostRestored(Event):
    """The host found that its data is older than what it had told: a new incarnation begins."""

    type: Literal["host.restored"] = "host.restored"
    reason: Literal["backup", "copied"]
    lost_from: int
    lost_to: int


class DeviceInfo(Wire):
    """A device as people know it."""

    device: Id
    name: str
    paired_at: Millis
    storage: str = "webcrypto"
    unprotected: bool = False
    state: Literal["pending", "member", "leaving"] = "member"
    leaves_at: Millis | None = None


class DevicesChanged(Event):
    """The access list changed: the signed list itself, and the names that the relay never sees."""

    type: Literal["devices.changed"] = "devices.changed"
    access: Signed
    devices: tuple[DeviceInfo, ...]
    what: Literal["paired", "joined", "lapsed", "unpairing", "kept", "unpaired", "renamed", "created"]
    device: Id | None = None


class PairingAttempted(Event):
    """Somebody with the secret tried to pair and did not: told to every device."""

    type: Literal["pairing.attempted"] = "pairing.attempted"
    name: str
    reason: str


class ProjectInfo(Wire):
    """A folder that tasks run against."""

    project: Id
    name: str
    path: str
    trusted: bool = False
    check: str | None = None


class ProjectsChanged(Event):
    """The projects of this host, whole."""

    type: Literal["projects.changed"] = "projects.changed"
    projects: tuple[ProjectInfo, ...]


class AgentInfo(Wire):
    """An agent found on the host; `ready` says whether a task could start now, `note` why not."""

    agent: str
    name: str
    version: str | None = None
    ready: bool
    note: str | None = None


class AgentsFound(Event):
    """The agents of this host, whole."""

    type: Literal["agents.found"] = "agents.found"
    agents: tuple[AgentInfo, ...]


# ── messages and tasks ────────────────────────────────────────────────────────────────────────────────────────────────


class MessageReceived(Event):
    """A message is on the host's disk: the receipt 'on host'. `message` is the command's id."""

    type: Literal["message.received"] = "message.received"
    message: Id
    text: str
    project: Id | None = None
    follows: Id | None = None
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

    `follows` is the task it builds on, `after` one that must be done before it starts.
    """

    type: Literal["task.created"] = "task.created"
    task: Id
    number: int
    message: Id
    title: str
    kind: Literal["agent", "command"]
    project: Id | None = None
    follows: Id | None = None
    after: Id | None = None
    priority: Priority | None = None


class QueueChanged(Event):
    """The queue was paused, or goes on; `words` says it in one sentence."""

    type: Literal["queue.changed"] = "queue.changed"
    paused: bool
    words: str = ""


class TaskChanged(Event):
    """A task moved. `words` says why in one sentence; a wait has a `reason` and, where there is one, a deadline."""

    type: Literal["task.changed"] = "task.changed"
    task: Id
    state: TaskState
    words: str = ""
    reason: WaitReason | None = None
    deadline: Millis | None = None
    project: Id | None = None


class RunStarted(Event):
    """A run began: one attempt at a task by one agent in one workspace."""

    type: Literal["run.started"] = "run.started"
    task: Id
    run: Id
    generation: int
    agent: str
    branch: str | None = None
    base: str | None = None
    resumed: bool = False


class StepKind(StrEnum):
    """What a step of a run was."""

    SAY = "say"
    READ = "read"
    SEARCH = "search"
    EDIT = "edit"
    COMMAND = "command"
    WEB = "web"
    SETUP = "setup"
    BUSY = "busy"
    OTHER = "other"


class RunStep(Event):
    """Something a run did. `step` repeats when its `state` changes; the newest replaces the older."""

    type: Literal["run.step"] = "run.step"
    task: Id
    run: Id
    step: str
    kind: StepKind
    title: str
    detail: str = ""
    state: Literal["going", "ok", "failed", "denied"] = "ok"


class CheckStatus(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_STARTED = "not started"
    TIMED_OUT = "timed out"


class CheckResult(Wire):
    """One check as Farhand ran it. `output` is the end of what it printed.

    `flaky`: it failed, and passed when it was run once more. `baseline` is how a check that failed ended on the commit
    the task began from; absent where nobody looked.
    """

    command: str
    source: Literal["farhand.toml", "ticket", "found"]
    status: CheckStatus
    exit: int | None = None
    seconds: float
    passed: int | None = None
    total: int | None = None
    output: str = ""
    flaky: bool | None = None
    baseline: Literal["passed", "failed", "timed out", "not run"] | None = None
    baseline_passed: int | None = None
    baseline_total: int | None = None


class CheckEnded(Event):
    """A check of a run ended."""

    type: Literal["check.ended"] = "check.ended"
    task: Id
    run: Id
    check: CheckResult


class ChangedFile(Wire):
    """One file of a change; counts are absent for binary files."""

    path: str
    status: Literal["added", "modified", "deleted", "renamed"]
    added: int | None = None
    removed: int | None = None
    old_path: str | None = None


class ChangeReady(Event):
    """What a task's branch holds against its base, after this run. The diff itself is a blob at the relay."""

    type: Literal["change.ready"] = "change.ready"
    task: Id
    run: Id
    branch: str
    base: str
    head: str
    files: tuple[ChangedFile, ...]
    added: int
    removed: int
    diff: Manifest | None = None


class ChangeState(StrEnum):
    """What became of a change."""

    PENDING = "pending"
    APPLIED = "applied"
    DISCARDED = "discarded"


class ChangeSettled(Event):
    """Something was done with a task's change, or could not be: then `what` is kept and nothing was changed.

    `state` is what the change is now, `commit` the one that the project got, `until` how long it can be restored.
    """

    type: Literal["change.settled"] = "change.settled"
    task: Id
    act: str
    what: Literal["applied", "rebased", "reverted", "discarded", "restored", "kept"]
    state: ChangeState
    words: str
    code: str | None = None
    hint: str | None = None
    commit: str | None = None
    until: Millis | None = None


class Outcome(Wire):
    """How a task ended, in words and facts. `verified` is true only if every check passed in this run.

    `code` is stable: done, unchecked, no_change, check_failed, check_not_started, denied, agent_failed,
    agent_missing, not_logged_in, model_busy, project_gone, cancelled, interrupted, exit_nonzero, setup_failed.
    """

    code: str
    headline: str
    summary: str = ""
    hint: str | None = None
    verified: bool = False
    checks: tuple[CheckResult, ...] = ()
    files: int = 0
    added: int = 0
    removed: int = 0
    seconds: float = 0
    cost_usd: float | None = None
    denied: tuple[str, ...] = ()
    exit: int | None = None
    output: str = ""


class TaskEnded(Event):
    """A task reached its outcome; `state` is done, failed, cancelled or interrupted."""

    type: Literal["task.ended"] = "task.ended"
    task: Id
    run: Id | None = None
    state: TaskState
    outcome: Outcome


# ── what needs a person, and what a person is told ────────────────────────────────────────────────────────────────────


class ApprovalAsked(Event):
    """A run needs leave for one action. `exact` is the action verbatim; `action_hash` is what an answer names."""

    type: Literal["approval.asked"] = "approval.asked"
    approval: Id
    task: Id
    run: Id
    generation: int
    tool: str
    title: str
    exact: str
    why: str = ""
    action_hash: Bytes
    deadline: Millis | None = None


class ApprovalClosed(Event):
    """An approval was answered, or its run ended first."""

    type: Literal["approval.closed"] = "approval.closed"
    approval: Id
    task: Id
    verdict: Literal["allowed", "denied", "expired", "withdrawn"]


class QuestionOption(Wire):
    """One offered answer."""

    label: str
    detail: str = ""
    value: str | None = None


class QuestionAsked(Event):
    """A task needs an answer before it goes on. `about`: agent, project (which one?) or trust (may its hooks load?)."""

    type: Literal["question.asked"] = "question.asked"
    question: Id
    task: Id
    about: Literal["agent", "project", "trust"]
    text: str
    options: tuple[QuestionOption, ...] = ()
    many: bool = False
    own_words: bool = False
    deadline: Millis | None = None


class QuestionClosed(Event):
    """A question was answered, or its task ended first."""

    type: Literal["question.closed"] = "question.closed"
    question: Id
    task: Id
    answers: tuple[str, ...] = ()
    withdrawn: bool = False


class NoticePosted(Event):
    """Something a person should know, on every channel; unread until `notices.read` reaches its seq."""

    type: Literal["notice.posted"] = "notice.posted"
    notice: Id
    task: Id | None = None
    kind: Literal["outcome", "approval", "question", "device", "host"]
    title: str
    body: str = ""


class NoticeTold(Event):
    """What became of a notice on one channel."""

    type: Literal["notice.told"] = "notice.told"
    notice: Id
    channel: str
    result: Literal["accepted", "gone", "failed", "unavailable"]
    device: Id | None = None
    words: str = ""


class NoticesRead(Event):
    """Every notice up to this seq was seen."""

    type: Literal["notices.read"] = "notices.read"
    seq: int


AnyEvent = Annotated[
    ThreadStarted
    | HostRestored
    | DevicesChanged
    | PairingAttempted
    | ProjectsChanged
    | AgentsFound
    | MessageReceived
    | CommandAccepted
    | CommandRefused
    | TaskCreated
    | TaskChanged
    | QueueChanged
    | RunStarted
    | RunStep
    | CheckEnded
    | ChangeReady
    | ChangeSettled
    | TaskEnded
    | ApprovalAsked
    | ApprovalClosed
    | QuestionAsked
    | QuestionClosed
    | NoticePosted
    | NoticeTold
    | NoticesRead,
    Field(discriminator="type"),
]
EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent, config=LAZY)
