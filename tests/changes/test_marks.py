"""A merge that nobody finished is warned of, and text that only looks like one is not."""

from farhand.changes.marks import mark_warnings

MARKS = "<<<<<<< HEAD\n+mine\n+=======\n+theirs\n+>>>>>>> main"


def _diff(path: str, *added: str) -> bytes:
    lines = "\n".join(f"+{line}" for line in added)
    count = sum(line.count("\n") + 1 for line in added)
    return f"--- a/{path}\n+++ b/{path}\n@@ -0,0 +1,{count} @@\n{lines}\n".encode()


def test_a_file_with_conflict_marks_is_named_once() -> None:
    assert mark_warnings(_diff("app.py", MARKS, MARKS)) == ("the change adds git's conflict marks to `app.py`",)


def test_arrows_and_headings_are_no_marks() -> None:
    assert mark_warnings(_diff("README.md", "Title", "=======", ">>>>>>>", "<<<<<<<<<< wide", "> quoted")) == ()


def test_of_many_files_only_the_first_are_named() -> None:
    warnings = mark_warnings(b"".join(_diff(f"{number}.py", MARKS) for number in range(9)))
    assert (len(warnings), warnings[-1]) == (6, "and to 4 more files")
