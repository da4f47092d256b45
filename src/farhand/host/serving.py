"""Services under one TaskGroup: started in order, stopped in reverse; any crash ends them all."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Protocol

from farhand.database import NotStored
from farhand.log import Log

log = Log.of(__name__)
AGAIN_S = 1.0  # between tries of a service that the database had no room for
START_TIMEOUT_S = 30  # a service that is not ready by then hangs; better a clear crash than a host that half works


class Service(Protocol):
    """Something that runs as long as the host does."""

    @property
    def name(self) -> str:
        """What logs call it."""
        ...

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled; call `ready` once others may rely on it."""
        ...


@asynccontextmanager
async def serving(*services: Service) -> AsyncGenerator[None]:
    """Start services in order; stop them in reverse; let any crash end them all.

    A disk that is full, or a database that another program holds, is no crash: what a service has to do stands in the
    database, so it takes up its work again until there is room.
    """
    async with asyncio.TaskGroup() as group:
        running: list[asyncio.Task[None]] = []
        try:
            for service in services:
                ready = asyncio.Event()
                running.append(group.create_task(_lasting(service, ready.set), name=service.name))
                async with asyncio.timeout(START_TIMEOUT_S):
                    await ready.wait()
            yield
        finally:
            for task in reversed(running):
                task.cancel()
                await asyncio.wait([task])


async def _lasting(service: Service, ready: Callable[[], None]) -> None:
    while True:
        try:
            await service.run(ready)
        except* NotStored as errors:
            log.warning("service.not_stored", service=service.name, why=str(errors.exceptions[0]))
        else:
            return
        await asyncio.sleep(AGAIN_S)
