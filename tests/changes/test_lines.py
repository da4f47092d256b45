"""Lines of a diff are found by file and number, whatever their text looks like."""

from pathlib import Path

import pytest

from farhand.changes.diff import find_change
from farhand.changes.lines import Line, read_lines
from farhand.git import Repository
from tests.changes.places import add_commit
from tests.git_projects import git, isolate_git, make_project

DIFF = """\
diff --git a/app.py b/app.py
--- a/app.py
+++ b/app.py
@@ -1,3 +1,3 @@ def one():
 first
--- a line that looks like a header
+++ b line that looks like one
 last
\\ No newline at end of file
diff --git a/gone.py b/gone.py
deleted file mode 100644
--- a/gone.py
+++ /dev/null
@@ -1 +0,0 @@
-gone
"""


def test_each_line_has_its_numbers_before_and_after() -> None:
    assert list(read_lines(DIFF)) == [
        Line("app.py", "kept", 1, 1, "first"),
        Line("app.py", "removed", 2, None, "-- a line that looks like a header"),
        Line("app.py", "added", None, 2, "++ b line that looks like one"),
        Line("app.py", "kept", 3, 3, "last"),
        Line("gone.py", "removed", 1, None, "gone"),
    ]


async def test_what_git_prints_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate_git(tmp_path, monkeypatch)
    project = make_project(tmp_path / "site")
    base = git(project, "rev-parse", "HEAD")
    add_commit(project, "more", app_py="zero\none = 2\n")
    change = await find_change(Repository(project), base)
    kinds = [(line.kind, line.text) for line in read_lines(change.diff.decode())]
    assert ("added", "zero") in kinds
    assert ("added", "one = 2") in kinds
