"""What needs a person, and what a person was told: bodies of records."""

from typing import Literal

from farhand.wire.event import Event
from farhand.wire.model import Bytes, Id, Millis
from farhand.wire.permissions import Reach, Rule, RuleOffer, Scope
from farhand.wire.saying import Speaking, Words


class ApprovalAsked(Event):
    """A run needs leave for one action. `exact` is the action verbatim; `action_hash` is what an answer names.

    A `plan` is Markdown, and is gone ahead with or not. `rules` are what a yes may grant beyond this once. `reach` is
    what the action can touch; older runners say nothing of it, and of a plan nothing is to be said.
    """

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
    kind: Literal["action", "plan"] = "action"
    rules: tuple[RuleOffer, ...] = ()
    reach: Reach | None = None


class ApprovalClosed(Event):
    """An approval was answered, or its run ended first. `words` are the person's own, for the agent.

    `rule` was granted with it for the `scope`, or, where that is absent, had been granted by another answer.
    """

    type: Literal["approval.closed"] = "approval.closed"
    approval: Id
    task: Id
    verdict: Literal["allowed", "denied", "expired", "withdrawn"]
    scope: Scope | None = None
    rule: Rule | None = None
    words: str = ""


class QuestionOption(Speaking):
    """One offered answer."""

    label: Words
    detail: Words = ""
    value: str | None = None


class QuestionAsked(Event, Speaking):
    """A task needs an answer before it goes on.

    `about`: agent, project (which one?), trust (may its hooks load?), budget (may it spend another one?) or clarity
    (what is meant?).
    """

    type: Literal["question.asked"] = "question.asked"
    question: Id
    task: Id
    about: Literal["agent", "project", "trust", "budget", "clarity"]
    text: Words
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


class RunStuck(Event, Speaking):
    """A run is stuck: what was seen in `words`, since when, and when it is stopped unless somebody says what to do."""

    type: Literal["run.stuck"] = "run.stuck"
    stuck: Id
    task: Id
    run: Id
    words: Words
    since: Millis
    deadline: Millis


StuckVerdict = Literal["nudged", "retried", "over"]


class RunUnstuck(Event):
    """A person said what to do about it, or it was over by itself: the run got out of it, or ended."""

    type: Literal["run.unstuck"] = "run.unstuck"
    stuck: Id
    task: Id
    verdict: StuckVerdict


NoticeKind = Literal["outcome", "approval", "question", "device", "host", "test"]
TellingResult = Literal["accepted", "gone", "failed", "unavailable"]


class NoticePosted(Event, Speaking):
    """Something a person should know, on every channel; unread until `notices.read` reaches its seq or names it.

    `asked` is the approval or question that it is about. A `test` is told to the device that asked for it alone.
    """

    type: Literal["notice.posted"] = "notice.posted"
    notice: Id
    task: Id | None = None
    kind: NoticeKind
    title: Words
    body: Words = ""
    asked: Id | None = None


class NoticeTold(Event):
    """What became of a notice on one channel, and for one device where the channel is a device's."""

    type: Literal["notice.told"] = "notice.told"
    notice: Id
    channel: str
    result: TellingResult
    device: Id | None = None
    words: str = ""


class NoticeDelayed(Event):
    """A device could not be told of a notice yet, and is told at `until` or later: said of the first try alone."""

    type: Literal["notice.delayed"] = "notice.delayed"
    notice: Id
    channel: str
    device: Id
    until: Millis
    words: str = ""


class NoticesRead(Event):
    """Every notice up to this seq was seen, and beyond it those of `also`."""

    type: Literal["notices.read"] = "notices.read"
    seq: int
    also: tuple[Id, ...] = ()
