"""Time, handed in so that tests own it."""

import time
from typing import Protocol


class Clock(Protocol):
    """Where time comes from."""

    def now_ms(self) -> int:
        """Return wall-clock time in milliseconds since the Unix epoch."""
        ...

    def monotonic_s(self) -> float:
        """Return seconds that never go backwards, for durations and deadlines."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now_ms(self) -> int:
        """Return wall-clock time in milliseconds since the Unix epoch."""
        return time.time_ns() // 1_000_000

    def monotonic_s(self) -> float:
        """Return seconds that never go backwards."""
        return time.monotonic()
