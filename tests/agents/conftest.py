"""A throw-away home, a scripted model and a project, for sessions with the real Claude Code."""

import re
import subprocess
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from farhand.agents.claude_code import ClaudeCode
from farhand.agents.port import Activity, Session, SessionSettings, TurnEnded
from farhand.demo.messages import Asked
from farhand.demo.model import ScriptedModel
from tests.fakes.agent import FakePerson


@dataclass(slots=True)
class World:
    """Where a session with the real agent happens."""

    model: ScriptedModel
    home: Path
    project: Path
    person: FakePerson = field(default_factory=FakePerson)
    opened: list[Session] = field(default_factory=list[Session])

    async def open(self, *, resume: str | None = None, trusted: bool = False, **more: str) -> Session:
        """Open a session in the project."""
        environment = {"HOME": str(self.home), "CLAUDE_CODE_MAX_RETRIES": "3", **self.model.environment, **more}
        session = await ClaudeCode().open(
            SessionSettings(
                workspace=self.project,
                person=self.person,
                resume=resume,
                trusted=trusted,
                environment=environment,
                raw_log=self.home / "log.jsonl",
            )
        )
        self.opened.append(session)
        return session


async def carry_out(session: Session, prompt: str) -> list[Activity]:
    """Return all that happens in a turn."""
    return [activity async for activity in session.turn(prompt)]


def end_of(activities: list[Activity]) -> TurnEnded:
    """Return how a turn ended."""
    last = activities[-1]
    assert isinstance(last, TurnEnded)
    return last


@pytest.fixture
def model() -> Iterator[ScriptedModel]:
    with ScriptedModel(on_request=write_plan) as model:
        yield model


def write_plan(asked: Asked) -> None:
    """Write the plan where the agent was told to, as a model would that plans."""
    for path in re.findall(r'[^\s"]*/plans/[^\s"`]*\.md', asked.body):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("# The plan\n")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "home").mkdir()
    subprocess.run(["git", "init", "-q", project], check=True)
    (project / "CLAUDE.md").write_text("Our word for a slow caller is heron.\n")
    return project


@pytest.fixture
async def world(tmp_path: Path, project: Path, model: ScriptedModel) -> AsyncIterator[World]:
    world = World(model, tmp_path / "home", project)
    yield world
    for session in world.opened:
        await session.close()
