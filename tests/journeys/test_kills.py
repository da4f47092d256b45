"""Whoever is killed at whichever step: each message ends as exactly one task, with an outcome that is seen."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from farhand.demo.script import Scenario
from farhand.wire.task_events import TaskState
from tests.journeys.computer import Computer, commit_all
from tests.journeys.door import Door
from tests.journeys.front import Front
from tests.journeys.gate import Gate
from tests.journeys.mortal import MortalPhone
from tests.journeys.screen import PATIENCE_MS, Album, Screen
from tests.journeys.scripts import asks_for_shell, edits

OUTBOX, RECEIVED, RUNNING, CHECKING, PARKED, TOLD = (
    "change the title",
    "change the intro",
    "change the menu",
    "change the prices",
    "tidy the page",
    "change the footer",
)
STEPS = (OUTBOX, RECEIVED, RUNNING, CHECKING, PARKED, TOLD)
NUMBERS = {text: number for number, text in enumerate(STEPS, 1)}


@pytest.fixture
def door(project: Path, computer: Computer) -> Iterator[Door]:
    door = Door(computer.root / "door")
    (project / "check.sh").write_text(door.script)
    (project / "farhand.toml").write_text('check = "sh check.sh"\n')
    commit_all(computer, project)
    yield door
    door.close()


@pytest.fixture(autouse=True)
def known_steps(scenarios: list[Scenario]) -> None:
    scenarios.append(asks_for_shell(PARKED, "touch made.txt"))
    scenarios.extend(edits(text, f"{text.split()[-1]}.txt") for text in STEPS if text != PARKED)


@pytest.fixture
def mortal(player: Playwright, album: Album, tmp_path: Path) -> Iterator[MortalPhone]:
    phone = MortalPhone(player, album, tmp_path / "profile")
    yield phone
    phone.kill()
    assert phone.errors == []


def _prove(computer: Computer, phone: Screen) -> None:
    """Each text is one message, one task, one run, one outcome, one notice; and the phone shows it."""
    counts = Counter[tuple[str, str]]()
    for line in computer.control.thread(0, 1000):
        if line.type == "message.received":
            counts[line.type, str(line.body["text"])] += 1
        elif line.type in {"run.started", "task.ended"}:
            counts[line.type, str(line.body["task"])] += 1
    tasks = {task.title: task for task in computer.control.tasks()}
    assert sorted(tasks) == sorted(STEPS)
    for text in STEPS:
        task = tasks[text]
        assert task.state is TaskState.DONE, task
        assert counts["message.received", text] == 1
        assert counts["run.started", task.task] == 1, text
        assert counts["task.ended", task.task] == 1
        phone.wait_state(NUMBERS[text], "Done")
        expect(phone.message(text)).to_have_count(1)
    outcomes = [line for line in computer.control.notices() if line.title.endswith(": done")]
    assert len(outcomes) == len(STEPS)


@pytest.mark.timeout(300)
def test_the_host_is_killed_at_each_step(
    computer: Computer, project: Path, phone: Screen, gate: Gate, door: Door
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)

    computer.kill()
    phone.send(OUTBOX)
    phone.wait_receipt(OUTBOX, "only on this device")
    computer.up()
    phone.wait_state(NUMBERS[OUTBOX], "Done")

    phone.send(RECEIVED)
    phone.wait_receipt(RECEIVED, "on Study")
    computer.kill()
    computer.up()
    phone.wait_state(NUMBERS[RECEIVED], "Done")

    gate.hold(RUNNING)
    phone.send(RUNNING)
    gate.wait_asked(RUNNING)
    computer.kill()
    gate.open(RUNNING)
    phone.shot("killed-while-running")
    computer.up()
    phone.wait_state(NUMBERS[RUNNING], "Done")

    door.hold()
    phone.send(CHECKING)
    door.wait_begun()
    computer.kill()
    door.open()
    computer.up()
    phone.wait_state(NUMBERS[CHECKING], "Done")

    phone.send(PARKED)
    allow = phone.page.get_by_role("button", name="Allow once")
    allow.wait_for()
    computer.kill()
    allow.click()
    phone.wait_text(re.compile("Allowed here"))
    computer.up()
    phone.wait_state(NUMBERS[PARKED], "Done")

    phone.send(TOLD)
    phone.wait_receipt(TOLD, "on Study")
    computer.wait_ended(NUMBERS[TOLD])
    computer.kill()
    computer.up()
    phone.wait_state(NUMBERS[TOLD], "Done")
    phone.shot("all-done")
    _prove(computer, phone)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_the_relay_is_killed_at_each_step(
    computer: Computer, relay: Computer, project: Path, phone: Screen, gate: Gate, door: Door
) -> None:
    relay.serve_relay()
    with Front({"/": computer.port, "/relay/": relay.port}) as front:
        where = ("--origin", front.origin, "--relay", f"{front.origin}/relay")
        link = computer.up("--project", str(project), *where)
        assert link is not None
        phone.pair(computer, link)

        relay.kill()
        phone.send(OUTBOX)
        phone.wait_receipt(OUTBOX, "only on this device")
        relay.serve_relay()
        phone.wait_state(NUMBERS[OUTBOX], "Done")

        computer.kill()
        phone.send(RECEIVED)
        phone.wait_receipt(RECEIVED, "at the relay")
        relay.kill()
        relay.serve_relay()
        computer.up(*where)
        phone.wait_state(NUMBERS[RECEIVED], "Done")

        gate.hold(RUNNING)
        phone.send(RUNNING)
        gate.wait_asked(RUNNING)
        relay.kill()
        gate.open(RUNNING)
        computer.wait_ended(NUMBERS[RUNNING])
        relay.serve_relay()
        phone.wait_state(NUMBERS[RUNNING], "Done")

        door.hold()
        phone.send(CHECKING)
        door.wait_begun()
        relay.kill()
        relay.serve_relay()
        door.open()
        phone.wait_state(NUMBERS[CHECKING], "Done")

        phone.send(PARKED)
        allow = phone.page.get_by_role("button", name="Allow once")
        allow.wait_for()
        relay.kill()
        allow.click()
        phone.wait_text(re.compile("Allowed here"))
        relay.serve_relay()
        phone.wait_state(NUMBERS[PARKED], "Done")

        phone.send(TOLD)
        phone.wait_state(NUMBERS[TOLD], "Done")
        relay.kill()
        relay.serve_relay()
        phone.wait_words("Awake")
        _prove(computer, phone)
        phone.review(NUMBERS[TOLD])
        phone.shot("diff-after-all")


@pytest.mark.long
@pytest.mark.timeout(300)
def test_the_phone_is_killed_at_each_step(
    computer: Computer, project: Path, mortal: MortalPhone, gate: Gate, door: Door
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    address = link.partition("#")[0]
    phone = mortal.start()
    phone.pair(computer, link)

    phone.context.set_offline(offline=True)
    phone.send(OUTBOX)
    phone.wait_receipt(OUTBOX, "only on this device")
    mortal.kill()
    phone = mortal.start(address)
    phone.wait_state(NUMBERS[OUTBOX], "Done")

    phone.send(RECEIVED)
    expect(phone.composer).to_have_value("", timeout=PATIENCE_MS)
    mortal.kill()
    phone = mortal.start(address)
    phone.wait_receipt(RECEIVED, "on Study")
    phone.wait_state(NUMBERS[RECEIVED], "Done")

    gate.hold(RUNNING)
    phone.send(RUNNING)
    gate.wait_asked(RUNNING)
    mortal.kill()
    phone = mortal.start(address)
    phone.wait_state(NUMBERS[RUNNING], "Running")
    gate.open(RUNNING)
    phone.wait_state(NUMBERS[RUNNING], "Done")

    door.hold()
    phone.send(CHECKING)
    door.wait_begun()
    mortal.kill()
    door.open()
    phone = mortal.start(address)
    phone.wait_state(NUMBERS[CHECKING], "Done")

    phone.send(PARKED)
    phone.page.get_by_role("button", name="Allow once").wait_for()
    mortal.kill()
    phone = mortal.start(address)
    phone.page.get_by_role("button", name="Allow once").click()
    phone.wait_text(re.compile("Allowed here|Done"))
    phone.wait_state(NUMBERS[PARKED], "Done")

    phone.send(TOLD)
    phone.wait_state(NUMBERS[TOLD], "Done")
    mortal.kill()
    phone = mortal.start(address)
    phone.shot("all-done")
    _prove(computer, phone)


def test_a_runner_that_is_killed_is_told_and_not_run_again(
    computer: Computer, project: Path, phone: Screen, gate: Gate
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    gate.hold(TOLD)
    phone.send(TOLD)
    gate.wait_asked(TOLD)
    for runner in computer.runners():
        runner.kill()
    card = phone.wait_state(1, re.compile("Interrupted|Failed"))
    phone.shot("interrupted")
    gate.open(TOLD)
    card.get_by_role("button", name="Go on").click()
    phone.wait_state(1, "Done")
    assert len(computer.control.tasks()) == 1
