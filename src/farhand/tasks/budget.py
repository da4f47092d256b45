"""What may be spent, of a day or on a task, in money and minutes, and what is. Pure, but for the local time zone."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from farhand.sayings import questions
from farhand.sayings.tasks import dollars_of, minutes_of

SECONDS_A_MINUTE = 60
WHOLE_FROM = 10  # minutes of a limit, below which a tenth says something
_ALMOST = 1e-9  # what a sum of fractions may lack


@dataclass(frozen=True, slots=True)
class Spent:
    """What runs have cost, and how long they worked."""

    usd: float = 0
    seconds: float = 0

    @property
    def minutes(self) -> float:
        """How long they worked, in minutes."""
        return self.seconds / SECONDS_A_MINUTE


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent before a person is asked, or the day is over; 0 is no limit."""

    usd: float = 0
    minutes: float = 0

    def used_up(self, spent: Spent) -> str | None:
        """Return in words what is used up; None while there is something left."""
        if self.usd and spent.usd >= self.usd:
            return _usd_words(spent.usd, self.usd)
        if self.minutes and spent.minutes >= self.minutes:
            return _minutes_words(spent.minutes, self.minutes)
        return None

    def words(self, spent: Spent) -> str:
        """Return what is spent, each figure with its limit if it has one: `12 of 30 minutes, $0.40 of $2`."""
        parts = [_minutes_words(spent.minutes, self.minutes)]
        if spent.usd or self.usd:
            parts.append(_usd_words(spent.usd, self.usd))
        return ", ".join(parts)

    def limits(self) -> str:
        """Return the limits alone: `30 minutes and $2`."""
        minutes = questions.minutes(_trimmed(self.minutes, 2)) if self.minutes else ""
        dollars = questions.dollars(_cents(self.usd).removesuffix(".00")) if self.usd else ""
        return questions.both_limits(minutes, dollars) if minutes and dollars else minutes or dollars

    def less(self, spent: Spent) -> "Wish":
        """Return what is left of each limit, never less than nothing."""
        usd = max(0.0, self.usd - spent.usd) if self.usd else None
        return Wish(usd, max(0.0, self.minutes - spent.minutes) if self.minutes else None)

    def more(self, worth: "Budget", spent: Spent) -> "Budget":
        """Return the limits with another budget's worth from here on."""
        usd = max(self.usd, spent.usd) + worth.usd if self.usd else 0
        return Budget(usd, max(self.minutes, spent.minutes) + worth.minutes if self.minutes else 0)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a message says of its task's budget: each is None where it says nothing, and 0 for no limit."""

    usd: float | None = None
    minutes: float | None = None

    def or_else(self, other: "Wish") -> "Wish":
        """Return this wish, with what another says where it says nothing."""
        usd = other.usd if self.usd is None else self.usd
        return Wish(usd, other.minutes if self.minutes is None else self.minutes)

    def to_budget(self, otherwise: Budget) -> Budget:
        """Return the budget, with the limits of another where this says nothing."""
        whole = self.or_else(Wish(otherwise.usd, otherwise.minutes))
        return Budget(whole.usd or 0, whole.minutes or 0)


NO_WISH = Wish()


def _minutes_words(spent: float, limit: float) -> str:
    digits = 0 if not limit or limit >= WHOLE_FROM else 1 if limit >= 1 else 2
    so_far = _trimmed(_floor(spent, digits), digits)
    if limit:
        return minutes_of(so_far, _trimmed(limit, max(digits, 1)))
    return f"{so_far} {'minute' if so_far == '1' else 'minutes'}"


def _usd_words(spent: float, limit: float) -> str:
    return dollars_of(_cents(_floor(spent, 2)), _cents(limit).removesuffix(".00")) if limit else _dollars(spent)


def _dollars(usd: float) -> str:
    return f"${_cents(usd)}"


def _cents(usd: float) -> str:
    return f"{usd:.2f}" if usd == 0 or usd >= 0.01 else f"{usd:.2g}"  # noqa: PLR2004  # a cent


def _floor(value: float, digits: int) -> float:
    """Round down: what is not used up yet must not read as if it were."""
    return math.floor(value * 10**digits + _ALMOST) / 10**digits


def _trimmed(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if digits else text


def day_of(now_ms: int) -> tuple[int, int]:
    """Return when this computer's day began and when the next one does."""
    # By the clock on the wall: a day on which the clocks change has 23 or 25 hours.
    begin = datetime.fromtimestamp(now_ms / 1000).replace(  # noqa: DTZ006
        hour=0, minute=0, second=0, microsecond=0
    )
    return _to_ms(begin), _to_ms(begin + timedelta(days=1))


def _to_ms(local: datetime) -> int:
    return int(local.astimezone().timestamp() * 1000)
