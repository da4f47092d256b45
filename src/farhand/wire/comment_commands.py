"""What a device asks about draft comments on the lines of a change."""

from typing import Annotated, Literal

from pydantic import Field

from farhand.wire.command import Command
from farhand.wire.comment_events import Side
from farhand.wire.model import Id

MAX_COMMENT = 4000
MAX_PATH = 4096
CommentText = Annotated[str, Field(min_length=1, max_length=MAX_COMMENT)]


class WriteComment(Command):
    """Keep a draft comment on a line of what a task changed; if there is one with this id, say it in these words."""

    type: Literal["comment.write"] = "comment.write"
    task: Id
    comment: Id
    path: str = Field(min_length=1, max_length=MAX_PATH)
    line: int = Field(ge=1)
    side: Side = "new"
    text: CommentText


class RemoveComment(Command):
    """Take a draft comment back."""

    type: Literal["comment.remove"] = "comment.remove"
    comment: Id


class SendComments(Command):
    """Send every draft comment on a task's change as one follow-up."""

    type: Literal["comments.send"] = "comments.send"
    task: Id
