from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.host.core import Core, Phone, open_core


@pytest.fixture
async def core(tmp_path: Path) -> AsyncIterator[Core]:
    async with open_core(tmp_path) as opened:
        yield opened


@pytest.fixture
def phone() -> Phone:
    return Phone()
