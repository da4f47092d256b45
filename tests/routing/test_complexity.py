import pytest

from farhand.routing.complexity import RULE, estimate
from farhand.wire.task_events import Complexity


@pytest.mark.parametrize(
    ("text", "complexity", "words"),
    [
        ("Add rate limiting to /api/subscribe", Complexity.SIMPLE, "one short ask"),
        ("Fix the typo in README.md", Complexity.SIMPLE, "small by its kind (`typo`)"),
        ("Also add it to /api/contact", Complexity.SIMPLE, "one short ask"),
        ("Add a limit to the form, and a test", Complexity.SIMPLE, "2 asks"),
        (
            "Sort the list by date. Then add tests/list_test.py and name it in docs.md",
            Complexity.MEDIUM,
            "2 asks, names 2 files",
        ),
        (
            "Refactor the store, then run the tests, then fix what fails",
            Complexity.COMPLEX,
            "3 asks, reaches far (`refactor…`)",
        ),
        ("Rename User to Account across the code", Complexity.SIMPLE, "reaches far (`across…`), small by its kind"),
    ],
)
def test_an_estimate_says_why(text: str, complexity: Complexity, words: str) -> None:
    told = estimate(text)
    assert (told.complexity, told.rule) == (complexity, RULE)
    assert told.words.startswith(words)


def test_what_is_pasted_is_evidence_and_not_work() -> None:
    trace = "Traceback (most recent call last):\n" + '  File "a.py", line 1, in b\n' * 200
    assert estimate(f"The import fails\n{trace}").complexity is Complexity.SIMPLE
    assert estimate(f"The import fails\n```\n{'word ' * 500}```").complexity is Complexity.SIMPLE


def test_every_item_of_a_list_is_an_ask() -> None:
    assert estimate("- sort it\n- page it\n- cache it\n- test it").words == "4 asks"
