"""Services under one roof."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from farhand.database import NotStored
from farhand.host import serving as module
from farhand.host.serving import serving


@dataclass(slots=True)
class Fragile:
    """A service whose first tries meet what it is told."""

    failures: list[Exception]
    name: str = "fragile"
    works: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, ready: Callable[[], None]) -> None:
        """Fail, or work."""
        ready()
        if self.failures:
            raise self.failures.pop()
        self.works.set()
        await asyncio.Event().wait()


async def test_a_service_takes_up_its_work_again_once_the_disk_has_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AGAIN_S", 0)
    service = Fragile([NotStored("full"), ExceptionGroup("within", [NotStored("full")])])
    async with asyncio.timeout(5), serving(service):
        await service.works.wait()


async def test_any_other_crash_of_a_service_ends_them_all() -> None:
    with pytest.raises(ExceptionGroup):
        async with asyncio.timeout(5), serving(Fragile([ValueError("broken")])):
            await asyncio.Event().wait()
