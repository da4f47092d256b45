"""What a day's budget says of what was spent."""

import pytest

from farhand.tasks.budget import DayBudget, Spent, day_of

DAY_MS = 24 * 3600 * 1000


@pytest.mark.parametrize(
    ("budget", "spent", "used"),
    [
        (DayBudget(), Spent(1000, 10**6), None),
        (DayBudget(usd=10), Spent(9.99, 0), None),
        (DayBudget(usd=10), Spent(10.2, 0), "$10.20 of $10.00"),
        (DayBudget(minutes=30), Spent(99, 29 * 60), None),
        (DayBudget(minutes=30), Spent(0, 31 * 60), "31 of 30 minutes"),
    ],
)
def test_a_budget_is_used_up_from_its_limit_on(budget: DayBudget, spent: Spent, used: str | None) -> None:
    assert budget.used_up(spent) == used


def test_a_day_begins_before_now_and_ends_after_it() -> None:
    now = 1_800_000_000_000
    begin, midnight = day_of(now)
    assert begin <= now < midnight
    assert day_of(begin) == (begin, midnight)
    assert day_of(midnight)[0] == midnight
    assert abs(midnight - begin - DAY_MS) <= 3600 * 1000  # a day on which the clocks change
