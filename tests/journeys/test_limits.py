"""Limits of the model, as a person at the phone and at the terminal sees them."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from farhand.demo.script import Scenario
from tests.journeys.computer import Computer
from tests.journeys.screen import Screen
from tests.journeys.scripts import write


@pytest.fixture
def scenarios() -> list[Scenario]:
    """Return a model whose plan is at its limit for a while."""
    limit = {"fail": 429, "times": 1, "reset": 7200, "then": write("page.txt", "two\n")}
    return [Scenario("Change the page", (limit, "Wrote the page."))]


@pytest.mark.long
def test_a_task_waits_for_the_limit_and_goes_on_by_a_tap(
    computer: Computer, project: Path, phone: Screen, model: object
) -> None:
    del model
    computer.environment |= {"ANTHROPIC_API_KEY": "", "CLAUDE_CODE_OAUTH_TOKEN": "made-up"}
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("Change the page")
    card = phone.wait_state(1, "Waiting")
    expect(card).to_contain_text("the model's limit is reached; goes on ")
    phone.shot("waits")
    assert "the model's limit is reached; goes on" in computer.run("show", "1").out
    computer.kill()
    computer.up("--project", str(project))
    phone.wait_words("Awake")
    assert computer.control.task("1").reason == "quota"

    phone.page.get_by_role("button", name="Go on now").click()

    phone.wait_state(1, "Done")
    phone.shot("done")
    assert "Wrote the page." in computer.run("show", "1").out


@pytest.mark.parametrize(
    "scenarios",
    [
        [
            Scenario("cut off", (write("page.txt", "two\n"), "Wrote the page.")),
            Scenario("Change the page", ({"hang": 3600},)),
        ]
    ],
)
def test_a_task_that_spent_its_budget_asks_survives_a_kill_and_goes_on_by_a_tap(
    computer: Computer, project: Path, phone: Screen, model: object
) -> None:
    del model
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("Change the page\nBudget: 0.1 minutes")
    card = phone.wait_state(1, "Waiting")
    expect(card).to_contain_text("has used 0.1")
    expect(card).to_contain_text("of 0.1 minutes")
    phone.shot("asks")
    assert "It has used 0.1" in computer.run("show", "1").out
    computer.kill()
    computer.up("--project", str(project))
    phone.wait_words("Awake")
    assert computer.control.task("1").reason == "confirm"

    phone.page.locator(".needs").get_by_role("button", name="Go on").click()

    phone.wait_state(1, "Done")
    phone.shot("done")
    said = computer.run("show", "1").out
    assert re.search(r" of 0\.[2-9]\d? minutes", said), "another budget's worth from where it stood"
    assert "Wrote the page." in said
