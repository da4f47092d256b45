"""What settings take as text."""

import pytest

from farhand.errors import UsageError
from farhand.settings import Settings


@pytest.mark.parametrize(("text", "usd"), [("7.5", 7.5), ("10", 10), ("0", 0), ("0.05", 0.05)])
def test_a_budget_may_be_a_fraction(text: str, usd: float) -> None:
    assert Settings.from_environment({"FARHAND_DAY_USD": text}).day_usd == usd


@pytest.mark.parametrize("text", ["-1", "nan", "inf", "1e3", "", "ten", "7,5"])
def test_what_is_no_number_is_told_by_its_variable(text: str) -> None:
    with pytest.raises(UsageError, match="FARHAND_DAY_MINUTES"):
        Settings.from_environment({"FARHAND_DAY_MINUTES": text})
