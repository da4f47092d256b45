"""A check that fails goes back to the agent, in sight of whoever waits; what stays failing is told beside the base."""

from pathlib import Path

from playwright.sync_api import expect

from farhand.demo.script import Scenario
from farhand.wire.task_events import TaskState
from tests.journeys.computer import Computer, commit_all
from tests.journeys.gate import Gate
from tests.journeys.screen import PATIENCE_MS, Screen
from tests.journeys.scripts import edits, write

SENT_BACK = "it does not pass yet"


def test_a_repair_is_seen_on_the_phone_and_its_outcome_is_that_of_the_last_check(
    computer: Computer, project: Path, phone: Screen, gate: Gate, scenarios: list[Scenario]
) -> None:
    (project / "farhand.toml").write_text('check = "grep -q three page.txt"\n')
    commit_all(computer, project)
    scenarios[:] = [
        edits("count on", content="two\n"),
        Scenario(SENT_BACK, (write("page.txt", "three\n"), "Counted further.")),
    ]
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)

    gate.hold(SENT_BACK)
    phone.send("count on")
    gate.wait_asked(SENT_BACK)
    expect(phone.card(1)).to_contain_text("repair 1 of 2", ignore_case=True, timeout=PATIENCE_MS)
    phone.wait_state(1, "Running")
    phone.shot("repairing")
    gate.open(SENT_BACK)
    phone.wait_state(1, "Done")
    phone.shot("repaired")
    task = computer.control.task("1")
    assert task.outcome is not None
    assert (task.state, task.outcome.verified, task.outcome.headline) == (TaskState.DONE, True, "the check passed")


def test_what_failed_before_is_told_as_such_on_the_phone_and_in_the_terminal(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    (project / "check.sh").write_text("seq 1200; echo page.txt FAILED; seq 40; grep -q three page.txt\n")
    (project / "farhand.toml").write_text('check = "sh check.sh"\nrepair_rounds = 0\n')
    commit_all(computer, project)
    scenarios[:] = [edits("count on", content="two\n")]
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)

    phone.send("count on")
    card = phone.wait_state(1, "Failed")
    assert "failed before, too" in card.inner_text()
    phone.shot("failed-before")
    card.locator("summary", has_text="sh check.sh").tap()
    output = card.get_by_role("group", name="Output of sh check.sh")
    expect(output).to_contain_text("page.txt FAILED", timeout=PATIENCE_MS)
    phone.shot("what-it-printed")
    expect(card.locator(".output")).to_have_count(1)  # the host tells its end with the outcome, too
    assert "it failed before, too" in computer.run("show", "1").out
