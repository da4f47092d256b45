"""What is to be different is said on the lines of a change, on the phone, and goes to the agent as one follow-up."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from farhand.demo.script import Scenario
from tests.journeys.computer import Computer
from tests.journeys.screen import PATIENCE_MS, Screen
from tests.journeys.scripts import edits

FIRST = "one\ntwo\nthree\n"
SECOND = "one\n2\nthree\nfour\n"


def _write(phone: Screen, line: int, text: str) -> Locator:
    phone.page.get_by_role("button", name=f"Comment on line {line}", exact=True).tap()
    words = phone.page.get_by_role("textbox", name=f"Comment on line {line}", exact=True)
    words.fill(text)
    return words


@pytest.mark.long
def test_comments_on_lines_become_one_follow_up(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    scenarios += [edits("count to three", content=FIRST), edits("Review of what you changed", content=SECOND)]
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("count to three")
    phone.wait_state(1, "Done")
    phone.review(1)

    _write(phone, 2, "as a figure")
    phone.page.reload()  # left before it was saved
    words = phone.page.get_by_role("textbox", name="Comment on line 2", exact=True)
    expect(words).to_have_value("as a figure", timeout=PATIENCE_MS)
    phone.shot("writing")
    phone.page.get_by_role("button", name="Save").tap()
    comment = phone.page.get_by_role("group", name="Comment at line 2")
    expect(comment).to_contain_text("Draft")
    assert computer.run("comment", "1", "page.txt:3", "and go on to four").code == 0
    expect(phone.page.get_by_role("group", name="Comment at line 3")).to_contain_text("go on", timeout=PATIENCE_MS)
    comment.get_by_role("button", name="Edit").tap()
    phone.page.get_by_role("textbox", name="Comment on line 2", exact=True).fill("as figures")
    phone.page.get_by_role("button", name="Save").tap()
    expect(comment).to_contain_text("as figures")
    phone.shot("drafts")

    computer.kill()
    computer.up("--project", str(project))
    phone.wait_text("Send 2 comments").tap()
    phone.wait_state(2, "Done")
    phone.shot("sent")
    said = "page.txt, line 2:\n> two\nas figures\n\npage.txt, line 3:\n> three\nand go on to four"
    assert computer.control.task("2").text == f"Review of what you changed: 2 points\n\n{said}"
    assert computer.control.comments("1") == ()
    assert computer.control.task("2").branch == computer.control.task("1").branch

    phone.review(1)
    phone.page.get_by_role("button", name="Task #2 went on with this change").tap()
    expect(phone.page.get_by_role("heading", name="Task #2")).to_be_visible()
    _write(phone, 4, "enough")
    phone.page.get_by_role("button", name="Save").tap()
    assert computer.run("send", "count to three", "--follows", "2", "--wait").code == 0
    for _ in range(2):  # by way of task 1
        phone.back()
    phone.review(3)
    gone = phone.page.get_by_role("region", name="On lines that are no longer here")
    expect(gone).to_contain_text("page.txt:4", timeout=PATIENCE_MS)
    expect(gone).to_contain_text("four")
    phone.shot("outdated")
    gone.get_by_role("button", name="Remove").tap()
    expect(gone).to_be_hidden()
