"""The lines of a unified diff, each with its file and its numbers. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")

Kind = Literal["added", "removed", "kept"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a hunk. `old` and `new` are its numbers before and after, where it is there."""

    path: str
    kind: Kind
    old: int | None
    new: int | None
    text: str


def read_lines(diff: str) -> Iterator[Line]:
    """Yield the lines of every hunk; a file that was deleted goes by the name it had."""
    old_path = path = ""
    old = new = old_left = new_left = 0
    for row in diff.split("\n"):
        if old_left > 0 or new_left > 0:
            sign, text = row[:1], row[1:]
            if sign == "+":
                yield Line(path, "added", None, new, text)
            elif sign == "-":
                yield Line(path, "removed", old, None, text)
            elif sign != "\\":
                yield Line(path, "kept", old, new, text)
            is_old, is_new = sign not in {"+", "\\"}, sign not in {"-", "\\"}
            old, old_left = old + is_old, old_left - is_old
            new, new_left = new + is_new, new_left - is_new
        elif row.startswith("--- "):
            old_path = _to_path(row[4:])
        elif row.startswith("+++ "):
            named = _to_path(row[4:])
            path = old_path if named == "/dev/null" else named
        elif found := _HUNK.match(row):
            old, new = int(found[1]), int(found[3])
            old_left, new_left = int(found[2] or 1), int(found[4] or 1)


def _to_path(name: str) -> str:
    plain = name.rstrip("\t\r")
    if plain.startswith('"') and plain.endswith('"'):
        plain = plain[1:-1]
    return plain[2:] if plain[:2] in {"a/", "b/"} else plain
