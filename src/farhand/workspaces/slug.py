"""Branch names from task titles: readable, ASCII, short, unique by the task's number."""

import re
import unicodedata

PREFIX = "farhand/"
MAX_SLUG = 48
_SPELLED = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "æ": "ae",
        "Æ": "AE",
        "đ": "d",
        "\u0131": "i",
        "þ": "th",
        "œ": "oe",
    }
)


def to_slug(title: str, number: int | None = None) -> str:
    """Return a slug of at most 48 characters; a number, where given, ends it. Never empty."""
    folded = unicodedata.normalize("NFKD", title.translate(_SPELLED)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", folded.lower().replace("'", "")).strip("-") or "task"
    ending = "" if number is None else f"-{number}"
    return _cut(words, MAX_SLUG - len(ending)) + ending


def to_branch(title: str, number: int | None = None) -> str:
    """Return the branch of a task: `farhand/<slug>`."""
    return PREFIX + to_slug(title, number)


def _cut(words: str, length: int) -> str:
    if len(words) <= length:
        return words
    whole = words[: length + 1].rpartition("-")[0]
    return whole if len(whole) > length // 2 else words[:length].rstrip("-")
