"""Tasks side by side, and a queue that is paused and goes on from the phone."""

from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.computer import Computer
from tests.journeys.screen import Screen


def test_a_paused_queue_goes_on_by_a_tap_on_the_phone(computer: Computer, project: Path, phone: Screen) -> None:
    link = computer.up("--project", str(project), "--parallel", "1")
    assert link is not None
    phone.pair(computer, link)
    said = computer.run("pause")
    assert "farhand unpause" in said.out, said
    banner = phone.wait_text("The queue is paused: nothing new starts.")
    phone.send("!echo first")
    phone.wait_receipt("!echo first", "on Study")
    computer.kill()
    computer.up("--project", str(project), "--parallel", "1")
    phone.wait_words("Awake")
    assert computer.control.task("1").state == "queued"
    phone.shot("paused")

    phone.page.get_by_role("button", name="Go on").click()

    phone.wait_state(1, "Done")
    expect(banner).to_be_hidden()
    phone.shot("goes-on")


def test_the_queue_is_paused_on_the_phone(computer: Computer, project: Path, phone: Screen) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.page.get_by_role("button", name="Devices and about").click()
    phone.page.get_by_role("button", name="Pause the queue").click()
    phone.page.get_by_role("button", name="Go on").wait_for()
    phone.shot("devices")
    assert computer.control.status().paused


def test_a_task_starts_once_the_one_before_it_is_done(computer: Computer, project: Path, phone: Screen) -> None:
    link = computer.up("--project", str(project), "--parallel", "2")
    assert link is not None
    phone.pair(computer, link)
    assert computer.run("send", "!until test -e go; do sleep 0.1; done").code == 0
    assert computer.run("send", "--after", "1", "!echo after").code == 0
    card = phone.wait_state(2, "Waiting")
    expect(card).to_contain_text("waits until task 1 is done")
    phone.shot("waits")
    (project / "go").touch()
    phone.wait_state(2, "Done")
    assert "after" in phone.card(2).inner_text()
