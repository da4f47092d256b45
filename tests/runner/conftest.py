"""Real runners over a small project of their own, started as the host starts them."""

import asyncio
import fcntl
import os
import subprocess
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from farhand.agents.claude_command import QUIET
from farhand.demo.model import ScriptedModel
from farhand.ids import RunId, new_id
from farhand.process_tree import SWEEP, kill_tree
from farhand.runs.attaching import Attached, Gone
from farhand.runs.folder import RunFolder
from farhand.runs.launching import Launching
from farhand.runs.protocol import Ended, FromRunner, Started
from farhand.runs.spec import RunSpec

Heard = list[FromRunner | Gone]


@dataclass(slots=True)
class Place:
    """A project, a scripted model, and the runs that were begun here."""

    root: Path
    project: Path
    model: ScriptedModel
    launching: Launching
    begun: list[RunFolder] = field(default_factory=list[RunFolder])

    def spec(self, prompt: str, **more: object) -> RunSpec:
        """Return a spec for a run in the project."""
        given: dict[str, object] = {
            "run": new_id(),
            "task": new_id(),
            "generation": 1,
            "number": 7,
            "title": "Add a file",
            "kind": "agent",
            "prompt": prompt,
            "project": str(self.project),
            "project_name": "project",
            "branch": "farhand/add-a-file-7",
            "workspace": str(self.root / "work"),
            "environment": {
                **QUIET,
                "HOME": str(self.root / "home"),
                "CLAUDE_CODE_MAX_RETRIES": "3",
                **self.model.environment,
            },
            "linger_s": 0,
            **more,
        }
        return RunSpec.model_validate(given)

    async def begin(self, spec: RunSpec, previous: RunSpec | None = None) -> RunFolder:
        """Begin a run."""
        folder = await self.launching.begin(spec, RunId(previous.run) if previous else None)
        self.begun.append(folder)
        return folder

    async def carry_out(self, spec: RunSpec, previous: RunSpec | None = None) -> Heard:
        """Return all that happens in a run."""
        return await hear(Attached(await self.begin(spec, previous)))


async def hear(attached: Attached, until: Callable[[FromRunner | Gone], bool] = lambda _: False) -> Heard:
    """Return what a run says up to its end, or to the first event that is waited for."""
    heard: Heard = []
    async with asyncio.timeout(30):
        async for event in attached.events():
            heard.append(event)
            if until(event):
                break
    return heard


def end_of(heard: Heard) -> Ended:
    """Return how a run ended."""
    last = heard[-1]
    assert isinstance(last, Ended), last
    return last


def wait_until_it_left(folder: RunFolder) -> None:
    """Wait until a run's runner has ended."""
    with folder.lock.open() as file:
        fcntl.flock(file, fcntl.LOCK_SH)


def pid_of(folder: RunFolder) -> int:
    """Return the process id of a run's runner."""
    return next(event.pid for event in folder.read_events() if isinstance(event, Started))


@pytest.fixture
def asked() -> threading.Event:
    """Set once the model was asked something."""
    return threading.Event()


@pytest.fixture
def model(asked: threading.Event) -> Iterator[ScriptedModel]:
    with ScriptedModel(on_request=lambda _: asked.set()) as model:
        yield model


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A pipe with a name: whoever reads it waits until a command of the agent has written."""
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "home").mkdir()
    (project / "a.txt").write_text("one\n")
    (project / "farhand.toml").write_text('check = "test -e b.txt"\n')
    identity = ["-c", "user.name=T", "-c", "user.email=t@localhost"]
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], [*identity, "commit", "-q", "-m", "Begin"]):
        subprocess.run(["git", *arguments], cwd=project, check=True)
    return project


@pytest.fixture
async def place(tmp_path: Path, project: Path, model: ScriptedModel) -> AsyncIterator[Place]:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    place = Place(tmp_path, project, model, Launching(tmp_path / "runs", environment))
    yield place
    for folder in place.begun:
        if folder.is_alive():
            await kill_tree(pid_of(folder), SWEEP)
