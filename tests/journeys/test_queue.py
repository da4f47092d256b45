"""Tasks side by side, and a queue that is paused and goes on from the phone."""

from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.computer import Computer
from tests.journeys.screen import PATIENCE_MS, Screen


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


def test_what_waits_is_changed_and_put_first_on_the_phone(computer: Computer, project: Path, phone: Screen) -> None:
    link = computer.up("--project", str(project), "--parallel", "1")
    assert link is not None
    phone.pair(computer, link)
    assert computer.run("pause").code == 0
    for text in ("!echo first", "!echo second"):
        assert computer.run("send", text).code == 0
    card = phone.wait_state(2, "Queued")
    card.get_by_role("button", name="Edit").click()
    expect(card.get_by_label("Text of #2")).to_have_value("!echo second")
    card.get_by_label("Text of #2").fill("!echo changed")
    card.get_by_role("button", name="Save").click()
    expect(card).to_contain_text("changed: its text", timeout=PATIENCE_MS)
    card.get_by_role("button", name="Put first").click()
    expect(card).to_contain_text("moved to the top", timeout=PATIENCE_MS)
    phone.shot("edited")
    assert computer.run("unpause").code == 0
    phone.wait_state(1, "Done")
    assert "changed" in phone.wait_state(2, "Done").inner_text()
    refused = computer.run("move", "2", "bottom")
    assert "has ended" in refused.err
