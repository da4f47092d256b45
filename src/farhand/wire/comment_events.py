"""What is said of single lines of a task's change before it is sent to the agent: bodies of records."""

from typing import Literal

from farhand.wire.event import Event
from farhand.wire.model import Id

Side = Literal["old", "new"]
"""Which numbers count a line: those before the change, or those after it."""


class CommentDrafted(Event):
    """A draft comment on a line of a task's change; one that is told again replaces the older.

    `quote` is the line as it stood when the comment was written; `outdated` says that the change holds it no more.
    """

    type: Literal["comment.drafted"] = "comment.drafted"
    task: Id
    comment: Id
    path: str
    side: Side
    line: int
    quote: str
    text: str
    outdated: bool = False


class CommentsDropped(Event):
    """Draft comments are no longer with this task: `moved` ones are told anew with the task that went on with it."""

    type: Literal["comments.dropped"] = "comments.dropped"
    task: Id
    comments: tuple[Id, ...]
    why: Literal["removed", "sent", "moved"]
