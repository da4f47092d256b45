"""What was spent, of which budget: bodies of records."""

from typing import Literal

from farhand.wire.event import Event
from farhand.wire.model import Millis


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
