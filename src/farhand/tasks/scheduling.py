"""Starts what is queued, as many tasks at once as there are places."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from farhand.database import Connection, Database
from farhand.ids import ProjectId, RunId
from farhand.log import Log
from farhand.sayings.tasks import WAITS_PAUSED
from farhand.tasks import projects, queue_store, store
from farhand.tasks.limiting import Limiting
from farhand.tasks.moving import Moving
from farhand.tasks.queue import Entry, Limits, choose, free_places
from farhand.tasks.task import Claimed, Delayed, Task
from farhand.wire.task_events import TaskState

log = Log.of(__name__)
LOOK_S = 30  # a lost wake costs at most this long


class Runs(Protocol):
    """Whoever carries out tasks."""

    def open(self, connection: Connection, task: Task) -> RunId:
        """Record a new run of a claimed task, in the transaction that claims it."""
        ...

    def open_attempts(self, connection: Connection, places: int) -> tuple[RunId, ...]:
        """Record runs of fresh attempts that wait for a place, at most as many as there are."""
        ...

    def begin(self, run: RunId) -> None:
        """Begin a run that was recorded; returns at once."""
        ...


@dataclass(frozen=True, slots=True)
class Reviews:
    """How many changes of a project may wait for a person where it says nothing, 0 for any number; and the count."""

    most: int
    count: Callable[[Connection, ProjectId], int]


class Scheduling:
    """A service: claims tasks when woken, and hands them to `Runs`."""

    name = "scheduling"

    def __init__(
        self, database: Database, moving: Moving, runs: Runs, limiting: Limiting, places: int, reviews: Reviews
    ) -> None:
        self._database = database
        self._moving = moving
        self._runs = runs
        self._limiting = limiting
        self._places = places
        self._reviews = reviews
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
            for run in await self._database.write(self._claim):
                self._runs.begin(run)
            wait_s = await self._database.read(self._limiting.wait_s)
            try:
                async with asyncio.timeout(LOOK_S if wait_s is None else min(wait_s, LOOK_S)):
                    await self._wake.wait()
            except TimeoutError:
                continue

    def _claim(self, connection: Connection) -> tuple[RunId, ...]:
        # Attempts come first, also while the queue is paused: they are part of what runs, and others wait for it.
        free = free_places(queue_store.entries(connection), Limits(self._places, {}))
        attempts = self._runs.open_attempts(connection, free)
        if queue_store.is_paused(connection):
            waiting = [each for each in queue_store.entries(connection) if each.state is TaskState.QUEUED]
            self._delay(connection, ((each, WAITS_PAUSED) for each in waiting))
            return attempts
        self._limiting.apply(connection)
        entries = queue_store.entries(connection)
        choice = choose(entries, queue_store.turns(connection), self._limits(connection, entries))
        self._delay(connection, choice.delayed)
        started = [self._start(connection, store.get(connection, entry.id)) for entry in choice.start]
        return (*attempts, *started)

    def _delay(self, connection: Connection, delayed: Iterable[tuple[Entry, str]]) -> None:
        for entry, words in delayed:
            if entry.words != words:
                self._moving.move(connection, store.get(connection, entry.id), Delayed(words))

    def _limits(self, connection: Connection, entries: Sequence[Entry]) -> Limits:
        of_project: dict[ProjectId | None, int] = {}
        reviews: dict[ProjectId | None, int] = {}
        for name in {each.project for each in entries if each.project and each.state is TaskState.QUEUED}:
            file = projects.file_of(connection, name)
            of_project[name] = file.parallel
            most = self._reviews.most if file.review_limit is None else file.review_limit
            if most and (unreviewed := self._reviews.count(connection, name)) >= most:
                reviews[name] = unreviewed
        return Limits(self._places, of_project, reviews)

    def _start(self, connection: Connection, task: Task) -> RunId:
        running = self._moving.move(connection, task, Claimed(task.generation + 1))
        queue_store.note_turn(connection, task.project)
        log.info("task.claimed", task=task.id, number=task.number, generation=running.generation)
        return self._runs.open(connection, running)
