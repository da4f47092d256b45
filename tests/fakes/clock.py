"""A clock that a test moves by hand."""


class FakeClock:
    """Starts at a fixed time and stands still until it is told to go on."""

    def __init__(self, now_ms: int = 1_800_000_000_000) -> None:
        self._now_ms = now_ms

    def now_ms(self) -> int:
        """Return the time it was set to."""
        return self._now_ms

    def monotonic_s(self) -> float:
        """Return the same, in seconds."""
        return self._now_ms / 1000

    def advance(self, ms: int) -> None:
        """Let time go by."""
        self._now_ms += ms
