"""A run's events: numbered, on disk before anyone hears of them, and followed by as many hosts as come."""

import asyncio
import errno
import os
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

from farhand.log import Log
from farhand.runs.folder import write_whole
from farhand.runs.protocol import FromRunner

log = Log.of(__name__)
AGAIN_S = 1.0  # between tries to write what a full disk did not take
MAX_OWED = 10_000  # events that wait for room: an agent that goes on as long as that without a disk is no use


class Journal:
    """The events of one run. What has a number is kept; the rest is only shown to who listens at that moment.

    What the disk does not take is owed: it is told once it is written, and the run goes on meanwhile.

    Each is kept and told as `shown` returns it.
    """

    def __init__(self, path: Path, shown: Callable[[FromRunner], FromRunner] = lambda event: event) -> None:
        self._shown = shown
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        self._ends = [0]
        self._owed: list[bytes] = []
        self._paid = asyncio.Event()
        self._paid.set()
        self._passing: dict[str, tuple[int, bytes]] = {}
        self._passed = 0
        self._followers: set[asyncio.Event] = set()
        self._closed = False

    @property
    def count(self) -> int:
        """The number of the last event on disk."""
        return len(self._ends) - 1

    def append(self, *events: FromRunner) -> None:
        """Give each event a number and bring all to disk together, then let the followers have them.

        Raises OSError when the disk has taken nothing for too long.
        """
        if len(self._owed) >= MAX_OWED:
            raise OSError(errno.ENOSPC, "the run's events have found no room for long")
        begin = self.count + len(self._owed) + 1
        for number, event in enumerate(events, start=begin):
            self._owed.append(self._shown(event).model_copy(update={"n": number}).to_json() + b"\n")
        if self._paid.is_set():
            self._pay()

    async def settle(self) -> None:
        """Wait until everything is on disk."""
        await self._paid.wait()

    def _pay(self) -> None:
        try:
            write_whole(self._descriptor, b"".join(self._owed))
            os.fsync(self._descriptor)
        except OSError as error:
            os.ftruncate(self._descriptor, self._ends[-1])  # half a line would spoil the next
            log.warning("journal.owes", events=len(self._owed), why=error.strerror)
            self._paid.clear()
            asyncio.get_running_loop().call_later(AGAIN_S, self._pay)
            return
        for line in self._owed:
            self._ends.append(self._ends[-1] + len(line))
        self._owed.clear()
        self._paid.set()
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
