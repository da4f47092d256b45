"""Keeps what runs cost, and tells it beside the budget that it is spent of; each in the caller's transaction."""

from farhand.clock import Clock
from farhand.database import Connection
from farhand.runs.protocol import Ended, FromRunner
from farhand.runs.store import Run
from farhand.tasks import spending
from farhand.tasks.budget import Budget, Spent, day_of
from farhand.thread.thread import Thread
from farhand.wire.spending_events import DaySpent


class Budgeting:
    """Hears what runs cost; `day` is what may be spent in one."""

    def __init__(self, thread: Thread, day: Budget, clock: Clock) -> None:
        self._thread = thread
        self._day = day
        self._clock = clock

    def hear(self, connection: Connection, run: Run, event: FromRunner) -> None:
        """Keep what an event says of costs."""
        if isinstance(event, Ended):
            spent = Spent(event.cost_usd or 0, event.seconds)
            spending.note(connection, run.run, self._clock.now_ms(), spent, working=False)
            self._thread.append(connection, self.today(connection))

    def today(self, connection: Connection) -> DaySpent:
        """Return what was spent of this day's budget."""
        now = self._clock.now_ms()
        begin, until = day_of(now)
        spent = spending.since(connection, begin, now)
        return DaySpent(
            at=now,
            usd=round(spent.usd, 6),
            seconds=round(spent.seconds, 3),
            until=until,
            of_usd=self._day.usd or None,
            of_minutes=self._day.minutes or None,
        )
