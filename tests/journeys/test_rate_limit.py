"""The story of the README: a task texted from a phone, its follow-up, and the diff, on a real Express project."""

import re
from pathlib import Path

import pytest

from farhand.wire.task_events import TaskState
from tests.journeys.computer import Computer
from tests.journeys.conftest import Devices
from tests.journeys.gate import Gate
from tests.journeys.screen import Screen
from tests.journeys.story import FOLLOW_UP, TASK


@pytest.mark.timeout(300)
def test_a_rate_limit_is_texted_done_read_and_followed_up(
    computer: Computer, newsletter: Path, phone: Screen, device: Devices, gate: Gate
) -> None:
    link = computer.up("--project", str(newsletter))
    assert link is not None
    phone.pair(computer, link)
    desktop = device("desktop")
    desktop.pair(computer, computer.invite())

    gate.hold("rate limiting")
    phone.send(TASK)
    phone.wait_receipt(TASK, "on Study")
    gate.wait_asked("rate limiting")
    phone.wait_state(1, "Running")
    desktop.wait_state(1, "Running")
    phone.send(FOLLOW_UP)
    phone.wait_receipt(FOLLOW_UP, "on Study")
    phone.wait_state(2, "Queued")
    phone.shot("queued")
    desktop.shot("queued")
    gate.open("rate limiting")

    for screen in (phone, desktop):
        assert "14 of 14 tests pass" in screen.wait_state(1, "Done").inner_text()
    phone.shot("first-done")
    for screen in (phone, desktop):
        card = screen.wait_state(2, "Done")
        assert "16 of 16 tests pass" in card.inner_text()
        assert "after #1" in card.inner_text()
        screen.shot("both-done")

    first, second = computer.control.task("1"), computer.control.task("2")
    assert (first.state, second.state) == (TaskState.DONE, TaskState.DONE)
    assert first.branch is not None
    assert first.branch.startswith("farhand/")
    assert (first.branch, first.workspace) == (second.branch, second.workspace)
    assert second.change is not None
    assert {each.path for each in second.change.files} == {"app.js", "lib/limits.js", "test/limits.test.js"}
    asked = gate.wait_asked(FOLLOW_UP)
    assert asked.mentions("rate limiting to /api/subscribe"), "the follow-up goes on with the agent's session"
    assert asked.mentions("Whoever comes too often is called a heron"), "the project's CLAUDE.md reached the model"

    for screen in (phone, desktop):
        screen.review(2)
        assert "limitHerons()" in screen.page.locator(".file").filter(has_text="app.js").first.inner_text()
        screen.page.locator(".hljs-keyword, .hljs-string").first.wait_for()
        screen.shot("diff")
    phone.back()
    phone.page.get_by_role("button", name=re.compile("^Notices")).click()
    phone.wait_text(re.compile("16 of 16 tests"))
    phone.shot("notices")
    said = computer.run("show", "2")
    assert said.code == 0
    assert "16 of 16" in said.out
