"""What a message itself says its task may spend: a line such as `Budget: 30 minutes, $2`. Pure."""

import re

from farhand.routing.ticket import lines_of
from farhand.tasks.budget import Wish

_LINE = re.compile(r"^[ \t]*(?:[-*][ \t]+)?budget[ \t]*:[ \t]*(\S.*?)[ \t.]*$", re.IGNORECASE)
_NUMBER = r"(\d{1,6}(?:\.\d{1,4})?)"
_USD = re.compile(rf"(?:\$[ \t]*{_NUMBER}|{_NUMBER}[ \t]*(?:\$|usd|dollars?))", re.IGNORECASE)
_TIME = re.compile(rf"{_NUMBER}[ \t]*(h(?:ours?)?|m(?:in(?:ute)?s?)?)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:[\s,;]|\band\b|\bor\b)*", re.IGNORECASE)
MINUTES_AN_HOUR = 60


def wish_of(text: str) -> Wish:
    """Return what the `Budget:` lines of a message say; a line that says anything else besides is prose."""
    wish = Wish()
    for line in lines_of(text):
        match = _LINE.match(line)
        rest = "" if match is None else _TIME.sub("", _USD.sub("", match[1], count=1), count=1)
        if match is not None and rest != match[1] and _BETWEEN.fullmatch(rest):
            wish = _read(match[1]).or_else(wish)
    return wish


def _read(words: str) -> Wish:
    usd, time = _USD.search(words), _TIME.search(words)
    minutes = None if time is None else float(time[1]) * (MINUTES_AN_HOUR if time[2].lower().startswith("h") else 1)
    return Wish(None if usd is None else float(usd[1] or usd[2]), minutes)
