"""A run that goes round in circles says so on the phone, and goes on when somebody speaks to it."""

from pathlib import Path

from playwright.sync_api import expect

from farhand.demo.script import Json, Scenario
from tests.journeys.computer import Computer
from tests.journeys.screen import PATIENCE_MS, Screen
from tests.journeys.scripts import edits

READ: Json = {"text": "", "tool": "Read", "input": {"file_path": "{cwd}/page.txt"}}
SILENT: Json = {"hang": 60, "then": "I give up."}


def test_a_run_that_does_the_same_again_and_again_is_nudged_from_the_phone(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    scenarios += [Scenario("count on", (*[READ] * 6, SILENT)), edits("just write two")]
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("count on")
    card = phone.wait_state(1, "Stuck")
    expect(card).to_contain_text("read page.txt 6 times with the same result")
    phone.shot("stuck")
    card.get_by_label("What to tell the agent").fill("just write two")
    card.get_by_role("button", name="Nudge").tap()
    phone.wait_state(1, "Done")
    expect(card.get_by_role("button", name="Nudge")).to_have_count(0, timeout=PATIENCE_MS)
    phone.shot("nudged")
    change = computer.control.task("1").change
    assert change is not None
    assert [each.path for each in change.files] == ["page.txt"]
