"""A wall clock that somebody sets forward and back while programs run by it."""

import os
from pathlib import Path

from farhand.clock import SystemClock

SKEW = "CHAOS_SKEW"
"""Names the file that holds by how many milliseconds the clock is wrong."""

WIDTH = 20  # characters, however wrong it is


class SkewedClock(SystemClock):
    """The machine's clock, as wrong as the file says; what is monotonic stays so."""

    def __init__(self, skew: Path) -> None:
        self._skew = skew

    @staticmethod
    def of_environment() -> "SkewedClock":
        """Return the clock of a program in a world."""
        return SkewedClock(Path(os.environ[SKEW]))

    def now_ms(self) -> int:
        """Return the wrong time."""
        return super().now_ms() + int(self._skew.read_text())


def set_skew(skew: Path, milliseconds: int) -> None:
    """Set the clock of every program in a world at once, in place: also a full disk has room for that."""
    descriptor = os.open(skew, os.O_WRONLY | os.O_CREAT, 0o600)
    os.write(descriptor, f"{milliseconds:{WIDTH}d}".encode())
    os.close(descriptor)
