"""Fresh attempts at a task whose checks still fail after the repairs: body of a record."""

from enum import StrEnum
from typing import Literal

from farhand.wire.change_events import Risk
from farhand.wire.event import Event
from farhand.wire.model import Id
from farhand.wire.saying import Speaking, Words


class AttemptState(StrEnum):
    """Where a fresh attempt stands; `passed` is said of one whose checks all passed."""

    WAITING = "waiting"
    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"
    STOPPED = "stopped"


class AttemptChanged(Event, Speaking):
    """A fresh attempt moved; the newest of a number replaces the older. `chosen`: the task's branch holds it.

    One that is not `fresh` is what the run left behind after which the others were made. `kept`: its branch is there.
    """

    type: Literal["attempt.changed"] = "attempt.changed"
    task: Id
    number: int
    state: AttemptState
    words: Words
    branch: str
    files: int = 0
    added: int = 0
    removed: int = 0
    risk: Risk | None = None
    chosen: bool = False
    fresh: bool = True
    kept: bool = True
