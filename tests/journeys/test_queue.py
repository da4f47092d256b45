"""Tasks side by side, and a queue that is paused and goes on from the phone."""

from pathlib import Path

from playwright.sync_api import expect

from farhand.wire.task_events import TaskState
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
    phone.page.get_by_role("button", name="Queue").click()
    phone.page.get_by_role("button", name="Pause the queue").click()
    phone.page.locator(".inspector").get_by_role("button", name="Go on").wait_for()
    phone.shot("paused")
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


def test_what_comes_next_is_put_in_order_by_buttons_and_by_dragging_and_cancelled_with_second_thoughts(
    computer: Computer, project: Path, phone: Screen
) -> None:
    link = computer.up("--project", str(project), "--parallel", "1")
    assert link is not None
    phone.pair(computer, link)
    assert computer.run("pause").code == 0
    for text in ("!echo one", "!echo two", "!echo three"):
        assert computer.run("send", text).code == 0
    phone.wait_state(3, "Queued")
    page = phone.page
    page.get_by_role("button", name="Queue, 3 tasks").click()
    rows = page.locator(".inspector ol > li")

    page.get_by_role("button", name="Move “echo three” up").click()
    expect(page.get_by_text("“echo three” is now 2 of 3")).to_be_attached()
    expect(rows).to_contain_text(["echo one", "echo three", "echo two"])

    grip, top = rows.nth(2).locator(".grip").bounding_box(), rows.nth(0).bounding_box()
    assert grip is not None
    assert top is not None
    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 10, top["y"] + 8, steps=6)
    phone.shot("dragging")
    page.mouse.up()
    expect(rows).to_contain_text(["echo two", "echo one", "echo three"])

    page.get_by_role("button", name="Cancel “echo one”").click()
    phone.wait_text("#1 will be cancelled in a moment.")
    phone.shot("second-thoughts")
    page.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(3)
    page.get_by_role("button", name="Cancel “echo three”").click()
    expect(rows).to_have_count(2)
    phone.wait_text("#3 will be cancelled in a moment.").wait_for(state="hidden", timeout=PATIENCE_MS)
    assert computer.wait_ended(3).state is TaskState.CANCELLED
    assert computer.control.task("1").state is TaskState.QUEUED
    expect(rows).to_contain_text(["echo two", "echo one"])
    page.reload()
    expect(rows).to_contain_text(["echo two", "echo one"])
    phone.shot("in-order")
