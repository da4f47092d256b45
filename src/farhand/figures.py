"""Amounts and moments in words for people: `3 files`, `2 min 14 s`, `4.1 MB`, `at 14:05`."""

from datetime import datetime

SECONDS_A_MINUTE = 60
BYTES_A_UNIT = 1000  # as disks are sold in


def size_words(size_bytes: int) -> str:
    """Return an amount of data in the unit that says most."""
    number = float(size_bytes)
    for unit in ("B", "kB", "MB"):
        if number < BYTES_A_UNIT:
            return f"{number:.0f} {unit}"
        number /= BYTES_A_UNIT
    return f"{number:.1f} GB"


def counted(number: int, noun: str) -> str:
    """Return `1 file`, `3 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def lasted(seconds: float) -> str:
    """Return a duration for people: `under 1 s`, `8 s`, `2 min 14 s`, `1 h 3 min`."""
    whole = round(seconds)
    if whole == 0 and seconds > 0:
        return "under 1 s"
    if whole < SECONDS_A_MINUTE:
        return f"{whole} s"
    minutes, rest = divmod(whole, SECONDS_A_MINUTE)
    if minutes < SECONDS_A_MINUTE:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, SECONDS_A_MINUTE)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def moment(at_ms: int, now_ms: int) -> str:
    """Return a time to come in words, in this computer's time: `at 14:05`, `on Sat 28 Nov at 14:05`."""
    at, now = (datetime.fromtimestamp(each / 1000).astimezone() for each in (at_ms, now_ms))
    return at.strftime("at %H:%M") if at.date() == now.date() else f"on {at:%a} {at.day} {at:%b} at {at:%H:%M}"
