"""What a budget says of what was spent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.tasks.budget import Budget, Spent, day_of

DAY_MS = 24 * 3600 * 1000


@pytest.mark.parametrize(
    ("budget", "spent", "used"),
    [
        (Budget(), Spent(1000, 10**6), None),
        (Budget(usd=10), Spent(9.99, 0), None),
        (Budget(usd=10), Spent(10.2, 0), "$10.20 of $10"),
        (Budget(usd=0.5), Spent(0.5, 0), "$0.50 of $0.50"),
        (Budget(minutes=30), Spent(99, 29 * 60), None),
        (Budget(minutes=30), Spent(0, 31 * 60), "31 of 30 minutes"),
        (Budget(minutes=0.5), Spent(0, 33), "0.55 of 0.5 minutes"),
    ],
)
def test_a_budget_is_used_up_from_its_limit_on(budget: Budget, spent: Spent, used: str | None) -> None:
    assert budget.used_up(spent) == used


@pytest.mark.parametrize(
    ("budget", "spent", "words"),
    [
        (Budget(2, 30), Spent(0.4, 12 * 60), "12 of 30 minutes, $0.40 of $2"),
        (Budget(2.5, 1.5), Spent(0, 0), "0 of 1.5 minutes, $0.00 of $2.50"),
        (Budget(minutes=30), Spent(0, 29.9 * 60), "29 of 30 minutes"),
        (Budget(minutes=1), Spent(0, 45), "0.7 of 1 minute"),
        (Budget(usd=2), Spent(1.999, 60), "1 minute, $1.99 of $2"),
        (Budget(), Spent(0.4, 125), "2 minutes, $0.40"),
        (Budget(), Spent(0, 0), "0 minutes"),
    ],
)
def test_what_is_spent_is_told_beside_its_limits(budget: Budget, spent: Spent, words: str) -> None:
    assert budget.words(spent) == words


@given(st.floats(0.1, 500), st.floats(0, 30_000))
def test_words_never_read_as_used_up_before_it_is(minutes: float, seconds: float) -> None:
    limit = round(minutes, 1)
    budget, spent = Budget(minutes=limit), Spent(0, seconds)
    if budget.used_up(spent) is None:
        figure, *_ = budget.words(spent).split()
        assert float(figure) < limit


def test_a_day_begins_before_now_and_ends_after_it() -> None:
    now = 1_800_000_000_000
    begin, midnight = day_of(now)
    assert begin <= now < midnight
    assert day_of(begin) == (begin, midnight)
    assert day_of(midnight)[0] == midnight
    assert abs(midnight - begin - DAY_MS) <= 3600 * 1000  # a day on which the clocks change
