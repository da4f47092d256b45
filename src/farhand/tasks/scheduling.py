"""Starts what is queued, one task at a time per project, in order."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from farhand.database import Connection, Database
from farhand.log import Log
from farhand.tasks import store
from farhand.tasks.moving import Moving
from farhand.tasks.task import Claimed, Task

log = Log.of(__name__)
LOOK_S = 30  # a lost wake costs at most this long


class Runs(Protocol):
    """Whoever carries out tasks."""

    def open(self, connection: Connection, task: Task) -> None:
        """Record a new run of a claimed task, in the transaction that claims it."""
        ...

    def begin(self, task: Task) -> None:
        """Begin the run that was recorded; returns at once."""
        ...


class Scheduling:
    """A service: claims tasks when woken, and hands them to `Runs`."""

    name = "scheduling"

    def __init__(self, database: Database, moving: Moving, runs: Runs) -> None:
        self._database = database
        self._moving = moving
        self._runs = runs
        self._wake = asyncio.Event()
        self._open = asyncio.Event()

    def wake(self) -> None:
        """Look at the queue again soon."""
        self._wake.set()

    def open_gate(self) -> None:
        """Allow work to start: the backlog was read, and what it cancels is cancelled."""
        self._open.set()

    def close_gate(self) -> None:
        """Start nothing from now on; what runs goes on."""
        self._open.clear()

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        ready()
        while True:
            await self._open.wait()
            self._wake.clear()
            for task in await self._database.write(self._claim):
                log.info("task.claimed", task=task.id, number=task.number, generation=task.generation)
                self._runs.begin(task)
            try:
                async with asyncio.timeout(LOOK_S):
                    await self._wake.wait()
            except TimeoutError:
                continue

    def _claim(self, connection: Connection) -> tuple[Task, ...]:
        claimed: list[Task] = []
        for task in store.claimable(connection):
            running = self._moving.move(connection, task, Claimed(task.generation + 1))
            self._runs.open(connection, running)
            claimed.append(running)
        return tuple(claimed)
