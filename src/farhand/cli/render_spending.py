"""What was spent, for people."""

from farhand.tasks.budget import Budget, Spent
from farhand.wire.spending_events import DaySpent, TaskSpent


def spent_words(told: DaySpent | TaskSpent) -> str:
    """Return what was spent beside its budget: `12 of 30 minutes, $0.40 of $2`."""
    return Budget(told.of_usd or 0, told.of_minutes or 0).words(Spent(told.usd, told.seconds))
