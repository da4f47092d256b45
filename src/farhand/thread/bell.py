"""A bell that any thread may ring and any number of coroutines may wait for."""

import asyncio
import threading


class Bell:
    """Counts its rings, so that one that comes before the wait is not missed.

    It may be rung inside a transaction: `Database.read` runs on the writer's thread and answers after the commit, so
    whoever wakes and reads sees what was written, or that it was undone.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rings = 0
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    @property
    def rings(self) -> int:
        """How often it was rung."""
        with self._lock:
            return self._rings

    def ring(self) -> None:
        """Wake everybody who waits."""
        with self._lock:
            self._rings += 1
            for event, loop in self._waiting.items():
                loop.call_soon_threadsafe(event.set)

    async def wait_rung(self, heard: int) -> int:
        """Wait until it was rung more than `heard` times; return how often it was."""
        event = asyncio.Event()
        with self._lock:
            if self._rings > heard:
                return self._rings
            self._waiting[event] = asyncio.get_running_loop()
        try:
            await event.wait()
        finally:
            with self._lock:
                del self._waiting[event]
        return self.rings
