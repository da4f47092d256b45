"""What may be spent in a day, in money and minutes, and whether it is used up. Pure, but for the local time zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

SECONDS_A_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Spent:
    """What runs have cost and how long they took."""

    usd: float = 0
    seconds: float = 0


@dataclass(frozen=True, slots=True)
class DayBudget:
    """What runs may cost in a day before nothing new is started; 0 is no limit."""

    usd: float = 0
    minutes: float = 0

    def used_up(self, spent: Spent) -> str | None:
        """Return in words what is used up; None while there is something left."""
        minutes = spent.seconds / SECONDS_A_MINUTE
        if self.usd and spent.usd >= self.usd:
            return f"${spent.usd:.2f} of ${self.usd:.2f}"
        if self.minutes and minutes >= self.minutes:
            return f"{minutes:.0f} of {self.minutes:.0f} minutes"
        return None


def day_of(now_ms: int) -> tuple[int, int]:
    """Return when this computer's day began and when the next one does."""
    # By the clock on the wall: a day on which the clocks change has 23 or 25 hours.
    begin = datetime.fromtimestamp(now_ms / 1000).replace(  # noqa: DTZ006
        hour=0, minute=0, second=0, microsecond=0
    )
    return _to_ms(begin), _to_ms(begin + timedelta(days=1))


def _to_ms(local: datetime) -> int:
    return int(local.astimezone().timestamp() * 1000)


def budget_words(used: str) -> str:
    """Return why a task waits for the next day."""
    return f"the day's budget is used up ({used}); goes on at midnight"
