"""What a message says its task may spend."""

import pytest

from farhand.routing.wishes import wish_of
from farhand.tasks.budget import NO_WISH, Wish


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("Budget: 30 minutes, $2", Wish(2, 30)),
        ("budget: 45 min", Wish(None, 45)),
        ("- Budget: $0.50.", Wish(0.5, None)),
        ("Budget: 1.5 h and 3 dollars", Wish(3, 90)),
        ("Budget: 2 usd; 10m", Wish(2, 10)),
        ("Budget: 0 minutes", Wish(None, 0)),
    ],
)
def test_a_line_names_minutes_and_dollars(line: str, wish: Wish) -> None:
    assert wish_of(f"Fix the login\n{line}\nand the footer") == wish


@pytest.mark.parametrize(
    "text",
    [
        "Fix the budget: it shows 30 minutes",
        "Budget: show the $2 fee on the page",
        "Budget: soon",
        "Budget:",
        "```\nBudget: 30 minutes\n```",
        "Budget: 30 minutes or 40 minutes",
    ],
)
def test_what_is_prose_or_code_names_nothing(text: str) -> None:
    assert wish_of(text) == NO_WISH


def test_a_later_line_counts_for_what_it_names() -> None:
    assert wish_of("Budget: 30 minutes, $2\nBudget: $5") == Wish(5, 30)
