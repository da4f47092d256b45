"""What became of the folders that tasks work in: bodies of records."""

from typing import Literal

from farhand.wire.event import Event
from farhand.wire.model import Id


class WorkspaceRemoved(Event):
    """A workspace's folder was removed to free disk; its branch is kept, and a follow-up makes the folder again.

    `task` is the newest that worked there; `note` says what went wrong beside it.
    """

    type: Literal["workspace.removed"] = "workspace.removed"
    task: Id
    size_bytes: int
    words: str
    note: str | None = None


class WorkspaceOpening(Event):
    """A person asked to see a task's workspace on the computer's own screen, and what came of it.

    `hint` says how it is opened by hand.
    """

    type: Literal["workspace.opening"] = "workspace.opening"
    task: Id
    state: Literal["asked", "opened", "no screen", "failed"]
    words: str
    hint: str | None = None
