import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.workspaces.slug import MAX_SLUG, to_branch, to_slug


@pytest.mark.parametrize(
    ("title", "number", "slug"),
    [
        ("Add a rate limit to /api/subscribe", 7, "add-a-rate-limit-to-api-subscribe-7"),
        ("Grüße an Łódź", None, "grusse-an-lodz"),
        ("don't break", None, "dont-break"),
        ("日本語", 3, "task-3"),
        ("", None, "task"),
        ("../../etc.lock", None, "etc-lock"),
        ("x" * 99, 12, "x" * 45 + "-12"),
        ("a title of many words that goes on and on for ever", 1, "a-title-of-many-words-that-goes-on-and-on-for-1"),
    ],
)
def test_a_title_becomes_a_readable_slug(title: str, number: int | None, slug: str) -> None:
    assert to_slug(title, number) == slug


@given(st.text(), st.integers(0, 10**9))
def test_a_branch_is_a_name_that_git_takes(title: str, number: int) -> None:
    branch = to_branch(title, number)
    assert re.fullmatch(r"farhand/[a-z0-9]+(-[a-z0-9]+)*", branch)
    assert len(branch) <= len("farhand/") + MAX_SLUG
    assert branch.endswith(f"-{number}")
