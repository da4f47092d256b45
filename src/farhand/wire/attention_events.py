"""What needs a person, and what a person was told: bodies of records."""

from typing import Literal

from farhand.wire.event import Event
from farhand.wire.model import Bytes, Id, Millis, Wire


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
