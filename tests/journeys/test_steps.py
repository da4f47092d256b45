"""One message of several steps, or of several tasks, in sight of whoever waits; also over a kill of the host."""

from pathlib import Path

import pytest

from farhand.demo.script import Scenario
from farhand.wire.task_events import TaskState
from tests.journeys.computer import Computer, commit_all
from tests.journeys.gate import Gate
from tests.journeys.screen import Screen
from tests.journeys.scripts import edits, write

SENT_BACK = "it does not pass yet"


def test_steps_go_from_gate_to_gate_over_a_kill_of_the_host_and_nothing_is_run_twice(
    computer: Computer, project: Path, phone: Screen, gate: Gate, scenarios: list[Scenario]
) -> None:
    (project / "farhand.toml").write_text('check = "grep -q three page.txt"\n')
    commit_all(computer, project)
    scenarios[:] = [
        Scenario(SENT_BACK, (write("page.txt", "three\n"), "Counted further.")),
        edits("count on", content="two\n"),
    ]
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)

    gate.hold(SENT_BACK)
    phone.send("count on, then run the tests, then fix what fails, then run the tests again")
    gate.wait_asked(SENT_BACK)
    phone.wait_state(1, "Done")
    card = phone.wait_state(2, "Failed")
    assert "step 2 of 4" in card.inner_text()
    phone.wait_state(3, "Running")
    phone.wait_state(4, "Waiting")
    phone.shot("fixing")
    computer.kill()
    computer.up("--project", str(project))
    gate.open(SENT_BACK)

    phone.wait_state(3, "Done")
    phone.wait_state(4, "Done")
    phone.shot("done")
    tasks = [computer.control.task(str(number)) for number in (1, 2, 3, 4)]
    assert [each.state for each in tasks] == [TaskState.DONE, TaskState.FAILED, TaskState.DONE, TaskState.DONE]
    assert [each.outcome is not None and each.outcome.verified for each in tasks] == [False, False, True, True]
    assert len({each.branch for each in tasks}) == 1


@pytest.mark.long
def test_a_list_of_tasks_and_a_check_of_ones_own_are_seen_on_the_phone(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    scenarios[:] = [edits("count on", content="two\n")]
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("Tasks:\n- !echo first\n- count on\n  Verify: grep -q two page.txt\n  Verify: it looks nice")
    phone.wait_state(1, "Done")
    card = phone.wait_state(2, "Done")
    assert "grep -q two page.txt" in card.inner_text()
    assert "no command, so for you to verify: it looks nice" in card.inner_text().lower()
    phone.shot("list")

    phone.page.get_by_role("button", name="Add to the message").tap()
    phone.page.get_by_role("button", name="Steps", exact=True).tap()
    phone.page.get_by_role("button", name="Then …").tap()
    phone.page.get_by_role("textbox", name="Then, step 1").fill("!grep -q two page.txt")
    phone.page.reload()  # what is asked for is kept with the draft
    phone.page.get_by_role("button", name="Add to the message, 1 added").wait_for()
    phone.send("count on")
    assert "step 2 of 2" in phone.wait_state(4, "Done").inner_text()
    phone.shot("steps")
