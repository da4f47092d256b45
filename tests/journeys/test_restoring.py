"""Old data and lost data: each is noticed, and nothing runs twice."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from farhand.demo.model import ScriptedModel
from farhand.demo.script import Scenario
from farhand.wire.task_events import TaskState, WaitReason
from tests.journeys.computer import Computer
from tests.journeys.gate import Gate
from tests.journeys.screen import Screen
from tests.journeys.scripts import edits

OTHER_MACHINE = 'mount --bind "$0" /etc/machine-id && exec "$@"'

FORGET = "async () => { for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name); }"


@pytest.fixture(autouse=True)
def known_changes(scenarios: list[Scenario]) -> None:
    scenarios += [edits("intro", "intro.txt"), edits("menu", "menu.txt")]


@pytest.fixture
def elsewhere(tmp_path: Path, model: ScriptedModel) -> Iterator[Computer]:
    """Yield a computer with an id of its own, as far as the programs on it can see."""
    own_id = tmp_path / "machine-id"
    own_id.write_text("0123456789abcdef0123456789abcdef\n")
    launcher = ("unshare", "--mount", *(() if os.geteuid() == 0 else ("--map-root-user",)))
    launcher = (*launcher, "sh", "-c", OTHER_MACHINE, str(own_id))
    tried = subprocess.run([*launcher, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"the kernel gives no namespace: {tried.stderr.strip()}")
    computer = Computer(tmp_path / "elsewhere", "Elsewhere", model.environment, *launcher)
    yield computer
    computer.clean_up()


def _keep_with_backlog(computer: Computer, gate: Gate, phone: Screen) -> Path:
    """Return a copy of the data, made while one task runs and another waits behind it."""
    gate.hold("change the intro")
    phone.send("change the intro")
    gate.wait_asked("change the intro")
    phone.send("change the menu")
    phone.wait_state(2, "Queued")
    computer.kill()
    kept = computer.root / "kept"
    shutil.copytree(computer.data, kept, ignore=lambda _, names: [name for name in names if name.endswith(".sock")])
    gate.open("change the intro")
    computer.up()
    for number in (1, 2):
        phone.wait_state(number, "Done")
    return kept


def test_a_host_restored_from_a_backup_says_so_and_asks_before_it_runs_anything(
    computer: Computer, project: Path, phone: Screen, gate: Gate, model: ScriptedModel
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    kept = _keep_with_backlog(computer, gate, phone)
    computer.stop()
    asked_before = len(model.requests)
    shutil.rmtree(computer.data)
    kept.rename(computer.data)
    computer.up()
    phone.wait_words("Awake")
    phone.wait_text(re.compile("restored"))
    phone.wait_state(2, "Waiting")
    phone.shot("restored")
    first, second = computer.control.task("1"), computer.control.task("2")
    assert first.state is TaskState.INTERRUPTED
    assert (second.state, second.reason) == (TaskState.WAITING, WaitReason.CONFIRM)
    assert len(model.requests) == asked_before
    assert phone.card(2).get_by_role("button").all_inner_texts() == ["Run it", "Leave it"]
    phone.card(2).get_by_role("button", name="Leave it").click()
    phone.wait_state(2, "Cancelled")
    phone.send("!echo goes on")
    phone.wait_state(3, "Done")


@pytest.mark.long
def test_a_copy_on_another_machine_says_so_and_asks_before_it_runs_anything(
    computer: Computer, elsewhere: Computer, project: Path, phone: Screen, gate: Gate, model: ScriptedModel
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    kept = _keep_with_backlog(computer, gate, phone)
    asked_before = len(model.requests)
    kept.rename(elsewhere.data)
    elsewhere.up()
    second = elsewhere.control.task("2")
    assert (second.state, second.reason) == (TaskState.WAITING, WaitReason.CONFIRM)
    assert elsewhere.control.task("1").state is TaskState.INTERRUPTED
    assert "host.restored" in {line.type for line in elsewhere.control.thread(0, 1000)}
    assert len(model.requests) == asked_before


def test_a_phone_whose_storage_was_wiped_pairs_again_and_has_its_history(
    computer: Computer, project: Path, phone: Screen
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("!echo remember me")
    phone.wait_state(1, "Done")
    address = link.partition("#")[0]
    phone.page.evaluate(FORGET)
    phone.come_back(address)
    phone.page.get_by_role("heading", name="This device lost its pairing").wait_for()
    phone.shot("lost")
    phone.pair(computer, computer.invite())
    card = phone.wait_state(1, "Done")
    phone.shot("found")
    assert "remember me" in card.inner_text()
