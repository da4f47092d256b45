"""Draft comments on the lines of a change: where each stands in a newer diff, and the message they become. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from farhand.changes.lines import Line
from farhand.errors import NotFound
from farhand.ids import CommentId, TaskId
from farhand.wire.comment_events import CommentDrafted, Side


@dataclass(frozen=True, slots=True)
class Comment:
    """A draft comment. `root` is the first task of its chain, `task` the newest whose change holds the line, or did.

    `quote` is the line as it stood when the comment was written, without its keys and not
    longer than a quote may be.
    """

    id: CommentId
    root: TaskId
    task: TaskId
    path: str
    side: Side
    line: int
    quote: str
    text: str
    made_at: int
    origin: str
    is_outdated: bool = False

    def to_event(self, at_ms: int, origin: str) -> CommentDrafted:
        """Return the comment as the thread tells it."""
        return CommentDrafted(
            at=at_ms,
            origin=origin,
            task=self.task,
            comment=self.id,
            path=self.path,
            side=self.side,
            line=self.line,
            quote=self.quote,
            text=self.text,
            outdated=self.is_outdated,
        )


def number_of(line: Line, side: Side) -> int | None:
    """Return the number of a line on one side, where it is there."""
    return line.old if side == "old" else line.new


def find_line(lines: Iterable[Line], path: str, side: Side, number: int) -> Line:
    """Return a line of a diff by file and number; raises NotFound."""
    has_file = False
    for each in lines:
        if each.path == path:
            has_file = True
            if number_of(each, side) == number:
                return each
    if not has_file:
        raise NotFound(f"`{path}` has no lines in this change", hint="`farhand diff` shows the files that have")
    when = "before" if side == "old" else "after"
    raise NotFound(
        f"the diff does not show line {number} of `{path}` {when} the change",
        hint="a comment stands on a line that `farhand diff` shows",
    )


def anchor(comment: Comment, task: TaskId, lines: Iterable[Line], quoted: Callable[[str], str]) -> Comment:
    """Return a comment as it stands in a newer diff, which is that of `task`.

    It stays where its line stands still, goes where the line went if that can only be one, and is outdated otherwise.
    """
    there = [
        number
        for each in lines
        if each.path == comment.path
        and (number := number_of(each, comment.side)) is not None
        and quoted(each.text) == comment.quote
    ]
    if comment.line in there:
        return replace(comment, task=task, is_outdated=False)
    if len(there) == 1:
        return replace(comment, task=task, line=there[0], is_outdated=False)
    return replace(comment, task=task, is_outdated=True)


def to_message(comments: Sequence[Comment]) -> str:
    """Return the one message that draft comments become: of each its place, its line, and the words."""
    many = "1 point" if len(comments) == 1 else f"{len(comments)} points"
    return "\n\n".join((f"Review of what you changed: {many}", *map(_said, comments)))


def _said(comment: Comment) -> str:
    when = " before the change" if comment.side == "old" else ""
    gone = ", which has changed since" if comment.is_outdated else ""
    return f"{comment.path}, line {comment.line}{when}{gone}:\n> {comment.quote}\n{comment.text}"
