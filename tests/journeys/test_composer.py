"""What is written on the phone is kept with each keystroke, says how clear it is, and arrives as it was meant."""

from pathlib import Path

from playwright.sync_api import expect

from farhand.demo.model import ScriptedModel
from farhand.demo.script import Scenario
from farhand.wire.task_events import TaskState
from tests.journeys.computer import Computer
from tests.journeys.screen import PATIENCE_MS, Screen
from tests.journeys.scripts import edits


def test_a_ticket_goes_out_whole_and_what_says_too_little_is_asked_about(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario], model: ScriptedModel
) -> None:
    scenarios[:] = [edits("page", content="two\n")]
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)

    hint = phone.page.locator(".clarity")
    phone.composer.fill("Fix it")
    expect(hint).to_contain_text("Study will ask what it is about")
    phone.shot("vague")
    phone.page.get_by_role("button", name="Send", exact=True).tap()
    phone.wait_state(1, "Waiting")
    phone.page.get_by_label("In your own words").fill("the page shall say two")
    phone.shot("asked")
    phone.page.get_by_role("button", name="Answer").tap()
    phone.wait_state(1, "Done")
    assert computer.control.task("1").title == "Fix it: the page shall say two"

    phone.composer.fill("Change the page")
    expect(hint).to_have_text("Could be clearer: where?")
    phone.page.get_by_role("button", name="Add to the message").tap()
    phone.page.get_by_role("button", name="Ticket", exact=True).tap()
    phone.page.get_by_role("textbox", name="Where").press_sequentially("@pa")
    phone.page.get_by_role("option", name="page.txt").tap()
    expect(phone.page.get_by_role("textbox", name="Where")).to_have_value("@page.txt ")
    phone.page.get_by_role("textbox", name="How to verify").fill("grep -q two page.txt\nit reads well")
    phone.page.get_by_role("textbox", name="Leave alone").fill("farhand.toml")
    expect(hint).to_contain_text("Says what, where and how to verify.")
    phone.shot("ticket")
    phone.page.reload()
    expect(phone.composer).to_have_value("Change the page", timeout=PATIENCE_MS)
    expect(phone.page.get_by_role("textbox", name="Leave alone")).to_have_value("farhand.toml")
    phone.page.get_by_role("button", name="Send", exact=True).tap()
    card = phone.wait_state(2, "Done")
    assert "grep -q two page.txt" in card.inner_text()
    expect(phone.page.locator(".message").last).to_contain_text("Leave alone: farhand.toml")
    phone.shot("done")
    asked = computer.control.task("2")
    assert (asked.title, asked.state) == ("Change the page", TaskState.DONE)
    assert any(request.mentions("Where: @page.txt\nVerify") for request in model.requests)


def test_drafts_wait_where_they_belong_and_a_list_is_read_over_before_it_is_sent(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    scenarios[:] = [edits("page", content="two\n")]
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("Change the page")
    card = phone.wait_state(1, "Done")

    phone.composer.fill("half a thought")
    card.get_by_role("button", name="Follow up").tap()
    expect(phone.composer).to_have_value("")
    phone.composer.fill("and the other half")
    phone.come_back(phone.page.url)  # as after a tab that the system killed
    phone.wait_text("Follow-up to #1")
    expect(phone.composer).to_have_value("and the other half", timeout=PATIENCE_MS)
    phone.shot("kept")
    phone.page.get_by_role("button", name="Not a follow-up").tap()
    expect(phone.composer).to_have_value("half a thought")

    phone.composer.fill("- Change the page\n- !echo one\n- !echo two")
    phone.page.get_by_role("button", name="Make 3 tasks of this list").tap()
    phone.page.get_by_role("textbox", name="Task 2").fill("!echo three")
    phone.page.get_by_role("button", name="Leave out task 3").tap()
    phone.shot("list")
    phone.page.get_by_role("button", name="Send", exact=True).tap()
    phone.wait_state(2, "Done")
    phone.wait_state(3, "Done")
    assert computer.control.task("3").title == "echo three"
    phone.shot("several")


SHARING = """<form method="post" enctype="multipart/form-data" action="%s/share">
  <input name="title" value="Herons"><textarea name="text">Read this: https://herons.example</textarea>
  <input name="url" value="https://herons.example"><input type="file" name="files"><button>Share</button></form>"""


def test_what_another_app_shares_is_kept_first_and_waits_in_the_composer(
    computer: Computer, project: Path, phone: Screen
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    address = phone.page.url.partition("#")[0]
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    phone.composer.fill("Half a thought")
    picture = computer.root / "heron.txt"
    picture.write_text("a picture")

    computer.kill()  # what is shared needs no connection
    phone.page.goto("about:blank")
    phone.page.set_content(SHARING % address.rstrip("/"))  # the form that Android's share sheet posts
    phone.page.get_by_role("textbox").last.wait_for()
    phone.page.locator("input[type=file]").set_input_files(picture)
    phone.page.get_by_role("button", name="Share").click()

    expect(phone.composer).to_have_value(
        "Half a thought\nHerons\nRead this: https://herons.example", timeout=PATIENCE_MS
    )
    phone.wait_text("heron.txt")
    phone.wait_text("nothing is sent until you send it")
    phone.shot("shared")
    phone.page.reload()
    phone.wait_text("heron.txt")
    expect(phone.composer).to_have_value("Half a thought\nHerons\nRead this: https://herons.example")
    computer.up("--project", str(project))
    phone.page.get_by_role("button", name="Send", exact=True).tap()
    phone.wait_state(1, "Done")
    (laid,) = (computer.data / "inputs").glob("*/*/*")
    assert laid.read_text() == "a picture"
    assert computer.control.task("1").title == "Half a thought"
