"""From the first message to the applied change by the keyboard alone, on a desktop."""

from pathlib import Path

from playwright.sync_api import expect

from farhand.demo.script import Json, Scenario
from tests.journeys.computer import Computer
from tests.journeys.conftest import Devices
from tests.journeys.screen import PATIENCE_MS, Screen
from tests.journeys.scripts import edits, write

MOST_TABS = 40  # to what is pressed next
MOST_ENTRIES = 10  # of this thread


def _press(desktop: Screen, *keys: str) -> None:
    for key in keys:
        desktop.page.keyboard.press(key)
        expect(desktop.page.locator(":focus")).to_have_count(1)  # never lost


def _tab_to(desktop: Screen, name: str, key: str = "Tab") -> None:
    """Go to a button as people do who see the focus move."""
    wanted = desktop.page.get_by_role("button", name=name, exact=True)
    for _ in range(MOST_TABS):
        if any(wanted.nth(at).evaluate("(one) => one === document.activeElement") for at in range(wanted.count())):
            return
        _press(desktop, key)
    raise AssertionError(f"`{name}` was not reached")


def _to_card(desktop: Screen, number: int) -> None:
    """Go into the thread, and there to a task: notes of the computer's own may stand below it."""
    _press(desktop, "F6")
    while not desktop.page.evaluate("document.activeElement.closest('[data-pane=thread]') !== null"):
        _press(desktop, "F6")
    card = desktop.card(number)
    for key in (*("ArrowDown",) * MOST_ENTRIES, *("ArrowUp",) * MOST_ENTRIES):
        if card.evaluate("(one) => one === document.activeElement"):
            return
        _press(desktop, key)
    raise AssertionError(f"task {number} was not reached")


def test_a_task_is_sent_allowed_read_commented_on_and_applied_without_a_mouse(
    computer: Computer, project: Path, device: Devices, scenarios: list[Scenario]
) -> None:
    look: Json = {"command": "touch seen.txt", "description": "Look"}
    ask: Json = {"text": "First a look.", "tool": "Bash", "input": look}
    counting = (ask, write("page.txt", "one\ntwo\n"), "Counted.")
    scenarios += [Scenario("count", counting), edits("Review of what you changed", content="one\n2\n")]
    link = computer.up("--project", str(project))
    assert link is not None
    desktop = device("desktop")
    desktop.pair(computer, link)
    focused = desktop.page.locator(":focus")

    _press(desktop, "m")
    desktop.page.keyboard.type("count to two")
    _press(desktop, "Enter")
    desktop.page.get_by_role("region", name="Needs your approval").wait_for(timeout=PATIENCE_MS)
    _press(desktop, "Shift+F6")
    desktop.shot("asked")
    _press(desktop, "a")
    desktop.wait_state(1, "Done")
    expect(focused).to_have_count(1)

    _to_card(desktop, 1)
    _press(desktop, "Enter")
    expect(desktop.page.get_by_role("heading", name="Task #1")).to_be_focused()
    desktop.page.locator(".line").first.wait_for()
    _press(desktop, "s", "n", "c")
    desktop.page.keyboard.type("as a figure")
    desktop.shot("commenting")
    _press(desktop, "Tab", "Enter")
    expect(desktop.page.get_by_role("group", name="Comment at line 2")).to_contain_text("Draft", timeout=PATIENCE_MS)
    _tab_to(desktop, "Send 1 comment")
    _press(desktop, "Enter")
    desktop.wait_state(2, "Done")
    desktop.shot("sent")

    _to_card(desktop, 2)
    _tab_to(desktop, "Apply")
    _press(desktop, "Enter")
    expect(desktop.card(2)).to_contain_text("applied", timeout=PATIENCE_MS)
    expect(focused).to_have_count(1)
    desktop.shot("applied")
    assert (project / "page.txt").read_text() == "one\n2\n"
