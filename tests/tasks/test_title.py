"""A task is called by what its message says first."""

import pytest

from farhand.tasks.title import MAX_TITLE, title_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n  Fix the login \non the phone", "Fix the login"),
        ("Tasks:\n- Fix the login\n  on the phone\n- Add a page\n- Deploy", "Fix the login, and 2 more"),
        ("# Steps\n\n1. [ ] Build it", "Build it"),
        ("Tasks:\nFix the login", "Tasks:"),
        ("Tasks for today:\n- Fix the login", "Tasks for today:"),
        ("  ", "untitled"),
        ("a" * 80, "a" * 71 + "…"),
    ],
)
def test_a_task_is_called_by_what_its_message_says_first(text: str, title: str) -> None:
    assert title_of(text) == title


def test_a_long_first_task_leaves_room_for_how_many_follow() -> None:
    title = title_of("Tasks:\n- " + "word " * 40 + "\n- Add a page")
    assert title.endswith("word…, and 1 more")
    assert len(title) <= MAX_TITLE
