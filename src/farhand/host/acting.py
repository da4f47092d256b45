"""Acts on what a transaction decided, once it is on disk: a service that does each thing once, in order."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol, assert_never

from farhand.host.effects import (
    Effect,
    LookAtChanges,
    LookAtQueue,
    OpenWorkspaces,
    StopRun,
    TellAnswers,
    TellNotices,
    TellNudge,
    TellPermissions,
    TellVerdict,
)
from farhand.ids import TaskId
from farhand.log import Log

log = Log.of(__name__)


class RunControl(Protocol):
    """What effects need of the runs."""

    async def stop(self, task: TaskId) -> None:
        """Stop a task's run."""
        ...

    async def tell(self, effect: TellVerdict | TellAnswers | TellPermissions | TellNudge) -> None:
        """Tell a run what a person decided or permits."""
        ...


class Acting:
    """Performs effects in order.

    The same effect waits once, so what waits is bounded by the runs and by what they ask. Each is also derived again
    from the database when its run is followed anew.
    """

    name = "acting"

    def __init__(
        self,
        look_at_queue: Callable[[], None],
        tell_notices: Callable[[], None],
        look_at_changes: Callable[[], None],
        open_workspaces: Callable[[], None],
    ) -> None:
        self._look_at_queue = look_at_queue
        self._look_at_changes = look_at_changes
        self._open_workspaces = open_workspaces
        self._tell_notices = tell_notices
        self._runs: RunControl | None = None
        self._waiting: dict[StopRun | TellVerdict | TellAnswers | TellPermissions | TellNudge, None] = {}
        self._wake = asyncio.Event()

    def use(self, runs: RunControl) -> None:
        """Act on these runs; they are made after those who decide."""
        self._runs = runs

    def perform(self, effects: Sequence[Effect]) -> None:
        """Perform effects soon; returns at once."""
        for effect in effects:
            match effect:
                case LookAtQueue():
                    self._look_at_queue()
                case LookAtChanges():
                    self._look_at_changes()
                case OpenWorkspaces():
                    self._open_workspaces()
                case TellNotices():
                    self._tell_notices()
                case StopRun() | TellVerdict() | TellAnswers() | TellPermissions() | TellNudge():
                    self._waiting[effect] = None
                    self._wake.set()
                case _:
                    assert_never(effect)

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        ready()
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._waiting and self._runs is not None:
                effect = next(iter(self._waiting))
                del self._waiting[effect]
                await self._act(self._runs, effect)

    async def _act(
        self, runs: RunControl, effect: StopRun | TellVerdict | TellAnswers | TellPermissions | TellNudge
    ) -> None:
        try:
            match effect:
                case StopRun(task):
                    await runs.stop(task)
                case TellVerdict() | TellAnswers() | TellPermissions() | TellNudge():
                    await runs.tell(effect)
        except Exception:  # the loop's edge: the next effect must not suffer
            log.exception("effect.failed", effect=type(effect).__name__)
