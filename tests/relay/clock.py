"""A clock that a test moves."""


class ManualClock:
    """Stands still until it is moved."""

    def __init__(self, now_ms: int = 1_800_000_000_000) -> None:
        self._now_ms = now_ms

    def now_ms(self) -> int:
        return self._now_ms

    def monotonic_s(self) -> float:
        return self._now_ms / 1000

    def move(self, *, s: float = 0, hours: float = 0) -> None:
        """Let time pass."""
        self._now_ms += round(s * 1000) + round(hours * 3_600_000)
