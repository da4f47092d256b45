"""What the CLI on the host and the host say to each other over the control socket: HTTP/1.1, JSON bodies.

The routes stand in `farhand.host.control`. An error is {code, message, hint} with the status of its class.
"""

from typing import Literal

from pydantic import Field

from farhand.project_file import MAX_BEST_OF
from farhand.wire.attempt_events import AttemptChanged
from farhand.wire.attention_events import ApprovalAsked, QuestionAsked, RunStuck, TellingResult
from farhand.wire.blob import MAX_ATTACHMENTS
from farhand.wire.change_events import ChangeReady, ChangeSettled, DiscardReason
from farhand.wire.commands import (
    MAX_GIVEN,
    MAX_STEPS,
    MAX_TEXT,
    MAX_WHY,
    MAX_WORDS,
    ChangeAct,
    CheckCommand,
    Limit,
    Step,
    StuckAct,
)
from farhand.wire.comment_commands import MAX_PATH, CommentText
from farhand.wire.comment_events import CommentDrafted, Side
from farhand.wire.host_events import AgentInfo, DeviceInfo, ProjectInfo
from farhand.wire.model import Id, Millis, Wire
from farhand.wire.passkeys import Demand, PasskeyInfo
from farhand.wire.permissions import Preset, Rule, Scope
from farhand.wire.power_events import KeepAwake
from farhand.wire.push import DevicePush
from farhand.wire.run_events import Outcome, RunCommits, RunStep
from farhand.wire.spending_events import DaySpent, TaskSpent
from farhand.wire.task_events import Estimate, Priority, Spot, TaskState, TaskStep, Ticket, Verify, WaitReason


class Problem(Wire):
    """An error, for machines and people."""

    code: str
    message: str
    hint: str | None = None


class KeptAwake(KeepAwake):
    """Whether the computer is kept awake while there is work, and whether it is now."""

    now: bool


class KeepAwakeAs(Wire):
    """Keep the computer awake while there is work, or let it sleep."""

    on: bool


class Status(Wire):
    """What `farhand up` shows, and more."""

    name: str
    version: str
    pid: int
    data: str
    addresses: tuple[str, ...]
    demo: bool
    paired: int
    relay: str
    connected: bool
    seq: int
    parallel: int = 1
    paused: bool = False
    today: DaySpent | None = None
    keep_awake: KeptAwake | None = None
    projects: tuple[ProjectInfo, ...]
    agents: tuple[AgentInfo, ...] | None = None


class NewMessage(Wire):
    """A message from the CLI. `project` is a name, a path or an id; `follows` and `after` a task's number or id.

    `attach` are whole paths of files. `id` makes the call repeatable: the same id is one message.
    """

    text: str = Field(min_length=1, max_length=MAX_TEXT)
    project: str | None = None
    follows: str | None = None
    after: tuple[str, ...] = ()
    then: tuple[Step, ...] = Field(default=(), max_length=MAX_STEPS)
    priority: Priority = "normal"
    checks: tuple[CheckCommand, ...] = ()
    checks_only: bool = False
    ticket: Ticket | None = None
    best_of: int | None = Field(default=None, ge=0, le=MAX_BEST_OF)
    usd: Limit | None = None
    minutes: Limit | None = None
    attach: tuple[str, ...] = Field(default=(), max_length=MAX_ATTACHMENTS)
    id: Id | None = None


class AcceptedTask(Wire):
    """A task of a message that is on disk."""

    task: Id
    number: int
    title: str
    state: TaskState = TaskState.RECEIVED
    words: str = ""


class Accepted(Wire):
    """The message is on disk, and is this task; `also` are the further ones, where it is several.

    `hint` is what would make it clearer.
    """

    message: Id
    task: Id
    number: int
    state: TaskState = TaskState.RECEIVED
    words: str = ""
    also: tuple[AcceptedTask, ...] = ()
    hint: str | None = None


class TaskSummary(Wire):
    """A task in a line."""

    task: Id
    number: int
    title: str
    kind: Literal["agent", "command", "verify"]
    state: TaskState
    words: str
    project: str | None = None
    reason: WaitReason | None = None
    follows: int | None = None
    after: tuple[int, ...] = ()
    step: TaskStep | None = None
    priority: Priority = "normal"
    created_at: Millis
    changed_at: Millis
    needs_you: bool = False


class AttachedFile(Wire):
    """A file that came with a message, by the name that it has on this computer."""

    name: str
    size: int


class FileLine(Wire):
    """A file that a task hands back; `path` is where it lies on this computer."""

    name: str
    media: str
    size: int
    path: str
    warning: str = ""
    at: Millis


class TaskDetail(TaskSummary):
    """A task with all that is known of it."""

    text: str
    attachments: tuple[AttachedFile, ...] = ()
    verify: Verify = Verify()
    branch: str | None = None
    workspace: str | None = None
    agent: str | None = None
    estimate: Estimate | None = None
    steps: tuple[RunStep, ...] = ()
    approvals: tuple[ApprovalAsked, ...] = ()
    questions: tuple[QuestionAsked, ...] = ()
    attempts: tuple[AttemptChanged, ...] = ()
    commits: tuple[RunCommits, ...] = ()
    change: ChangeReady | None = None
    settled: ChangeSettled | None = None
    why_discarded: DiscardReason | None = None
    why_words: str = ""
    comments: tuple[CommentDrafted, ...] = ()
    files: tuple[FileLine, ...] = ()
    outcome: Outcome | None = None
    spent: TaskSpent | None = None
    stuck: RunStuck | None = None


class Unstick(Wire):
    """What to do about a run that is stuck."""

    act: StuckAct
    text: str = Field(default="", max_length=MAX_TEXT)


class WorkspaceLine(Wire):
    """One folder below the root of workspaces. `words` say why it is kept or goes; `goes_at` when, if that is known.

    `state`: `kept`, `goes` (with the next clean-up), or `removed` by this very call.
    """

    path: str
    state: Literal["kept", "goes", "removed"]
    words: str
    size_bytes: int
    task: int | None = None
    title: str = ""
    project: str | None = None
    goes_at: Millis | None = None


class Workspaces(Wire):
    """All that lies below the root of workspaces, and how much disk it takes and may take."""

    workspaces: tuple[WorkspaceLine, ...]
    size_bytes: int
    budget_bytes: int


class CleanUp(Wire):
    """Remove now what may go, without waiting for a follow-up any longer; `dry_run` only says what would go."""

    dry_run: bool = False


class Confirm(Wire):
    """Yes or no to a task that waits with the reason `confirm`."""

    go: bool


class EditAs(Wire):
    """What to change of a task that has not begun; `project` is a name, a path or an id, `after` numbers or ids."""

    text: str | None = Field(default=None, min_length=1, max_length=MAX_TEXT)
    priority: Priority | None = None
    project: str | None = None
    after: tuple[str, ...] | None = None


class MoveTo(Wire):
    """Where to put a queued task; `other` is a task's number or id."""

    spot: Spot
    other: str | None = None


class SettleAs(Wire):
    """What to do with a task's change, and what that act is given."""

    act: ChangeAct
    given: str = Field(default="", max_length=MAX_GIVEN)


class Explain(Wire):
    """Why a task's change was discarded, by a reason or in own words."""

    why: DiscardReason
    words: str = Field(default="", max_length=MAX_WHY)


class NewComment(Wire):
    """A draft comment on a line of what a task changed; with the id of one that is kept, other words for it."""

    comment: Id | None = None
    path: str = Field(min_length=1, max_length=MAX_PATH)
    line: int = Field(ge=1)
    side: Side = "new"
    text: CommentText


class Pause(Wire):
    """Start nothing new, or start work again."""

    paused: bool


class ApprovalAnswer(Wire):
    """The answer to an approval; a yes beyond once grants one of the rules that were offered with it."""

    verdict: Literal["allow", "deny"]
    scope: Scope = "once"
    rule: Rule | None = None
    words: str = Field(default="", max_length=MAX_WORDS)


class SetPresetTo(Wire):
    """What agents may do unasked in a project."""

    preset: Preset


class Passkeys(Wire):
    """The passkeys, and what devices need them for."""

    demand: Demand
    passkeys: tuple[PasskeyInfo, ...]


class SetDemandTo(Wire):
    """What devices need a passkey for."""

    demand: Demand


class Answers(Wire):
    """The answer to a question: labels of its options, or own words."""

    answers: tuple[str, ...]


class ThreadLine(Wire):
    """One record of the thread: `body` is the event's JSON."""

    seq: int
    type: str
    body: dict[str, object]


class Devices(Wire):
    """The paired devices; `connected` are those whose socket at the relay is open, `push` those that take pushes.

    `last` says when one was last connected, `pushed` is what became of the newest push to each device.
    """

    devices: tuple[DeviceInfo, ...]
    connected: tuple[Id, ...] = ()
    push: tuple[DevicePush, ...] = ()
    pushed: tuple["TellingLine", ...] = ()
    last: dict[Id, Millis] = Field(default_factory=dict[Id, Millis])


class PairingOffer(Wire):
    """An invitation to show: the link, and its QR drawn with half blocks for a terminal."""

    link: str
    qr: str
    expires: Millis
    unprotected: bool


class PairingProgress(Wire):
    """Where a pairing stands: `waiting` for a phone, `digits` to be typed, then `paired`, `failed` or `expired`."""

    state: Literal["waiting", "digits", "paired", "failed", "expired"]
    name: str | None = None
    unprotected: bool = False
    tries_left: int = 3
    words: str = ""


class Digits(Wire):
    """What the phone shows, typed at the host."""

    digits: str


class OpenLink(Wire):
    """A one-use link that pairs the host's own browser."""

    url: str


class NewProject(Wire):
    """A folder to run tasks against."""

    path: str


class TellingLine(Wire):
    """What became of a notice on a channel, and for a device by its name; without a result it is still tried."""

    channel: str
    device: Id | None = None
    name: str | None = None
    result: TellingResult | None = None
    words: str = ""


class NoticeLine(Wire):
    """A notice, whether it was seen or answered, and what became of it on each channel."""

    seq: int
    at: Millis
    title: str
    body: str
    task: Id | None = None
    read: bool
    told: tuple[TellingLine, ...] = ()
