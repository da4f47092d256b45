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
