"""Watches a run while its agent works: tells that it is stuck, passes on what a person says, and stops it at last."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from farhand.agents.port import Activity
from farhand.clock import Clock
from farhand.ids import new_id
from farhand.runner.stuck import Finding, Patience, Watch
from farhand.runner.telling import Telling

LOOK_S = 5.0  # silence is told this much later at most
STUCK_S = 30 * 60.0  # for a person to say what to do; then the run is stopped
NUDGE = (
    "You seem to be stuck: {words}. Stop and think about what the cause may be, then try another way. "
    "If it cannot be done, say why, and end."
)


@dataclass(frozen=True, slots=True)
class _Open:
    id: str
    finding: Finding
    until_s: float


@dataclass(slots=True)
class Watching:
    """The watch over one run. `interrupt` has the agent end its turn; `gave_up` says why the run was stopped."""

    tell: Telling
    clock: Clock
    is_asking: Callable[[], bool]
    interrupt: Callable[[], Awaitable[None]]
    workspace: Path
    patience: Patience = field(default_factory=Patience)
    gave_up: str | None = None
    _watch: Watch = field(init=False)
    _open: _Open | None = None
    _nudge: str | None = None
    _wake: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._watch = Watch(self.patience, self.clock.monotonic_s(), self.workspace)

    def take(self, activity: Activity) -> None:
        """Take what the agent did."""
        self._watch.take(activity, self.clock.monotonic_s())
        self._look()

    def nudge(self, stuck: str, words: str) -> bool:
        """Speak to the agent, in a person's own words if there are any; return whether it is stuck as they think."""
        if self._open is None or self._open.id != stuck:
            return False
        self._nudge = words or NUDGE.format(words=self._open.finding.words)
        self._wake.set()
        return True

    def take_nudge(self) -> str | None:
        """Return what is to be said to the agent now that its turn is over."""
        nudge, self._nudge = self._nudge, None
        if nudge is not None:
            self._open = None
        self._watch.begin_anew(self.clock.monotonic_s())
        return nudge

    async def watch(self) -> None:
        """Look on until cancelled."""
        while True:
            self._look()
            if self._open is not None and self.clock.monotonic_s() >= self._open.until_s:
                self.gave_up = self._open.finding.words
                await self.interrupt()
                return
            try:
                async with asyncio.timeout(LOOK_S):
                    await self._wake.wait()
            except TimeoutError:
                continue
            self._wake.clear()
            await self.interrupt()

    def _look(self) -> None:
        if self._nudge is not None:
            return
        now_s = self.clock.monotonic_s()
        found = self._watch.look(now_s, is_asking=self.is_asking())
        if found is not None and self._open is None:
            self._open = _Open(new_id(), found, now_s + STUCK_S)
            now_ms = self.clock.now_ms()
            since_ms = now_ms - int((now_s - found.since_s) * 1000)
            self.tell.stuck(self._open.id, found.words, since_ms, now_ms + int(STUCK_S * 1000))
        elif found is None and self._open is not None:
            self.tell.unstuck(self._open.id)
            self._open = None
