"""A run's events: numbered, on disk before anyone hears of them, and followed by as many hosts as come."""

import asyncio
import os
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

from farhand.runs.protocol import FromRunner


class Journal:
    """The events of one run. What has a number is kept; the rest is only shown to who listens at that moment.

    Each is kept and told as `shown` returns it.
    """

    def __init__(self, path: Path, shown: Callable[[FromRunner], FromRunner] = lambda event: event) -> None:
        self._shown = shown
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        self._ends = [0]
        self._passing: dict[str, tuple[int, bytes]] = {}
        self._passed = 0
        self._followers: set[asyncio.Event] = set()
        self._closed = False

    @property
    def count(self) -> int:
        """The number of the last event."""
        return len(self._ends) - 1

    def append(self, *events: FromRunner) -> None:
        """Give each event a number and bring all to disk together, then let the followers have them."""
        lines: list[bytes] = []
        for number, event in enumerate(events, start=self.count + 1):
            lines.append(self._shown(event).model_copy(update={"n": number}).to_json() + b"\n")
        os.write(self._descriptor, b"".join(lines))
        os.fsync(self._descriptor)
        for line in lines:
            self._ends.append(self._ends[-1] + len(line))
        self._wake()

    def show(self, event: FromRunner) -> None:
        """Show an event that is not kept; one of the same type that nobody took yet gives way to it."""
        self._passed += 1
        self._passing[event.type] = (self._passed, self._shown(event).to_json() + b"\n")
        self._wake()

    async def follow(self, after: int) -> AsyncGenerator[bytes]:
        """Yield the lines after number `after`, then what comes, until the journal is closed."""
        wake, shown = asyncio.Event(), self._passed
        self._followers.add(wake)
        try:
            while True:
                wake.clear()
                while after < self.count:
                    begin, end = self._ends[after], self._ends[after + 1]
                    yield os.pread(self._descriptor, end - begin, begin)
                    after += 1
                for number, line in sorted(self._passing.values()):
                    if number > shown:
                        shown = number
                        yield line
                if self._closed and after >= self.count:
                    return
                await wake.wait()
        finally:
            self._followers.discard(wake)

    def close(self) -> None:
        """Nothing more will come."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        for wake in self._followers:
            wake.set()
