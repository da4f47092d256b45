"""Keeps queued tasks waiting while a limit of their model or of the day is reached, and lets them go on after it."""

from dataclasses import dataclass

from farhand.clock import Clock
from farhand.database import Connection
from farhand.tasks import quota_store, rechecks, spending, store
from farhand.tasks.budget import Budget, day_of, day_words
from farhand.tasks.moving import Moving
from farhand.tasks.quota import limit_words
from farhand.tasks.task import MustWait, Queued, Task
from farhand.wire.task_events import TaskState, WaitReason


@dataclass(frozen=True, slots=True)
class _Hold:
    until: int
    words: str
    can_pass: bool


class Limiting:
    """Asked each time before tasks are started; `agent` is the one that queued tasks will be given."""

    def __init__(self, moving: Moving, clock: Clock, agent: str, day: Budget | None = None) -> None:
        self._moving = moving
        self._clock = clock
        self._agent = agent
        self._day = day or Budget()

    def apply(self, connection: Connection) -> None:
        """Queue what has waited long enough; make wait what would only meet the limit."""
        now = self._clock.now_ms()
        for due in quota_store.due(connection, now):
            self._moving.move(connection, store.get(connection, due), Queued("goes on: the wait is over"))
        hold = self._model_hold(connection, now) or self._day_hold(connection, now)
        if hold is None:
            return
        for task in store.in_states(connection, (TaskState.QUEUED,)):
            needs_agent = task.kind == "agent" and rechecks.find(connection, task.id) is None
            if needs_agent and not self._passes(connection, task, hold, now):
                self._moving.move(connection, task, MustWait(WaitReason.QUOTA, hold.words, hold.until))

    def wait_s(self, connection: Connection) -> float | None:
        """Return how long it is until the next wait is over."""
        until = quota_store.next_due(connection)
        return None if until is None else max(0.0, (until - self._clock.now_ms()) / 1000)

    def _model_hold(self, connection: Connection, now: int) -> _Hold | None:
        until = quota_store.held_until(connection, self._agent, now)
        return None if until is None else _Hold(until, limit_words(until, now), can_pass=False)

    def _day_hold(self, connection: Connection, now: int) -> _Hold | None:
        begin, midnight = day_of(now)
        used = self._day.used_up(spending.since(connection, begin, now))
        return None if used is None else _Hold(midnight, day_words(used), can_pass=True)

    def _passes(self, connection: Connection, task: Task, hold: _Hold, now: int) -> bool:
        return hold.can_pass and spending.may_pass(connection, task.id, now)
