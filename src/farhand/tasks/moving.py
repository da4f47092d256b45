"""Applies a move to a task: state, store and thread in the caller's one transaction."""

from farhand.clock import Clock
from farhand.database import Connection
from farhand.tasks import store
from farhand.tasks.task import Task, TaskInput, advance
from farhand.thread.thread import Thread
from farhand.wire.task_events import TaskChanged


class Moving:
    """The one way a task changes state."""

    def __init__(self, thread: Thread, clock: Clock) -> None:
        self._thread = thread
        self._clock = clock

    def move(self, connection: Connection, task: Task, given: TaskInput, *, origin: str = "host") -> Task:
        """Advance, save and tell; raises IllegalTransition and then changes nothing."""
        now = self._clock.now_ms()
        moved = advance(task, given, now)
        store.save(connection, moved)
        self._thread.append(
            connection,
            TaskChanged(
                at=now,
                origin=origin,
                task=moved.id,
                state=moved.state,
                words=moved.words,
                reason=moved.reason,
                deadline=moved.deadline,
                project=moved.project,
            ),
        )
        return moved
