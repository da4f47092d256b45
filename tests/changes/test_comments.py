"""A comment stands on a line of a diff, and goes where the line goes."""

import pytest

from farhand.changes.comments import Comment, anchor, find_line, to_message
from farhand.changes.lines import Line, read_lines
from farhand.errors import NotFound
from farhand.ids import CommentId, TaskId
from farhand.wire.comment_events import Side

FIRST, SECOND = TaskId("1" * 32), TaskId("2" * 32)
DIFF = """\
--- a/app.py
+++ b/app.py
@@ -1,3 +1,4 @@
 first
-old
+new
+more
 last
"""


def _lines(diff: str = DIFF) -> tuple[Line, ...]:
    return tuple(read_lines(diff))


def _comment(line: int, quote: str, side: Side = "new", *, path: str = "app.py", text: str = "why?") -> Comment:
    return Comment(CommentId("c"), FIRST, FIRST, path, side, line, quote, text, 1, "local")


@pytest.mark.parametrize(
    ("side", "number", "text"), [("new", 2, "new"), ("old", 2, "old"), ("new", 4, "last"), ("old", 3, "last")]
)
def test_a_line_is_found_on_either_side(side: Side, number: int, text: str) -> None:
    assert find_line(_lines(), "app.py", side, number).text == text


@pytest.mark.parametrize(
    ("path", "side", "number", "words"),
    [
        ("app.py", "new", 9, "does not show line 9 of `app.py` after"),
        ("app.py", "old", 4, "line 4 of `app.py` before"),
        ("b.py", "new", 1, "`b.py` has no lines"),
    ],
)
def test_a_line_that_the_diff_does_not_show_is_refused(path: str, side: Side, number: int, words: str) -> None:
    with pytest.raises(NotFound, match=words):
        find_line(_lines(), path, side, number)


def _with_lines(*added: str) -> tuple[Line, ...]:
    rows = "".join(f"+{each}\n" for each in added)
    return _lines(f"--- a/app.py\n+++ b/app.py\n@@ -0,0 +1,{len(added)} @@\n{rows}")


@pytest.mark.parametrize(
    ("now", "line", "is_outdated"),
    [
        (("a", "b", "c"), 2, False),  # it stands where it stood
        (("b", "b"), 2, False),  # there too, though another is like it
        (("a", "x", "b"), 3, False),  # it went down
        (("b",), 1, False),  # it went up
        (("b", "x", "b"), 2, True),  # which one it was, nobody knows
        (("a", "x"), 2, True),  # it was changed
        ((), 2, True),  # nothing is there any more
    ],
)
def test_a_comment_goes_where_its_line_went(now: tuple[str, ...], line: int, is_outdated: bool) -> None:
    comment = anchor(_comment(2, "b"), SECOND, _with_lines(*now), str)
    assert (comment.line, comment.is_outdated, comment.task) == (line, is_outdated, SECOND)


def test_a_comment_whose_line_is_back_is_no_longer_outdated() -> None:
    outdated = anchor(_comment(2, "b"), SECOND, _with_lines("a"), str)
    assert not anchor(outdated, SECOND, _with_lines("a", "b"), str).is_outdated


def test_lines_of_other_files_and_of_the_other_side_do_not_count() -> None:
    assert anchor(_comment(2, "old"), SECOND, _lines(), str).is_outdated
    assert anchor(_comment(2, "new", path="b.py"), SECOND, _lines(), str).is_outdated


def test_comments_become_one_message_with_place_line_and_words() -> None:
    gone = anchor(_comment(9, "was here", text="and this?"), FIRST, _lines(), str)
    assert to_message([_comment(2, "new"), _comment(2, "old", "old", text="keep it"), gone]) == (
        "Review of what you changed: 3 points\n\n"
        "app.py, line 2:\n> new\nwhy?\n\n"
        "app.py, line 2 before the change:\n> old\nkeep it\n\n"
        "app.py, line 9, which has changed since:\n> was here\nand this?"
    )
