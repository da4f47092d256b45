"""What goes wrong is told on the phone, in words, with what to do next."""

import re
from pathlib import Path

import pytest

from farhand.demo.script import Scenario
from tests.journeys.computer import Computer
from tests.journeys.gate import Gate
from tests.journeys.screen import Screen
from tests.journeys.scripts import edits, fails, write


def _pair(computer: Computer, phone: Screen, project: Path) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)


def _outcome_code(computer: Computer, number: int) -> str:
    outcome = computer.control.task(str(number)).outcome
    assert outcome is not None
    return outcome.code


@pytest.mark.long
def test_a_refused_key_says_log_in(computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]) -> None:
    scenarios.append(fails("change", 401, 99))
    _pair(computer, phone, project)
    phone.send("change the page")
    card = phone.wait_state(1, "Failed")
    phone.shot("refused")
    assert _outcome_code(computer, 1) == "not_logged_in"
    assert "The agent is not logged in" in card.inner_text()


def test_a_busy_model_is_waited_for_and_that_is_said(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    scenarios.append(fails("change", 529, 2, write("page.txt", "two\n"), "Changed."))
    _pair(computer, phone, project)
    phone.send("change the page")
    phone.wait_state(1, "Done")
    phone.review(1)
    phone.page.locator(".inspector summary").filter(has_text=re.compile(r"\d+ steps")).click()
    phone.wait_text("the model is busy, retry")  # while it lasted it was the newest step
    phone.shot("busy")


@pytest.mark.long
def test_a_model_that_stays_busy_ends_in_words(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    computer.environment["CLAUDE_CODE_MAX_RETRIES"] = "1"
    scenarios.append(fails("change", 529, 99))
    _pair(computer, phone, project)
    phone.send("change the page")
    card = phone.wait_state(1, "Failed")
    phone.shot("busy")
    assert _outcome_code(computer, 1) == "model_busy"
    assert "The model was busy" in card.inner_text()


def test_an_agent_that_dies_is_told_and_can_go_on(
    computer: Computer, project: Path, phone: Screen, gate: Gate, scenarios: list[Scenario]
) -> None:
    scenarios.append(edits("change"))
    _pair(computer, phone, project)
    gate.hold("change the page")
    phone.send("change the page")
    gate.wait_asked("change the page")
    for agent in computer.agents():
        agent.kill()
        agent.wait(10)
    card = phone.wait_state(1, "Failed")
    phone.shot("crashed")
    assert "The agent's program crashed" in card.inner_text()
    gate.open("change the page")
    scenarios.append(edits("(?i)go on|continue"))
    card.get_by_role("button", name="Go on").click()
    phone.wait_state(1, "Done")
    phone.shot("resumed")


def test_a_project_that_is_gone_is_told(computer: Computer, project: Path, phone: Screen) -> None:
    _pair(computer, phone, project)
    project.rename(project.with_name("moved"))
    phone.send("change the page")
    phone.wait_state(1, "Failed")
    phone.send("!ls")
    phone.wait_state(2, "Failed")
    phone.shot("gone")
    assert [_outcome_code(computer, number) for number in (1, 2)] == ["project_gone", "project_gone"]


def test_without_credentials_it_is_said_before_and_after(computer: Computer, project: Path, phone: Screen) -> None:
    del computer.environment["ANTHROPIC_API_KEY"]
    _pair(computer, phone, project)
    phone.send("change the page")
    card = phone.wait_state(1, "Failed")
    phone.shot("failed")
    assert _outcome_code(computer, 1) == "not_logged_in"
    assert "not logged in" in card.inner_text()
    phone.page.get_by_role("button", name="Devices and about").click()
    phone.wait_text("not ready")
    phone.wait_text("grep -q . page.txt")
    phone.shot("about")
