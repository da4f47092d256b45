"""A person stops what is more than one run: fresh attempts, and a step with others behind it."""

import json
from pathlib import Path

import pytest

from farhand.demo.script import Scenario
from farhand.host.control_api import NewMessage
from farhand.wire.attempt_events import AttemptState
from farhand.wire.task_events import TaskState
from tests.journeys.computer import Computer, commit_all
from tests.journeys.scripts import edits
from tests.runner.brood import KINDS
from tests.runner.brooding import Brood


def checked_by(computer: Computer, project: Path, command: str) -> None:
    (project / "farhand.toml").write_text(f"check = {json.dumps(command)}\nrepair_rounds = 0\n")
    commit_all(computer, project)


def stop(computer: Computer, brood: Brood, number: int) -> None:
    """Stop a task once the brood is there, and see that nothing is left when that is told."""
    brood.read_ready()
    assert computer.run("cancel", str(number)).code == 0
    assert computer.wait_ended(number).state is TaskState.CANCELLED
    assert brood.rest() == []
    assert len(brood.members()) == len(KINDS)


@pytest.mark.long
def test_fresh_attempts_are_stopped_and_no_more_are_begun(
    computer: Computer, project: Path, tmp_path: Path, scenarios: list[Scenario]
) -> None:
    brood = Brood.of(tmp_path / "brood")
    checked_by(computer, project, f"case $PWD in *.attempt-1) {brood.command()};; *) false;; esac")
    scenarios[:] = [edits("count on", content="two\n")]
    computer.up("--project", str(project), "--parallel", "1")
    computer.control.send(NewMessage(text="count on", project=project.name, best_of=2))

    stop(computer, brood, 1)

    assert [each.state for each in computer.control.task("1").attempts[1:]] == [AttemptState.STOPPED] * 2
    assert not any("attempt" in each.name for each in (computer.data / "workspaces").iterdir())


def test_a_step_is_stopped_and_those_behind_it_are_not_done(
    computer: Computer, project: Path, tmp_path: Path, scenarios: list[Scenario]
) -> None:
    brood = Brood.of(tmp_path / "brood")
    scenarios[:] = [edits("count on", content="two\n")]
    computer.up("--project", str(project))
    then = (f"run `{brood.command()}`", "fix what fails")
    computer.control.send(NewMessage(text="count on", project=project.name, then=then))

    stop(computer, brood, 2)

    last = computer.control.task("3")
    assert last.state is TaskState.CANCELLED
    assert last.outcome is not None
    assert last.outcome.code == "not_done"
