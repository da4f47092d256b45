"""A moment as people type it: an age, or a date."""

import re
import time
from datetime import datetime

import click

_AGE = re.compile(r"(\d{1,5})([mhdw])")
_SECONDS = {"m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}


def to_ms(text: str, now_ms: int) -> int:
    """Return milliseconds since the Unix epoch of `7d` before now, or of a date; raises ValueError."""
    age = _AGE.fullmatch(text.strip())
    if age:
        return max(0, now_ms - int(age[1]) * _SECONDS[age[2]] * 1000)
    return max(0, round(datetime.fromisoformat(text.strip()).astimezone().timestamp() * 1000))


class Moment(click.ParamType[int]):
    """An option's value: a moment before now."""

    name = "moment"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read it, or say what is expected."""
        try:
            return to_ms(str(value), time.time_ns() // 1_000_000)
        except (ValueError, OverflowError):
            self.fail(f"`{value}` is no moment; write `7d`, `12h` or `2026-01-31`", param, ctx)


MOMENT = Moment()
