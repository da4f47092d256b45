from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.power_services import Logind, private_bus, serving_gnome, serving_logind


@pytest.fixture
async def bus(tmp_path: Path) -> AsyncIterator[str]:
    async with private_bus(tmp_path) as address:
        yield address


@pytest.fixture
async def logind(bus: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Logind]:
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus)
    async with serving_logind(bus) as offered:
        yield offered


@pytest.fixture
async def gnome(bus: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[str]]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    async with serving_gnome(bus) as calls:
        yield calls
