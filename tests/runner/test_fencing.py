"""Two real runners on one workspace: the one that lost it writes nothing any more, ends its tree and says so."""

import asyncio
import os
import signal
from contextlib import aclosing
from pathlib import Path

import pytest

from farhand.process_tree import list_processes
from farhand.runs.attaching import Attached
from farhand.runs.protocol import Allow, ChangeMade, LeaveAsked
from farhand.runs.spec import RunSpec
from tests.git_projects import git
from tests.runner.conftest import Heard, Place, end_of, hear, pid_of
from tests.runner.test_runner import script, write

pytestmark = pytest.mark.journey


async def _begin_and_wait_for(place: Place, spec: RunSpec, pipe: Path) -> int:
    """Begin a run and allow its command; return the process id that the command writes."""
    attached = Attached(await place.begin(spec))
    async with asyncio.timeout(30), aclosing(attached.events()) as events:
        async for event in events:
            if isinstance(event, LeaveAsked):
                await attached.send(Allow(approval=event.approval, action_hash=event.action_hash, allow=True))
                return int(await asyncio.to_thread(pipe.read_text))
    raise AssertionError("it asked for nothing")


def _superseded(heard: Heard) -> None:
    ended = end_of(heard)
    assert (ended.state, ended.code) == ("interrupted", "interrupted")
    assert "took its workspace over" in ended.headline
    assert not any(isinstance(event, ChangeMade) for event in heard)


async def test_a_runner_that_lost_its_workspace_stops_and_its_tree_is_gone(place: Place, pipe: Path) -> None:
    command = f"echo $$ > {pipe}; exec sleep 1000"
    first = place.spec(script({"tool": "Bash", "input": {"command": command}}, write("late.txt"), "Done."))
    pid = await _begin_and_wait_for(place, first, pipe)

    second = await place.carry_out(place.spec(script(write("b.txt"), "Written.")))

    _superseded(await hear(Attached(place.begun[0])))
    assert pid not in {number for number, seen in list_processes().items() if not seen.is_zombie}
    assert end_of(second).state == "done"


async def test_a_runner_that_was_frozen_meanwhile_commits_nothing_when_it_wakes(place: Place, pipe: Path) -> None:
    command = f"echo $$ > {pipe}; exec sleep 1000"
    first = place.spec(script({"tool": "Bash", "input": {"command": command}}, write("late.txt"), "Done."))
    pid = await _begin_and_wait_for(place, first, pipe)
    frozen = pid_of(place.begun[0])
    os.kill(frozen, signal.SIGSTOP)
    os.kill(pid, signal.SIGKILL)  # the agent goes on to write, and its runner will find a turn that ended

    second = await place.carry_out(place.spec(script(write("b.txt"), "Written.")))
    tip = git(place.project, "rev-parse", first.branch)
    os.kill(frozen, signal.SIGCONT)

    _superseded(await hear(Attached(place.begun[0])))
    assert end_of(second).state == "done"
    assert git(place.project, "rev-parse", first.branch) == tip


async def test_a_check_is_not_started_in_a_workspace_that_was_lost(place: Place, pipe: Path) -> None:
    (place.project / "farhand.toml").write_text(f'check = ["echo $$ > {pipe}; sleep 1000", "touch ran"]\n')
    git(place.project, "-c", "user.name=T", "-c", "user.email=t@localhost", "commit", "-qam", "Check")
    await place.begin(place.spec(script(write("b.txt"), "Written.")))
    await asyncio.to_thread(pipe.read_text)

    command = await place.carry_out(place.spec("true", kind="command"))

    _superseded(await hear(Attached(place.begun[0])))
    assert end_of(command).state == "done"
    assert not (place.root / "work" / "ran").exists()
