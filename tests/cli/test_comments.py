"""Comments on a change on the command line."""

from collections.abc import Callable

import pytest
from click.testing import Result

from tests.cli.conftest import ID, OTHER, Cli, FakeHost

FIRST: dict[str, object] = {
    "type": "comment.drafted", "at": 1, "origin": "local", "task": ID, "comment": ID, "path": "app.py", "side": "new",
    "line": 2, "quote": "two", "text": "why?",
}  # fmt: skip
SECOND = FIRST | {"comment": OTHER, "side": "old", "line": 7, "quote": "seven", "outdated": True}
DRAFTS: list[object] = [FIRST, SECOND]


def test_a_comment_is_written_on_a_line(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/tasks/3/comments", FIRST)
    said = cli("comment", "3", "src/app.py:2", "call", "it", "count", "--old")
    assert said.code == 0
    assert "app.py:2\n  > two\n  why?\nkept as a draft" in said.out
    new = {"path": "src/app.py", "line": 2, "side": "old", "text": "call it count"}
    assert host.asked == [("POST /v1/tasks/3/comments", new)]


def test_long_words_come_from_stdin(host: FakeHost, typing: Callable[..., Result]) -> None:
    host.on("POST /v1/tasks/3/comments", FIRST)
    assert typing("comment", "3", "app.py:2", "-", stdin="first\nsecond\n").exception is None
    assert host.asked[0][1] == {"path": "app.py", "line": 2, "side": "new", "text": "first\nsecond\n"}


@pytest.mark.parametrize("place", ["app.py", "app.py:", ":4", "app.py:four"])
def test_what_is_no_place_is_a_usage_error(host: FakeHost, cli: Cli, place: str) -> None:
    said = cli("comment", "3", place, "why?")
    assert (said.code, host.asked) == (2, [])
    assert "FILE:LINE" in said.err


def test_comments_are_listed_by_number_with_those_that_are_outdated(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/tasks/3/comments", DRAFTS)
    out = cli("comments", "3").out
    assert out.startswith("1  app.py:2\n  > two\n  why?\n2  app.py:7 before the change")
    assert "outdated" in out
    host.on("GET /v1/tasks/3/comments", [])
    assert "there are no comments" in cli("comments", "3").out


def test_a_comment_is_edited_and_removed_by_its_number(host: FakeHost, cli: Cli) -> None:
    host.on("GET /v1/tasks/3/comments", DRAFTS)
    host.on("POST /v1/tasks/3/comments", SECOND)
    host.on(f"POST /v1/comments/{ID}/remove", None)
    assert cli("comments", "3", "--edit", "2", "other words").code == 0
    words = {"comment": OTHER, "path": "app.py", "line": 7, "side": "old", "text": "other words"}
    assert ("POST /v1/tasks/3/comments", words) in host.asked
    assert cli("comments", "3", "--remove", "1").code == 0
    assert (f"POST /v1/comments/{ID}/remove", None) in host.asked
    assert "there is no comment 3" in cli("comments", "3", "--remove", "3").err


def test_comments_are_sent_as_one_follow_up(host: FakeHost, cli: Cli) -> None:
    host.on("POST /v1/tasks/3/comments/send", {"message": ID, "task": OTHER, "number": 4})
    assert "#4 is on this computer" in cli("comments", "3", "--send").out
    assert cli("comments", "3", "--send", "--remove", "1").code == 2


def test_a_task_says_that_comments_are_not_sent_yet(host: FakeHost, cli: Cli, task: dict[str, object]) -> None:
    host.on("GET /v1/tasks/3", task | {"comments": DRAFTS})
    assert "2 comments not sent yet; see `farhand comments 3`" in cli("show", "3").out
