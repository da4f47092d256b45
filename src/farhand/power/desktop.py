"""Keeps a computer awake through its desktop or its system: KDE, GNOME, macOS, Windows, by wakepy."""

import asyncio
import os
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from farhand.errors import Unavailable
from farhand.power.keeping import Missing

if TYPE_CHECKING:
    from wakepy import Mode

SESSION_BUS = "DBUS_SESSION_BUS_ADDRESS"


class DesktopLock:
    """A wake lock. Its library is tied to the thread that took it, so it has one of its own."""

    def __init__(self, platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> None:
        self._platform = platform
        self._environment = environment
        self._mode: Mode | None = None
        self._thread: ThreadPoolExecutor | None = None

    async def take(self) -> None:
        """Keep the computer awake; raises Unavailable."""
        if self._platform.startswith("linux") and SESSION_BUS not in self._environment:
            raise Missing("there is no desktop session")
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="awake")
        mode = await asyncio.get_running_loop().run_in_executor(self._thread, _enter)
        self._mode = mode
        if not mode.active:
            await self.give_back()
            raise Unavailable("the desktop session offers no way")

    async def is_held(self) -> bool:
        """Return whether it was taken: a desktop that ends takes this process with it."""
        return self._mode is not None

    async def give_back(self) -> None:
        """Let the computer sleep again."""
        mode, thread, self._mode, self._thread = self._mode, self._thread, None, None
        if mode is not None and thread is not None:
            await asyncio.get_running_loop().run_in_executor(thread, lambda: mode.__exit__(None, None, None))
            thread.shutdown()


def _enter() -> "Mode":
    from wakepy import keep  # noqa: PLC0415  # 7 MB that an idle host need not hold

    return keep.running(on_fail="pass").__enter__()
