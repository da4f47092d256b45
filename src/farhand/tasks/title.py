"""A task's title: the first line of its message, short enough for a lock screen."""

import re

MAX_TITLE = 72

_HEADING = re.compile(r"(?:#+\s*)?(?:tasks|to-?do|steps)\s*:?", re.IGNORECASE)
_ITEM = re.compile(r"(?:[-*•]|\d{1,3}[.)])\s+(?:\[ \]\s+)?")


def title_of(text: str) -> str:
    """Return the first non-empty line of a text, cut at a word within 72 characters.

    Of a list under `Tasks:`, which says nothing itself, it is the first item and how many more there are.
    """
    lines = [stripped for each in text.splitlines() if (stripped := each.strip())]
    items = [_ITEM.sub("", line, count=1) for line in lines if _ITEM.match(line)]
    if lines and items and _HEADING.fullmatch(lines[0]):
        more = f", and {len(items) - 1} more" if items[1:] else ""
        return _cut(items[0], MAX_TITLE - len(more)) + more
    return _cut(lines[0] if lines else "untitled", MAX_TITLE)


def _cut(line: str, limit: int) -> str:
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    at_word = cut.rpartition(" ")[0]
    return f"{at_word if len(at_word) > limit // 2 else cut}…"
