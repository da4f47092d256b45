"""What a task changed, and what became of it: bodies of records."""

from enum import StrEnum
from typing import Literal

from farhand.wire.blob import Manifest
from farhand.wire.event import Event
from farhand.wire.model import Id, Millis, Wire


class FileSide(Wire):
    """A file that is no text, as it was or as it is now. `content` is git's name of its bytes.

    `picture` opens them, where a browser can show them and the relay took them.
    """

    content: str
    size: int
    media: str
    picture: Manifest | None = None


class Pointer(Wire):
    """What a file leads to that holds nothing itself: the path of a link as it is written, a submodule's commit.

    `outside`: it leads out of the project, or could.
    """

    kind: Literal["link", "submodule"]
    target: str
    outside: bool = False


class ChangedFile(Wire):
    """One file of a change; counts are absent for binary files, which say what they were and are instead."""

    path: str
    status: Literal["added", "modified", "deleted", "renamed"]
    added: int | None = None
    removed: int | None = None
    old_path: str | None = None
    before: FileSide | None = None
    after: FileSide | None = None
    pointer: Pointer | None = None


class RiskLevel(StrEnum):
    """How carefully a change wants to be looked at."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Risk(Wire):
    """What could be wrong with a change though its checks pass. `weight` sets two changes of one level apart."""

    level: RiskLevel
    weight: int = 0
    reasons: tuple[str, ...] = ()


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
    risk: Risk | None = None


class ChangeState(StrEnum):
    """What became of a change."""

    PENDING = "pending"
    APPLIED = "applied"
    DISCARDED = "discarded"
    KEPT = "kept"
    OPENED = "opened as PR"


class DiscardReason(StrEnum):
    """Why a person discarded a change."""

    WRONG = "wrong"
    UNNEEDED = "unneeded"
    OTHERWISE = "otherwise"
    TOO_MUCH = "too_much"
    OTHER = "other"


class DiscardExplained(Event):
    """A person said why they discarded a task's change, `words` in their own; the newest word counts."""

    type: Literal["discard.explained"] = "discard.explained"
    task: Id
    why: DiscardReason
    words: str = ""


class ChangeSettled(Event):
    """Something was done with a task's change, or could not be: then `what` is kept and nothing was changed.

    `state` is what the change is now, `commit` the one that the project got, `until` how long it can be restored, and
    `url` its pull request.
    """

    type: Literal["change.settled"] = "change.settled"
    task: Id
    act: str
    what: Literal[
        "applied", "rebased", "reverted", "discarded", "restored", "named", "opened", "handed over", "used", "kept"
    ]
    state: ChangeState
    words: str
    code: str | None = None
    hint: str | None = None
    commit: str | None = None
    until: Millis | None = None
    url: str | None = None
