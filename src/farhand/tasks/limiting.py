"""Keeps queued tasks waiting while a limit of their model or of the day is reached, and lets them go on after it."""

from dataclasses import dataclass

from farhand.clock import Clock
from farhand.database import Connection
from farhand.sayings.tasks import LIMIT_OVER, WAIT_OVER, day_used_up, limit_until
from farhand.tasks import projects, quota_store, rechecks, spending, store
from farhand.tasks.agents import agent_for
from farhand.tasks.budget import Budget, day_of
from farhand.tasks.moving import Moving
from farhand.tasks.task import MustWait, Queued, Task
from farhand.wire.task_events import TaskState, WaitReason


@dataclass(frozen=True, slots=True)
class _Hold:
    until: int
    words: str


class Limiting:
    """Asked each time before tasks are started."""

    def __init__(self, moving: Moving, clock: Clock, day: Budget | None = None) -> None:
        self._moving = moving
        self._clock = clock
        self._day = day or Budget()

    def apply(self, connection: Connection) -> None:
        """Queue what has waited long enough, or need not wait any more; make wait what would only meet the limit."""
        now = self._clock.now_ms()
        day = self._day_hold(connection, now)
        for due in quota_store.due(connection, now):
            self._moving.move(connection, store.get(connection, due), Queued(WAIT_OVER))
        for waiting in quota_store.held(connection):
            task = store.get(connection, waiting)
            if self._hold(connection, task, day, now) is None:
                self._moving.move(connection, task, Queued(LIMIT_OVER))
        for task in store.in_states(connection, (TaskState.QUEUED,)):
            hold = self._hold(connection, task, day, now)
            if hold is not None:
                self._moving.move(connection, task, MustWait(WaitReason.QUOTA, hold.words, hold.until))
                quota_store.note_held(connection, task.id)

    def wait_s(self, connection: Connection) -> float | None:
        """Return how long it is until the next wait is over."""
        until = quota_store.next_due(connection)
        return None if until is None else max(0.0, (until - self._clock.now_ms()) / 1000)

    def _hold(self, connection: Connection, task: Task, day: _Hold | None, now: int) -> _Hold | None:
        """Return what a task has to wait for; a person may let one start whatever was spent in the day."""
        if task.kind != "agent" or rechecks.find(connection, task.id) is not None:
            return None
        agent = agent_for(task.kind, projects.file_of(connection, task.project))
        until = quota_store.held_until(connection, agent, now)
        if until is not None:
            return _Hold(until, limit_until(until, now))
        return None if day is None or spending.may_pass(connection, task.id, now) else day

    def _day_hold(self, connection: Connection, now: int) -> _Hold | None:
        begin, midnight = day_of(now)
        used = self._day.used_up(spending.since(connection, begin, now))
        return None if used is None else _Hold(midnight, day_used_up(used))
