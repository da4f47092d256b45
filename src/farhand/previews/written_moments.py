"""Dates, times and spans as the formats of their cells write them, days and months by their English names."""

import datetime as dt
from collections.abc import Iterable

from farhand.previews.cell_formats import Section, sections_of

Moment = dt.datetime | dt.date | dt.time | dt.timedelta

_OF_THE_READER = ("mm-dd-yy", "m/d/yy h:mm")  # written as the computer of whoever opens the workbook has it
_CODES = {
    "y": "%y", "yy": "%y", "yyy": "%Y", "yyyy": "%Y",
    "m": "%m", "mm": "%m", "mmm": "%b", "mmmm": "%B",
    "d": "%d", "dd": "%d", "ddd": "%a", "dddd": "%A",
    "h": "%H", "hh": "%H", "s": "%S", "ss": "%S",
}  # fmt: skip
_TIMES = ("%H", "%I", "%M", "%S")
_NAME_LETTERS = 3  # and more: `mmm` is the name of a month
_SPANS_S = {"h": 3600, "m": 60, "s": 1}
_ENGLISH, _LANGUAGE = 0x09, 0x3FF  # of the number of a locale


def written(value: Moment, cell_format: str) -> str | None:
    """Return a moment as its sheet shows it; None where its format is not understood."""
    sections = sections_of(cell_format)
    if not sections or cell_format in _OF_THE_READER or _has_foreign_names(sections[0]):
        return None
    section, is_half = sections[0], any(kind == "half" for kind, _ in sections[0])
    parts = list[str]()
    for place, (kind, text) in enumerate(section):
        code = _CODES.get(text)
        if code == "%m" and (_letter(reversed(section[:place])) == "h" or _letter(section[place + 1 :]) == "s"):
            code = "%M"
        elif code == "%H" and is_half:
            code = "%I"
        part = _part(value, kind, text, code)
        if part is None:
            return None
        parts.append(part)
    return "".join(parts).strip()


def _part(value: Moment, kind: str, text: str, code: str | None) -> str | None:
    match kind:
        case "words":
            part = text
        case "locale":
            part = ""
        case "elapsed" if isinstance(value, dt.timedelta):
            part = str(int(value.total_seconds()) // _SPANS_S[text[0]]).rjust(len(text), "0")
        case "digits" if text.startswith("."):
            part = f".{_at(value):%f}"[: len(text)]
        case "half":
            part = f"{_at(value):%p}"[: len(text) // 2]
        case "moment" if code in _TIMES or (code and isinstance(value, dt.date)):
            full = _at(value).strftime(code)
            part = full.removeprefix("0") if len(text) == 1 and code != "%y" else full
        case _:
            part = None
    return part


def _at(value: Moment) -> dt.datetime:
    match value:
        case dt.datetime():
            return value
        case dt.date():
            return dt.datetime.combine(value, dt.time())
        case dt.time():
            return dt.datetime.combine(dt.date.min, value)
        case dt.timedelta():
            return dt.datetime.combine(dt.date.min, dt.time()) + value


def _letter(tokens: Iterable[tuple[str, str]]) -> str:
    """Return what the next part of a moment among these is: an `m` beside hours or seconds means minutes."""
    return next((text[0] for kind, text in tokens if kind in {"moment", "elapsed"}), "")


def _has_foreign_names(section: Section) -> bool:
    has_names = any(kind == "moment" and len(text) >= _NAME_LETTERS and text[0] in "md" for kind, text in section)
    return has_names and not all(_is_english(text) for kind, text in section if kind == "locale")


def _is_english(locale: str) -> bool:
    if not locale or locale.lower().startswith("en"):
        return True
    try:
        return int(locale, 16) & _LANGUAGE == _ENGLISH
    except ValueError:
        return False
