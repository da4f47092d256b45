"""How long to wait before dialling again: full jitter, never giving up."""

from collections.abc import Callable
from dataclasses import dataclass

FIRST_S = 0.5  # a relay that restarts is back within seconds
MOST_S = 60.0  # a laptop that wakes up should not wait longer than people do
_MOST_DOUBLINGS = 16  # beyond the cap anyway; keeps the power small


@dataclass(frozen=True, slots=True)
class Backoff:
    """Attempts that failed since the last connection that held."""

    failures: int = 0

    def failed(self) -> "Backoff":
        """Return the state after one more failure."""
        return Backoff(self.failures + 1)

    def delay_s(self, uniform: Callable[[float, float], float]) -> float:
        """Return how long to wait now: anything up to a ceiling that doubles, so that clients do not come at once."""
        if not self.failures:
            return 0.0
        return uniform(0.0, min(MOST_S, FIRST_S * 2.0 ** min(self.failures, _MOST_DOUBLINGS)))
