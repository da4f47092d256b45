"""Draft comments on what a task changed: kept, told everywhere, moved along with the change, sent as one message."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from farhand.changes import comments_store
from farhand.changes.comments import Comment, anchor, find_line, to_message
from farhand.changes.lines import Line, read_lines
from farhand.changes.state import OPEN
from farhand.clock import Clock
from farhand.database import Connection
from farhand.errors import Conflict, NotFound, UsageError
from farhand.host.change_asks import seen, state_of
from farhand.host.intake import Incoming, Intake
from farhand.ids import CommentId, MessageId, RandomBytes, RunId, new_id
from farhand.masking import Masker
from farhand.tasks import store
from farhand.tasks.task import Task
from farhand.thread.thread import Thread
from farhand.wire.change_events import ChangeReady
from farhand.wire.comment_commands import RemoveComment, WriteComment
from farhand.wire.comment_events import CommentDrafted, CommentsDropped
from farhand.wire.events import AnyEvent

MAX_QUOTE = 400  # characters of a line: more says nothing about where it is
MAX_DRAFTS = 50  # on one change: who has more to say is better off with a message

ReadDiff = Callable[[RunId], bytes | None]
Why = Literal["removed", "sent", "moved"]


class Commenting:
    """Each method works in the caller's transaction, and raises a FarhandError before it has changed anything."""

    def __init__(self, thread: Thread, intake: Intake, read_diff: ReadDiff, clock: Clock, random: RandomBytes) -> None:
        self._thread = thread
        self._intake = intake
        self._read_diff = read_diff
        self._masker = Masker()
        self._clock = clock
        self._random = random

    def write(self, connection: Connection, command: WriteComment, origin: str) -> Comment:
        """Keep a comment on a line that the task's newest diff shows, or say one that is kept in other words."""
        task, text = store.get(connection, command.task), command.text.strip()
        if not text:
            raise UsageError("the comment is empty", hint="say what should be different")
        known = comments_store.find(connection, command.comment)
        if known is None:
            comment = self._on_line(connection, task, command, text, origin)
        elif known.root == task.root:
            comment = replace(known, text=text)
        else:
            raise Conflict("another comment has this id", hint="send it again under an id of its own")
        self._keep(connection, comment, origin)
        return comment

    def remove(self, connection: Connection, command: RemoveComment, origin: str) -> None:
        """Take a comment back."""
        self._drop(connection, (comments_store.get(connection, command.comment),), "removed", origin)

    def send(self, connection: Connection, task: Task, origin: str) -> Task:
        """Send the comments on what a task's chain changed as one follow-up, which is the task returned."""
        drafts = comments_store.in_chain(connection, task.root)
        if not drafts:
            raise Conflict(
                f"there are no comments on the change of task {task.number}", hint="`farhand comment` writes one"
            )
        commented = store.get(connection, drafts[0].task)
        self._open_change(connection, commented)
        incoming = Incoming(
            message=MessageId(new_id(self._random)),
            text=to_message(drafts),
            origin=origin,
            follows=commented.id,
            is_one_task=True,
        )
        _, follow_up = self._intake.receive(connection, incoming)
        self._drop(connection, drafts, "sent", origin)
        return follow_up

    def follow(self, connection: Connection, event: AnyEvent) -> None:
        """Bring comments along when a run, or another attempt, has made the change of their chain anew."""
        if not isinstance(event, ChangeReady):
            return
        task = store.get(connection, event.task)
        drafts = comments_store.in_chain(connection, task.root)
        lines = self._lines(event) if drafts else None
        if lines is None:
            return
        known = tuple(lines)
        moved = tuple(each for each in drafts if each.task != task.id)
        self._tell_dropped(connection, moved, "moved", event.origin)
        for each in drafts:
            anchored = anchor(each, task.id, known, self._quote)
            if anchored != each:
                self._keep(connection, anchored, event.origin)

    def _on_line(self, connection: Connection, task: Task, command: WriteComment, text: str, origin: str) -> Comment:
        lines = self._lines(self._open_change(connection, task))
        if lines is None:
            raise NotFound(f"the diff of task {task.number} is not kept any more", hint="send a follow-up in words")
        if len(comments_store.in_chain(connection, task.root)) >= MAX_DRAFTS:
            raise Conflict(f"there are {MAX_DRAFTS} comments on this change", hint="send these first")
        line = find_line(lines, command.path, command.side, command.line)
        return Comment(
            id=CommentId(command.comment),
            root=task.root,
            task=task.id,
            path=command.path,
            side=command.side,
            line=command.line,
            quote=self._quote(line.text),
            text=text,
            made_at=self._clock.now_ms(),
            origin=origin,
        )

    def _open_change(self, connection: Connection, task: Task) -> ChangeReady:
        """Return a task's change; raises Conflict where comments would reach nobody."""
        change = seen(connection, self._thread, task).change
        if change is None:
            raise Conflict(f"task {task.number} has changed nothing")
        state = state_of(connection, task, change)
        if state not in OPEN:
            raise Conflict(f"the change of task {task.number} is {state.value}", hint="send a follow-up in words")
        for each in store.in_chain(connection, task.root):
            if each.number > task.number and seen(connection, self._thread, each).change is not None:
                raise Conflict(
                    f"task {each.number} went on with this change", hint=f"comment on task {each.number}: it holds both"
                )
        return change

    def _lines(self, change: ChangeReady) -> Iterator[Line] | None:
        diff = self._read_diff(RunId(change.run))
        return None if diff is None else read_lines(diff.decode("utf-8", "replace"))

    def _quote(self, line: str) -> str:
        return self._masker.mask(line)[:MAX_QUOTE]

    def _keep(self, connection: Connection, comment: Comment, origin: str) -> None:
        comments_store.save(connection, comment)
        self._thread.append(connection, comment.to_event(self._clock.now_ms(), origin))

    def _drop(self, connection: Connection, comments: Sequence[Comment], why: Why, origin: str) -> None:
        comments_store.remove(connection, [each.id for each in comments])
        self._tell_dropped(connection, comments, why, origin)

    def _tell_dropped(self, connection: Connection, comments: Sequence[Comment], why: Why, origin: str) -> None:
        now = self._clock.now_ms()
        for task in dict.fromkeys(each.task for each in comments):
            ids = tuple(each.id for each in comments if each.task == task)
            self._thread.append(connection, CommentsDropped(at=now, origin=origin, task=task, comments=ids, why=why))


def told(connection: Connection, task: Task) -> tuple[CommentDrafted, ...]:
    """Return the comments on what a task's chain changed, as they stand now."""
    return tuple(each.to_event(each.made_at, each.origin) for each in comments_store.in_chain(connection, task.root))
