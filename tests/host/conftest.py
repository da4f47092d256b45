from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.git_projects import isolate_git, make_project
from tests.host.core import Core, Phone, open_core
from tests.host.trial import Trial
from tests.host.works import Works, make_works


@pytest.fixture
async def core(tmp_path: Path) -> AsyncIterator[Core]:
    async with open_core(tmp_path) as opened:
        yield opened


@pytest.fixture
async def works(core: Core, tmp_path: Path) -> Works:
    return await make_works(core, tmp_path)


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate_git(tmp_path, monkeypatch)
    return make_project(tmp_path / "site")


@pytest.fixture
async def trial(core: Core, tmp_path: Path, project: Path) -> Trial:
    return Trial(core, await make_works(core, tmp_path), project)
