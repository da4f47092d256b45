"""How long a task waits for its model, and how often."""

from hypothesis import given
from hypothesis import strategies as st

from farhand.sayings.tasks import limit_until
from farhand.tasks.quota import BACKOFF_MS, LONGEST_MS, MAX_WAITS, MINUTE_MS, GiveUp, Wait, after_limit

NOW = 1_800_000_000_000
HOUR_MS = 60 * MINUTE_MS


def test_a_time_that_was_told_is_kept() -> None:
    decided = after_limit(0, NOW + 2 * HOUR_MS, NOW)
    assert isinstance(decided, Wait)
    assert decided.until == NOW + 2 * HOUR_MS
    assert decided.words == limit_until(decided.until, NOW)


def test_without_a_time_each_wait_is_longer_up_to_an_hour() -> None:
    waits = [after_limit(number, None, NOW) for number in range(MAX_WAITS)]
    lengths = [each.until - NOW for each in waits if isinstance(each, Wait)]
    assert lengths[: len(BACKOFF_MS)] == list(BACKOFF_MS)
    assert set(lengths[len(BACKOFF_MS) :]) == {HOUR_MS}


def test_after_a_stated_number_of_waits_it_gives_up_in_words() -> None:
    assert after_limit(MAX_WAITS, NOW + HOUR_MS, NOW) == GiveUp("the model's limit is still reached after 12 waits")


@given(st.integers(0, MAX_WAITS - 1), st.none() | st.integers(-(10**13), 10**14))
def test_a_wait_always_ends_and_never_in_the_past(waits: int, told: int | None) -> None:
    decided = after_limit(waits, told, NOW)
    assert isinstance(decided, Wait)
    assert NOW < decided.until <= NOW + LONGEST_MS
