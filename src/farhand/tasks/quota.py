"""What becomes of a task whose agent met a limit of its model: it waits until a stated time, so often and no more."""

from dataclasses import dataclass

from farhand.sayings.outcomes import still_limited
from farhand.sayings.tasks import limit_until

MINUTE_MS = 60 * 1000
BACKOFF_MS = tuple(minutes * MINUTE_MS for minutes in (5, 10, 20, 40, 60))
"""How long to wait where no time was told: the last of these again and again."""
LONGEST_MS = 8 * 24 * 60 * MINUTE_MS  # limits are counted by the week at most; a later time is a mistake
MAX_WAITS = 12  # in a row for one task, unless a person has it go on: what comes after more is no passing limit


@dataclass(frozen=True, slots=True)
class Wait:
    """It goes on by itself at `until`."""

    until: int
    words: str


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It waited often enough."""

    words: str


def after_limit(waits: int, told: int | None, now_ms: int) -> Wait | GiveUp:
    """Return what to do after a limit, given how often the task has waited and the time that the model told."""
    if waits >= MAX_WAITS:
        return GiveUp(still_limited(waits))
    backoff = now_ms + BACKOFF_MS[min(waits, len(BACKOFF_MS) - 1)]
    until = told if told is not None and now_ms < told <= now_ms + LONGEST_MS else backoff
    return Wait(until, limit_until(until, now_ms))
