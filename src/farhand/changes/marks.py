"""Whether a change adds the marks that git leaves where two sides clash: what holds them was merged by nobody. Pure."""

import re

from farhand.changes.lines import read_lines

MAX_WARNINGS = 5  # files named; who has more has one thing to look at
_MARK = re.compile(r"[<>]{7} \S")


def mark_warnings(diff: bytes) -> tuple[str, ...]:
    """Return a warning for each file to which a unified diff adds git's conflict marks."""
    added = (line for line in read_lines(diff.decode(errors="replace")) if line.kind == "added")
    paths = tuple(dict.fromkeys(line.path for line in added if _MARK.match(line.text)))
    shown = tuple(f"the change adds git's conflict marks to `{path}`" for path in paths[:MAX_WARNINGS])
    more = len(paths) - len(shown)
    return (*shown, f"and to {more} more files") if more else shown
