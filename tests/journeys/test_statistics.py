"""Why a change was discarded is one tap, and the phone shows how tasks ended as the terminal does."""

from pathlib import Path

from farhand.demo.script import Scenario
from tests.journeys.computer import Computer, commit_all
from tests.journeys.screen import Screen
from tests.journeys.scripts import edits


def test_a_discard_is_explained_by_a_tap_and_counted_on_the_phone(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    (project / "farhand.toml").write_text('check = "grep -q two page.txt"\n')
    commit_all(computer, project)
    scenarios[:] = [edits("count on", content="two\n")]
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("count on")
    card = phone.wait_state(1, "Done")

    card.get_by_role("button", name="Discard").click()
    card.get_by_role("button", name="Another reason").click()
    card.get_by_label("In your own words").fill("Two is not what comes next")
    phone.shot("in-own-words")
    card.get_by_role("button", name="Say so").click()
    phone.wait_text("Discarded: Two is not what comes next")
    phone.shot("explained")

    phone.page.get_by_role("button", name="Devices and about").click()
    phone.page.get_by_role("button", name="How tasks ended").click()
    phone.wait_text("1 of 1 passed their checks")
    phone.wait_text("Why changes were discarded")
    phone.wait_text("Two is not what comes next")
    phone.shot("counted")
    assert "1 of 1 passed their checks" in computer.run("stats").out
