"""What a device asks of the host. Durable ones are COMMAND envelopes, the rest DIRECT; the id is the envelope's."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from farhand.project_file import MAX_BEST_OF, MAX_LIMIT
from farhand.wire.blob import Manifest
from farhand.wire.change_events import DiscardReason
from farhand.wire.command import Command
from farhand.wire.comment_commands import RemoveComment, SendComments, WriteComment
from farhand.wire.model import LAZY, Bytes, Id, Millis, Wire
from farhand.wire.passkeys import AddPasskey, RemovePasskey, RequestChallenge, SetDemand, WithPasskey
from farhand.wire.permissions import Preset, Rule, Scope
from farhand.wire.previews import RequestPreview
from farhand.wire.push import MAX_APP_URL, PushKind, PushSubscription
from farhand.wire.task_events import Priority, Spot, Ticket

MAX_TEXT = 100_000
MAX_STEPS = 20  # behind the first; a longer plan is better sent as tasks of its own
Step = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
MAX_GIVEN = 200  # a branch's name; git itself takes little more
CheckCommand = Annotated[str, Field(min_length=1, max_length=4000)]
MAX_WORDS = 4000
MAX_QUERY = 200  # what a person types of a file's name
MAX_SEEN = 200  # as many notices as a device keeps
MAX_WHY = 200  # a line among the statistics
Limit = Annotated[float, Field(ge=0, le=MAX_LIMIT, allow_inf_nan=False)]
"""Of a budget, in its unit; 0 is no limit."""


class SendMessage(Command):
    """A person wrote something. `follows` is the task it continues, `after` and `after_also` those that come first.

    `then` are steps to take after the text, in the same workspace, branch and session: work in words, checks (`run the
    tests`, `!npm test`), `fix what fails`, and `if it fails, stop`, `revert` or `ask me` about the step before.

    `checks` are commands that must pass beside the project's own, or instead of them where `checks_only`; the text may
    name more in lines such as `Verify: npm test`.
    `ticket` says where, how it is verified and what stays as it is; it holds for each task of the message.
    `best_of` fresh attempts are made where its checks still fail after the repairs; absent, the project says.
    `usd` and `minutes` are what each of its tasks may spend before a person is asked, 0 for any amount; absent, a line
    such as `Budget: 30 minutes, $2` in the text or the project says.
    """

    type: Literal["message.send"] = "message.send"
    text: str = Field(min_length=1, max_length=MAX_TEXT)
    project: Id | None = None
    follows: Id | None = None
    after: Id | None = None
    after_also: tuple[Id, ...] = ()
    then: tuple[Step, ...] = Field(default=(), max_length=MAX_STEPS)
    priority: Priority = "normal"
    best_of: int | None = Field(default=None, ge=0, le=MAX_BEST_OF)
    usd: Limit | None = None
    minutes: Limit | None = None
    attachments: tuple[Manifest, ...] = ()
    checks: tuple[CheckCommand, ...] = ()
    checks_only: bool = False
    ticket: Ticket | None = None


class CancelTask(Command):
    """Stop this task, running or not."""

    type: Literal["task.cancel"] = "task.cancel"
    task: Id


class EditTask(Command):
    """Change a task that has not begun: its text, priority, project, or what it comes after."""

    type: Literal["task.edit"] = "task.edit"
    task: Id
    text: str | None = Field(default=None, min_length=1, max_length=MAX_TEXT)
    priority: Priority | None = None
    project: Id | None = None
    after: tuple[Id, ...] | None = None


class MoveTask(Command):
    """Put a queued task elsewhere among those of its project; `other` is the one it is put before or after."""

    type: Literal["task.move"] = "task.move"
    task: Id
    spot: Spot
    other: Id | None = None


class ResumeTask(Command):
    """Go on with a task that is `interrupted`, `failed` or waits for `quota`, in its workspace and agent session."""

    type: Literal["task.resume"] = "task.resume"
    task: Id


class ConfirmTask(Command):
    """Yes or no to a task that waits with the reason `confirm`."""

    type: Literal["task.confirm"] = "task.confirm"
    task: Id
    go: bool


class StuckAct(StrEnum):
    """What can be done about a run that is stuck, besides stopping it."""

    NUDGE = "nudge"
    RETRY = "retry"


class UnstickTask(Command):
    """Speak to the agent of a run that is stuck, or have it begin anew in the same workspace.

    `text` is what to say to it; without it, Farhand says what was seen.
    """

    type: Literal["task.unstick"] = "task.unstick"
    stuck: Id
    act: StuckAct
    text: str = Field(default="", max_length=MAX_TEXT)


class AnswerApproval(Command):
    """Answer an approval; it names the very action and run, so that an answer can't reach another.

    A yes with a `scope` beyond once names the `rule` that it grants, one of those offered. `words` go with a no.
    `pass_id` is what a yes on a notification carries: the one-use pass that came with it.
    """

    type: Literal["approval.answer"] = "approval.answer"
    approval: Id
    action_hash: Bytes
    generation: int
    verdict: Literal["allow", "deny"]
    scope: Scope = "once"
    rule: Rule | None = None
    words: str = Field(default="", max_length=MAX_WORDS)
    pass_id: Id | None = None


class AnswerQuestion(Command):
    """Answer a question: one of its options, or own words where it takes them."""

    type: Literal["question.answer"] = "question.answer"
    question: Id
    answers: tuple[str, ...]


class ChangeAct(StrEnum):
    """What can be done with a change."""

    APPLY = "apply"
    REBASE = "rebase"
    REVERT = "revert"
    DISCARD = "discard"
    RESTORE = "restore"
    KEEP = "keep"
    PROPOSE = "propose"
    HAND_OVER = "hand_over"
    USE = "use"


class SettleChange(Command):
    """Do something with what a task changed.

    `given` is the branch's name for `keep`, and the attempt's number for `use`; the other acts take nothing.
    """

    type: Literal["change.settle"] = "change.settle"
    task: Id
    act: ChangeAct
    given: str = Field(default="", max_length=MAX_GIVEN)


class OpenWorkspace(Command):
    """Open a task's workspace on the computer's own screen. Answered by `WorkspaceOpening`."""

    type: Literal["workspace.open"] = "workspace.open"
    task: Id


class ExplainDiscard(Command):
    """Say why a task's change was discarded; the reason `other` needs words of one's own."""

    type: Literal["discard.explain"] = "discard.explain"
    task: Id
    why: DiscardReason
    words: str = Field(default="", max_length=MAX_WHY)


class PauseQueue(Command):
    """Start nothing from now on, or start work again; what runs goes on."""

    type: Literal["queue.pause"] = "queue.pause"
    paused: bool


class SetPreset(Command):
    """Say what agents may do unasked in a project."""

    type: Literal["project.preset"] = "project.preset"
    project: Id
    preset: Preset


class RemoveRule(Command):
    """Take back a rule that holds in a project."""

    type: Literal["rule.remove"] = "rule.remove"
    rule: Id


class SetKeepAwake(Command):
    """Keep the computer awake while there is work, or let it sleep."""

    type: Literal["host.keep_awake"] = "host.keep_awake"
    on: bool


class UnpairDevice(Command):
    """Unpair this device: itself at once, another after a time in which anyone can object."""

    type: Literal["device.unpair"] = "device.unpair"
    device: Id


class KeepDevice(Command):
    """Object to the unpairing of a device."""

    type: Literal["device.keep"] = "device.keep"
    device: Id


class RenameDevice(Command):
    """Give a device another name."""

    type: Literal["device.rename"] = "device.rename"
    device: Id
    name: str = Field(min_length=1, max_length=64)


class ReadNotices(Command):
    """Every notice up to this seq was seen by a person, and beyond it those of `also`."""

    type: Literal["notices.read"] = "notices.read"
    seq: int
    also: tuple[Id, ...] = Field(default=(), max_length=MAX_SEEN)


class SetPush(Command):
    """Tell this device by Web Push from now on: these kinds, there. Without a subscription, no longer.

    `app` is where the app was opened: what is told links to it. Without `detail`, it only says that something happened.
    """

    type: Literal["push.set"] = "push.set"
    app: str = Field(max_length=MAX_APP_URL)
    subscription: PushSubscription | None = None
    kinds: tuple[PushKind, ...] = ()
    detail: bool = False


class TryPush(Command):
    """Push a notice to this device now, to see whether it arrives."""

    type: Literal["push.try"] = "push.try"


AnyCommand = Annotated[
    SendMessage
    | CancelTask
    | EditTask
    | MoveTask
    | ResumeTask
    | ConfirmTask
    | UnstickTask
    | AnswerApproval
    | AnswerQuestion
    | SettleChange
    | ExplainDiscard
    | OpenWorkspace
    | WriteComment
    | RemoveComment
    | SendComments
    | PauseQueue
    | SetPreset
    | RemoveRule
    | SetKeepAwake
    | UnpairDevice
    | KeepDevice
    | RenameDevice
    | ReadNotices
    | SetPush
    | TryPush
    | AddPasskey
    | RemovePasskey
    | SetDemand
    | WithPasskey,
    Field(discriminator="type"),
]
COMMAND: TypeAdapter[AnyCommand] = TypeAdapter(AnyCommand, config=LAZY)


class Head(Wire):
    """A signed place in the chain, as a device last verified it: proof for a host that lost its tail."""

    incarnation: Id
    seq: int
    hash: Bytes
    signature: Bytes


class Hello(Wire):
    """A device is here (DIRECT). `head` is absent on a device that holds nothing; `epochs` are the keys it has."""

    type: Literal["hello"] = "hello"
    at: Millis
    head: Head | None = None
    epochs: tuple[Id, ...] = ()
    visible: bool = True


class RequestPage(Wire):
    """Send the records before `before` (exclusive), newest last (DIRECT). The answer is a `Page`."""

    type: Literal["page.request"] = "page.request"
    before: int
    limit: int = Field(default=200, ge=1, le=500)


class Visible(Wire):
    """Whether a person looks at the app now (DIRECT); true is worth 30 s."""

    type: Literal["visible"] = "visible"
    visible: bool


class RequestStatistics(Wire):
    """Count how tasks ended: those made since a moment, of one project, or all (DIRECT). Answered by `Statistics`."""

    type: Literal["statistics.request"] = "statistics.request"
    since: Millis | None = None
    project: Id | None = None


class RequestContacts(Wire):
    """Say when each device was last connected (DIRECT). Answered by `Contacts`."""

    type: Literal["contacts.request"] = "contacts.request"


class RequestFilenames(Wire):
    """Name the files of a project that fit to what was written of a name (DIRECT). Answered by `Filenames`."""

    type: Literal["filenames.request"] = "filenames.request"
    project: Id
    query: str = Field(default="", max_length=MAX_QUERY)


AnyRequest = Annotated[
    Hello
    | RequestChallenge
    | RequestContacts
    | RequestFilenames
    | RequestPage
    | RequestPreview
    | RequestStatistics
    | Visible,
    Field(discriminator="type"),
]
REQUEST: TypeAdapter[AnyRequest] = TypeAdapter(AnyRequest, config=LAZY)
