"""What an agent may not do unasked is asked on every device, and the first answer wins."""

import re
from pathlib import Path

import pytest

from farhand.demo.script import Json, Scenario
from farhand.wire.task_events import TaskState
from tests.journeys.computer import Computer
from tests.journeys.conftest import Devices
from tests.journeys.screen import Screen
from tests.journeys.scripts import asks_for_shell

COMMAND = "touch made.txt"


def test_a_command_goes_on_once_it_is_allowed_on_the_phone(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    scenarios.append(asks_for_shell("tidy", COMMAND))
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)

    waiting = computer.run("send", "--wait", "tidy", "the", "page")
    assert waiting.code == 3, waiting
    assert "it names nothing outside" in computer.run("show", "1").out
    needs = phone.page.get_by_role("region", name="Needs your approval")
    needs.wait_for()
    assert COMMAND in needs.inner_text()
    assert "it names none outside the folder" in needs.inner_text()
    phone.shot("asked")
    needs.get_by_role("button", name="Allow once").click()
    phone.wait_state(1, "Done")
    needs.wait_for(state="detached")
    phone.shot("allowed")
    change = computer.control.task("1").change
    assert change is not None
    assert [each.path for each in change.files] == ["made.txt"]
    assert computer.run("show", "1", "--wait").code == 0


def test_what_is_denied_is_not_done_and_says_so(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    scenarios.append(asks_for_shell("tidy", COMMAND))
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("tidy the page")
    phone.page.get_by_text("Say what you want instead").tap()
    phone.page.get_by_role("textbox", name="Say what you want instead").fill("leave it as it is")
    phone.page.get_by_role("button", name="Deny and say this").tap()
    card = phone.wait_state(1, "Failed")
    phone.page.get_by_role("button", name="Notices", exact=True).wait_for()  # all of it was seen as it happened
    phone.shot("denied")
    assert "not allowed" in card.inner_text().lower()
    assert "You want instead: leave it as it is" in card.inner_text()
    assert COMMAND in card.inner_text()
    detail = computer.control.task("1")
    assert detail.outcome is not None
    assert (detail.state, detail.outcome.code) == (TaskState.FAILED, "denied")
    assert list(computer.root.rglob("made.txt")) == []
    assert computer.run("show", "1", "--wait").code == 1


def test_of_two_answers_the_first_one_wins(
    computer: Computer, project: Path, phone: Screen, device: Devices, scenarios: list[Scenario]
) -> None:
    scenarios.append(asks_for_shell("tidy", COMMAND))
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    desktop = device("desktop")
    desktop.pair(computer, computer.invite())
    phone.send("tidy the page")
    for screen in (phone, desktop):
        screen.page.get_by_role("button", name="Deny").wait_for()
        screen.shot("asked")
    phone.context.set_offline(offline=True)
    phone.wait_words(re.compile("offline"))
    phone.page.get_by_role("button", name="Deny").click()
    phone.wait_text(re.compile("Denied here"))
    phone.shot("denied-offline")
    desktop.page.get_by_role("button", name="Allow once").click()
    desktop.wait_state(1, "Done")
    phone.context.set_offline(offline=False)
    phone.wait_state(1, "Done")
    phone.page.get_by_text("Denied here").wait_for(state="detached")
    elsewhere = phone.page.get_by_role("region", name="Answered elsewhere")
    elsewhere.get_by_text(re.compile("^Allowed by ")).wait_for()
    phone.shot("overtaken")
    elsewhere.get_by_role("button", name="Close").tap()
    elsewhere.wait_for(state="detached")
    assert computer.control.task("1").state is TaskState.DONE


def test_what_nobody_answers_is_put_away_and_goes_on_once_the_phone_answers(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    scenarios.append(asks_for_shell("tidy", COMMAND))
    computer.environment["FARHAND_HOLD_MINUTES"] = "0"
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("tidy the page")
    phone.wait_text(re.compile("Put away for"))
    phone.shot("put-away")
    assert computer.agents() == []
    computer.kill()
    computer.up("--project", str(project))
    phone.page.get_by_text("Allow more than once").tap()
    phone.page.get_by_role("button", name="For this task").tap()
    phone.wait_text("allowed from now on for task 1")
    phone.wait_state(1, "Done")
    phone.shot("gone-on")
    change = computer.control.task("1").change
    assert change is not None
    assert [each.path for each in change.files] == ["made.txt"]


def test_a_question_of_the_agent_is_answered_by_an_option_that_also_takes_own_words(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    colours: Json = [
        {"label": "Blue", "description": "As the logo"},
        {"label": "Green", "description": "As the herons"},
    ]
    question: Json = {"question": "Which colour?", "header": "Colour", "multiSelect": False, "options": colours}
    asked: Json = {"tool": "AskUserQuestion", "input": {"questions": [question]}}
    scenarios.append(Scenario("colour", (asked, "It has its colour.")))
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("colour the button")
    region = phone.page.get_by_role("region", name="Has a question")
    region.get_by_role("button", name="Green").tap()
    phone.shot("chosen")
    region.get_by_role("button", name="Answer", exact=True).tap()
    phone.wait_state(1, "Done")
    phone.shot("answered")


@pytest.mark.long
def test_what_is_allowed_for_always_is_not_asked_again_until_it_is_taken_back(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    scenarios.append(asks_for_shell("tidy", COMMAND))
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("tidy the page")
    phone.page.get_by_text("Allow more than once").click()
    phone.page.get_by_role("group", name="Exactly this, from now on").get_by_text(COMMAND).wait_for()
    phone.shot("offered")
    phone.page.get_by_role("button", name=f"Always in {project.name}").click()
    phone.wait_state(1, "Done")
    assert computer.run("send", "--wait", "tidy", "another", "page").code == 0
    listed = computer.run("rules").out
    assert f"Bash: {COMMAND}" in listed

    (granted,) = computer.control.projects()[0].rules
    assert computer.run("rules", "remove", granted.id[:8]).code == 0
    assert computer.run("send", "--wait", "tidy", "a", "third", "page").code == 3
    phone.page.get_by_text("Say what you want instead").click()
    phone.page.get_by_role("textbox", name="Say what you want instead").fill("leave it")
    phone.page.get_by_role("button", name="Deny and say this").click()
    phone.wait_state(3, "Failed")
    phone.shot("denied-in-words")
