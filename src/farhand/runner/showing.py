"""Output that grows, shown as its newest lines and not more often than an eye can follow."""

from collections.abc import Callable
from dataclasses import dataclass, field

from farhand.clock import Clock
from farhand.printed import settle

GAP_S = 0.2
SHOWN_CHARS = 2000


@dataclass(slots=True)
class Showing:
    """Collects pieces of output; `show` gets the newest, with more before it than is shown: keys are masked whole."""

    show: Callable[[str], None]
    clock: Clock
    _kept: bytearray = field(default_factory=bytearray)
    _shown_at: float = float("-inf")

    def add(self, piece: bytes) -> None:
        """Take a piece of output."""
        self._kept += piece
        del self._kept[: -4 * SHOWN_CHARS]
        now = self.clock.monotonic_s()
        if now - self._shown_at >= GAP_S:
            self._shown_at = now
            self.show(settle(self._kept.decode(errors="replace")))
