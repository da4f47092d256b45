"""Text for terminals: aligned columns, ages, and nothing that a terminal would obey."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

import click

from farhand.printed import settle

INDENT = "  "
_COLOUR = re.compile(r"(\x1b\[[0-9;]*m)")
_MINUTE_S, _HOUR_S, _DAY_S = 60, 3600, 86400


def plain(text: str) -> str:
    """Return text with its control and direction characters made visible: a terminal obeys none of them."""
    return "".join(each if each in "\n\t" or not _is_control(each) else f"\\u{{{ord(each):x}}}" for each in text)


def printed(text: str) -> str:
    """Return what a program printed, in its colours: of all else in it a terminal obeys nothing."""
    parts = _COLOUR.split(settle(text))
    return "".join(part if place % 2 else plain(part) for place, part in enumerate(parts))


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs"}


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Return rows with their columns aligned; the last column keeps its own width."""
    widths = [max(map(_width, column)) for column in zip(*(row[:-1] for row in rows), strict=True)]
    return "\n".join(
        "  ".join([*(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in click.unstyle(text))


def indented(text: str) -> str:
    """Return text with every line set in."""
    return "\n".join(INDENT + line if line else line for line in text.splitlines())


def when(at_ms: int) -> str:
    """Return a moment in this computer's time."""
    return datetime.fromtimestamp(at_ms / 1000).astimezone().strftime("%Y-%m-%d %H:%M")


def duration(seconds: float) -> str:
    """Return a length of time in the two largest units that say something."""
    if seconds < _MINUTE_S:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"  # noqa: PLR2004  # tenths say nothing above
    whole = round(seconds)
    if whole < _HOUR_S:
        return f"{whole // _MINUTE_S} min {whole % _MINUTE_S} s"
    if whole < _DAY_S:
        return f"{whole // _HOUR_S} h {whole % _HOUR_S // _MINUTE_S} min"
    return f"{whole // _DAY_S} d {whole % _DAY_S // _HOUR_S} h"


def count(number: int, thing: str) -> str:
    """Return a number with its noun, in the plural where it belongs."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
