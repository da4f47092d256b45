"""Keeps queued tasks waiting while their agent is at a limit of its model, and lets them go on when it is over."""

from farhand.clock import Clock
from farhand.database import Connection
from farhand.tasks import quota_store, store
from farhand.tasks.moving import Moving
from farhand.tasks.quota import limit_words
from farhand.tasks.task import MustWait, Queued
from farhand.wire.task_events import TaskState, WaitReason


class Limiting:
    """Asked each time before tasks are started; `agent` is the one that queued tasks will be given."""

    def __init__(self, moving: Moving, clock: Clock, agent: str) -> None:
        self._moving = moving
        self._clock = clock
        self._agent = agent

    def apply(self, connection: Connection) -> None:
        """Queue what has waited long enough; make wait what would meet the limit again."""
        now = self._clock.now_ms()
        for task in quota_store.due(connection, now):
            self._moving.move(connection, store.get(connection, task), Queued("goes on: the wait is over"))
        until = quota_store.held_until(connection, self._agent, now)
        if until is None:
            return
        for task in store.in_states(connection, (TaskState.QUEUED,)):
            if task.kind == "agent":
                self._moving.move(connection, task, MustWait(WaitReason.QUOTA, limit_words(until, now), until))

    def wait_s(self, connection: Connection) -> float | None:
        """Return how long it is until the next wait is over."""
        until = quota_store.next_due(connection)
        return None if until is None else max(0.0, (until - self._clock.now_ms()) / 1000)
