"""Where the checks still fail, fresh attempts are made by real agents side by side, and the best one is taken."""

import re
import subprocess
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import expect

from farhand.demo.script import Scenario
from farhand.wire.task_events import TaskState
from tests.journeys.computer import Computer, commit_all
from tests.journeys.gate import Gate
from tests.journeys.screen import PATIENCE_MS, Screen
from tests.journeys.scripts import asks_for_shell, edits

# What passes is decided by where it runs: the model is the same each time, and so is what it writes.
CHECK = """\
check = 'case "$PWD" in *.attempt-[23]) true;; *) echo "1 failed, 13 passed in 0.1s"; false;; esac'
repair_rounds = 0
parallel = 2
"""


def _show(computer: Computer, project: Path, revision: str) -> str:
    done = subprocess.run(
        ["git", "rev-parse", revision],
        cwd=project,
        env=computer.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


@pytest.mark.long
def test_attempts_are_seen_on_the_phone_and_the_one_that_passes_is_taken(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    (project / "farhand.toml").write_text(CHECK)
    commit_all(computer, project)
    scenarios[:] = [edits("count on")]
    link = computer.up("--project", str(project), "--parallel", "2")
    assert link is not None
    phone.pair(computer, link)

    phone.page.get_by_role("button", name="Add to the message").tap()
    phone.page.get_by_role("button", name="Steps", exact=True).tap()
    phone.page.get_by_label("If its checks still fail").select_option("3 fresh attempts")
    phone.shot("asking")
    phone.send("count on")
    card = phone.wait_state(1, "Done")
    phone.shot("attempts")
    assert "attempt 2 of 3, the smallest risk of the 2 that pass" in card.inner_text()
    assert "Attempt 3" in card.inner_text()
    task = computer.control.task("1")
    assert [each.state for each in task.attempts] == ["failed", "failed", "passed", "passed"]
    assert task.branch is not None
    assert _show(computer, project, task.branch) == _show(computer, project, f"{task.branch}-attempt-2")
    listed = computer.run("attempts", "1").out
    assert "attempt 2  passed: " in listed
    assert "taken" in listed

    third = card.get_by_role("listitem").filter(has_text="Attempt 3")
    third.get_by_role("button", name="Take this one").tap()
    expect(third).to_contain_text("taken", timeout=PATIENCE_MS)
    phone.shot("another-taken")
    assert _show(computer, project, task.branch) == _show(computer, project, f"{task.branch}-attempt-3")
    assert computer.run("apply", "1").code == 0
    assert (project / "page.txt").read_text() == "two\n"


def test_a_host_killed_while_attempts_run_loses_none_and_runs_none_twice(
    computer: Computer, project: Path, gate: Gate, scenarios: list[Scenario]
) -> None:
    (project / "farhand.toml").write_text(CHECK)
    commit_all(computer, project)
    scenarios[:] = [edits("count on")]
    computer.up("--project", str(project), "--parallel", "2")
    assert computer.run("send", "count on", "--best-of", "3").code == 0
    for line in computer.control.follow_thread(0):
        if line.type == "attempt.changed" and line.body["state"] == "running":
            gate.hold("count on")
            break
    gate.wait_asked("count on")
    computer.kill()
    gate.open("count on")
    computer.up("--project", str(project), "--parallel", "2")
    assert computer.wait_ended(1).state is TaskState.DONE
    attempts = computer.control.task("1").attempts
    assert [each.state for each in attempts] == ["failed", "failed", "passed", "passed"]
    runs = [path for path in (computer.data / "runs").iterdir() if (path / "events.jsonl").exists()]
    assert len(runs) == 4


@pytest.mark.long
def test_an_attempt_whose_agent_was_put_away_goes_on_once_the_phone_answers(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    (project / "farhand.toml").write_text(CHECK)
    commit_all(computer, project)
    scenarios[:] = [asks_for_shell("tidy", "touch made.txt")]
    computer.environment["FARHAND_HOLD_MINUTES"] = "0"
    link = computer.up("--project", str(project), "--parallel", "2")
    assert link is not None
    phone.pair(computer, link)
    assert computer.run("send", "tidy the page", "--best-of", "2").code == 0
    phone.wait_text(re.compile("Put away for"))
    phone.page.get_by_role("button", name="Allow once").tap()

    phone.wait_text("1 of 2")
    phone.wait_text(re.compile("2 fresh attempts: 2 wait; attempt 1 waits for you"))
    phone.shot("attempts-ask")
    assert psutil.wait_procs(computer.agents(".attempt-"), PATIENCE_MS / 1000)[1] == []
    computer.kill()
    computer.up("--project", str(project), "--parallel", "2")
    allow = phone.page.get_by_role("button", name="Allow once")
    allow.tap()
    phone.page.get_by_text("1 of 2").wait_for(state="detached")
    allow.tap()
    card = phone.wait_state(1, "Done")
    phone.shot("attempts-answered")
    assert "attempt 2 of 2, the only one that passes" in card.inner_text()
