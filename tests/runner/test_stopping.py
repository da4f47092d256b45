"""Stopped in every phase, with children that are hard to stop: told once all are gone, and a follow-up works."""

import asyncio
import json
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest

from farhand.process_tree import list_processes
from farhand.runs.attaching import Attached, Gone
from farhand.runs.folder import RunFolder
from farhand.runs.leftovers import sweep
from farhand.runs.protocol import Allow, Cancel, Ended, LeaveAsked
from farhand.runs.spec import RunSpec
from tests.git_projects import git
from tests.runner.brood import KINDS
from tests.runner.brooding import Brood
from tests.runner.conftest import Place, end_of, hear, pid_of
from tests.runner.test_runner import script, write

pytestmark = pytest.mark.journey


def shell(command: str) -> dict[str, object]:
    return {"tool": "Bash", "input": {"command": command}}


def check(command: str) -> str:
    return f"check = {json.dumps(command)}\n"


@dataclass(frozen=True, slots=True)
class Phase:
    """Where a run is when it is stopped: what has the brood then, and what the agent is told to do."""

    name: str
    prompt: Callable[[str], str] = lambda _: script(write("b.txt"), "Written.")
    toml: Callable[[str], str] = lambda _: check("test -e b.txt")
    kind: str = "agent"
    hook: str | None = None
    asks_again: bool = False


PHASES = (
    Phase("the workspace is made", hook="post-checkout"),
    Phase("setup runs", toml=lambda brood: f"setup = {json.dumps(brood)}\n"),
    Phase("the agent works", lambda brood: script(shell(brood), "Done.")),
    Phase("an approval waits", lambda brood: script(shell(f"{brood} &"), shell("touch x"), "Done."), asks_again=True),
    Phase("the base is checked beside the agent", lambda _: script({"hang": 3600}), check),
    Phase("a check runs", lambda _: "Run the checks", check, kind="verify"),
    Phase("a repair is made", lambda brood: script("Nothing.", shell(brood), "Done.")),
    Phase("the work is committed", hook="pre-commit"),
    Phase("a command of the person runs", lambda brood: brood, kind="command"),
)


@pytest.fixture
def brood(tmp_path: Path) -> Brood:
    return Brood.of(tmp_path / "brood")


def set_up(place: Place, phase: Phase, command: str) -> RunSpec:
    (place.project / "farhand.toml").write_text(phase.toml(command))
    git(place.project, "-c", "user.name=T", "-c", "user.email=t@localhost", "commit", "-qam", "Base", "--allow-empty")
    if phase.hook is not None:
        hook = place.project / ".git" / "hooks" / phase.hook
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\n{command}\n")
        hook.chmod(0o755)
    return place.spec(phase.prompt(command), kind=phase.kind, trusted=phase.hook is not None)


async def stop(place: Place, spec: RunSpec, brood: Brood, *, asks_again: bool = False) -> tuple[Ended, list[str]]:
    """Stop a run once the brood is there; return how it ended, and what was left of the brood at that moment."""
    attached = Attached(await place.begin(spec))
    asked = asyncio.Event()

    async def follow() -> tuple[Ended, list[str]]:
        allowed = 0
        async for event in attached.events():
            if isinstance(event, Ended):
                return event, brood.rest()
            if isinstance(event, LeaveAsked) and not allowed:
                await attached.send(Allow(approval=event.approval, action_hash=event.action_hash, allow=True))
                allowed += 1
            elif isinstance(event, LeaveAsked):
                asked.set()
        raise AssertionError("it did not end")

    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        following = group.create_task(follow())
        await brood.wait_ready()
        if asks_again:
            await asked.wait()
        await attached.send(Cancel(run=spec.run))
    return following.result()


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.name)
async def test_stopped_is_told_once_all_is_gone_and_a_follow_up_works(place: Place, brood: Brood, phase: Phase) -> None:
    spec = set_up(place, phase, brood.command())

    ended, rest = await stop(place, spec, brood, asks_again=phase.asks_again)

    assert (ended.state, ended.code, rest) == ("cancelled", "cancelled", [])
    assert len(brood.members()) == len(KINDS)
    brood.calm()
    follow_up = place.spec(script(write("b.txt", "again\n"), "Written."), generation=2)
    assert end_of(await place.carry_out(follow_up, spec)).state == "done"


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
async def test_no_child_outlives_the_word_stopped(place: Place, brood: Brood, kind: str) -> None:
    spec = set_up(place, Phase("a check runs", lambda _: "Run the checks", check, kind="verify"), brood.command(kind))
    ended, rest = await stop(place, spec, brood)
    assert (ended.state, rest) == ("cancelled", [])


async def test_a_run_that_is_stopped_before_its_runner_listens_begins_nothing(place: Place, brood: Brood) -> None:
    spec = set_up(place, Phase("setup runs", toml=lambda command: f"setup = {json.dumps(command)}\n"), brood.command())

    async def decided() -> tuple[Cancel]:
        return (Cancel(run=spec.run),)

    assert end_of(await hear(Attached(await place.begin(spec), decided=decided))).state == "cancelled"


async def test_what_hides_is_found_also_when_its_runner_was_killed(place: Place, brood: Brood) -> None:
    spec = set_up(
        place, Phase("a command of the person runs", lambda command: command, kind="command"), brood.command()
    )
    folder = await place.begin(spec)
    async with asyncio.timeout(30):
        await brood.wait_ready()
        await asyncio.to_thread(_wait_noted, folder, [pid for pid, _ in brood.members()])
        os.kill(pid_of(folder), signal.SIGKILL)
        heard = await hear(Attached(folder))
        assert isinstance(heard[-1], Gone)
        assert await sweep(folder)
    assert brood.rest() == []
    assert not folder.roster.exists()


def _wait_noted(folder: RunFolder, pids: list[int]) -> None:
    born = {pid: seen.born for pid, seen in list_processes().items() if pid in pids}
    while not {f"{pid} {born[pid]}" for pid in pids} <= set(_lines(folder.roster)):
        Event().wait(0.02)


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []
