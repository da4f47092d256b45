import pytest

from farhand.figures import lasted, moment

NOW = 1_790_000_000_000
HOUR_MS = 3600 * 1000


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (0.4, "under 1 s"),
        (59.7, "1 min"),
        (60, "1 min"),
        (134, "2 min 14 s"),
        (3780, "1 h 3 min"),
        (7200, "2 h"),
    ],
)
def test_a_duration_is_told_for_people(seconds: float, words: str) -> None:
    assert lasted(seconds) == words


def test_another_day_is_named() -> None:
    assert moment(NOW + 60_000, NOW).startswith(("at ", "on "))
    assert moment(NOW + 48 * HOUR_MS, NOW).startswith("on ")
