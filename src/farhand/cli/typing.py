"""Lines that a person types at a terminal, awaited without holding up anything else."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import TextIO

MAX_WAITING = 16  # lines typed ahead


class Typing:
    """Reads lines on a daemon thread: a blocked read on a terminal cannot be cancelled on every platform."""

    def __init__(self, source: TextIO) -> None:
        self._source = source
        self._lines: asyncio.Queue[str] = asyncio.Queue(MAX_WAITING)
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, name="typing", daemon=True).start()

    @staticmethod
    def of(source: TextIO) -> "Typing | None":
        """Return the typing at a terminal; None where nobody sits."""
        return Typing(source) if source.isatty() else None

    async def line(self) -> str:
        """Wait for the next line; after the end of input this waits for ever."""
        return await self._lines.get()

    async def line_before(self, end: Coroutine[None, None, object]) -> str | None:
        """Wait for the next line; None where `end` came first and nobody needs the line any more."""
        async with asyncio.TaskGroup() as group:
            line, ended = group.create_task(self.line()), group.create_task(end)
            await asyncio.wait((line, ended), return_when=asyncio.FIRST_COMPLETED)
            line.cancel()
            ended.cancel()
        return None if line.cancelled() else line.result()

    def _read(self) -> None:
        for line in self._source:
            if self._loop.is_closed():
                return
            self._loop.call_soon_threadsafe(self._keep, line)

    def _keep(self, line: str) -> None:
        if not self._lines.full():
            self._lines.put_nowait(line)
