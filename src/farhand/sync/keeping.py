"""Keeps a connection: dials again for ever, and stops when it is cancelled."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from farhand.clock import Clock
from farhand.log import Log
from farhand.sync.backoff import Backoff
from farhand.sync.link import LinkClosed

STEADY_S = 10.0  # a connection that held so long was a good one: the next is dialled at once

_log = Log.of(__name__)


@dataclass(frozen=True, slots=True)
class Keeping:
    """What dialling again needs: time, patience and chance."""

    clock: Clock
    sleep: Callable[[float], Awaitable[None]]
    uniform: Callable[[float, float], float]

    async def run(self, connect: Callable[[], Awaitable[None]]) -> None:
        """Call `connect`, which returns or raises once its connection is over, again and again until cancelled.

        A task group that fails at the moment of a cancellation tells only of its failure; hence a word of its own.
        """
        stopping = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._dial(connect, stopping))
            try:
                await stopping.wait()
            finally:
                stopping.set()

    async def _dial(self, connect: Callable[[], Awaitable[None]], stopping: asyncio.Event) -> None:
        backoff = Backoff()
        while not stopping.is_set():
            began_s = self.clock.monotonic_s()
            try:
                await connect()
            except LinkClosed as error:
                _log.info("relay.lost", why=error.message)
            except Exception:  # noqa: BLE001  # the loop's edge: what failed is told, and mail comes again
                _log.exception("relay.failed")
            backoff = Backoff() if self.clock.monotonic_s() - began_s >= STEADY_S else backoff.failed()
            await self.sleep(backoff.delay_s(self.uniform))
