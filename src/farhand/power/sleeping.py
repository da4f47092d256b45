"""Tells that the computer goes to sleep, where the system says so, and afterwards how long it slept, as a service."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Literal

from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.errors import Unavailable
from farhand.log import Log
from farhand.thread.thread import Thread
from farhand.wire.power_events import HostSlept

log = Log.of(__name__)
LOOK_S = 20.0  # how late a sleep is told where the system does not say that it is over
WORTH_MS = 60_000  # a shorter sleep explains nothing
TELL_S = 3.0  # a line that the sleep has cut takes no word

Tell = Callable[[bool], Awaitable[None]]
"""Called before the computer sleeps (true), and after it woke up."""


class Sleeping:
    """`tell_state` reaches the devices at once; `slept_ms` is how long the computer has slept since its start.

    `follow` tells of each sleep, for ever, or raises Unavailable where nobody says when the computer sleeps.
    """

    name = "sleeping"

    def __init__(
        self,
        database: Database,
        thread: Thread,
        tell_state: Callable[[Literal["awake", "asleep"]], Awaitable[None]],
        follow: Callable[[Tell], Awaitable[None]],
        slept_ms: Callable[[], int],
        clock: Clock,
    ) -> None:
        self._database = database
        self._thread = thread
        self._tell_state = tell_state
        self._follow = follow
        self._slept_ms = slept_ms
        self._clock = clock
        self._known_ms = slept_ms()

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        ready()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._hear())
            while True:
                await asyncio.sleep(LOOK_S)
                await self._tell_slept()

    async def _hear(self) -> None:
        try:
            await self._follow(self._tell)
        except Unavailable as error:  # then phones go by the age of the last heartbeat
            log.info("sleep.not_heard", why=error.message)

    async def _tell(self, sleeps: bool) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(TELL_S):
                await self._tell_state("asleep" if sleeps else "awake")
        if not sleeps:
            await self._tell_slept()

    async def _tell_slept(self) -> None:
        slept_ms = self._slept_ms() - self._known_ms
        self._known_ms += slept_ms
        if slept_ms < WORTH_MS:
            return
        now_ms = self._clock.now_ms()
        event = HostSlept(at=now_ms, since=now_ms - slept_ms, until=now_ms)

        def tell(connection: Connection) -> None:
            self._thread.append(connection, event)

        await self._database.write(tell)
