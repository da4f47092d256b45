"""What was spent, of which budget: bodies of records."""

from typing import Literal

from farhand.wire.event import Event
from farhand.wire.model import Id, Millis


class TaskSpent(Event):
    """What the runs of a task have spent of its budget; while one is `working`, the seconds go on from `at`.

    `of_usd` and `of_minutes` are what it may spend before a person is asked, absent where that is not limited.
    """

    type: Literal["task.spent"] = "task.spent"
    task: Id
    usd: float
    seconds: float
    working: bool = False
    of_usd: float | None = None
    of_minutes: float | None = None


class DaySpent(Event):
    """What the runs of this day cost, and how long they worked; it holds `until` the next day begins.

    `of_usd` and `of_minutes` are the day's budget, absent where it has none.
    """

    type: Literal["day.spent"] = "day.spent"
    usd: float
    seconds: float
    until: Millis
    of_usd: float | None = None
    of_minutes: float | None = None
