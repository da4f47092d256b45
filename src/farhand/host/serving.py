"""Services under one TaskGroup: started in order, stopped in reverse; any crash ends them all."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Protocol

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
    """Start services in order; stop them in reverse; let any crash end them all."""
    async with asyncio.TaskGroup() as group:
        running: list[asyncio.Task[None]] = []
        try:
            for service in services:
                ready = asyncio.Event()
                running.append(group.create_task(service.run(ready.set), name=service.name))
                async with asyncio.timeout(START_TIMEOUT_S):
                    await ready.wait()
            yield
        finally:
            for task in reversed(running):
                task.cancel()
                await asyncio.wait([task])
