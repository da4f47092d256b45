"""Counts what a run spends while it works, and ends its agent's turn once that is all its task may spend."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from farhand.clock import Clock
from farhand.runner.telling import Telling


@dataclass(slots=True)
class Meter:
    """The meter of one run; it stands still while `is_asking` says that a person is waited for.

    `left_s` and `left_usd` are what may be spent, None for any amount.
    """

    tell: Telling
    clock: Clock
    is_asking: Callable[[], bool]
    interrupt: Callable[[], Awaitable[None]]
    left_s: float | None = None
    left_usd: float | None = None
    usd: float | None = None
    _counted_s: float = 0.0
    _since_s: float | None = None
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def start(self) -> None:
        """Count from now on."""
        self._since_s = self.clock.monotonic_s()
        self._tell()

    def look(self) -> None:
        """Stand still, or go on, as a person is waited for or has answered."""
        if self.is_asking() == (self._since_s is None):
            return
        self._counted_s = self.worked_s
        self._since_s = self.clock.monotonic_s() if self._since_s is None else None
        self._tell()

    def pay(self, usd: float | None) -> None:
        """Count what a turn of the agent cost."""
        if usd is not None:
            self.usd = (self.usd or 0) + usd
            self._tell()

    @property
    def worked_s(self) -> float:
        """For how long the run has worked."""
        return self._counted_s + (0.0 if self._since_s is None else self.clock.monotonic_s() - self._since_s)

    @property
    def unspent_usd(self) -> float | None:
        """What is left in money, None for any amount."""
        return None if self.left_usd is None else self.left_usd - (self.usd or 0)

    @property
    def is_used_up(self) -> bool:
        """Whether nothing is left."""
        is_late = self.left_s is not None and self.worked_s >= self.left_s
        return is_late or (self.unspent_usd is not None and self.unspent_usd <= 0)

    async def watch(self) -> None:
        """Have the agent end its turn once nothing is left."""
        while not self.is_used_up:
            self._changed.clear()
            try:
                async with asyncio.timeout(self._remaining_s()):
                    await self._changed.wait()
            except TimeoutError:
                continue
        await self.interrupt()

    def _remaining_s(self) -> float | None:
        if self.left_s is None or self._since_s is None:
            return None
        return max(0.0, self.left_s - self.worked_s)

    def _tell(self) -> None:
        self._changed.set()
        self.tell.spent(self.worked_s, self.usd, working=self._since_s is not None)
