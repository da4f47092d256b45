"""A passkey on the phone: added there, needed from then on, confirmed with, and taken away at the computer."""

import re
from pathlib import Path

from playwright.sync_api import expect

from farhand.demo.script import Scenario
from farhand.wire.task_events import TaskState
from tests.journeys.computer import Computer
from tests.journeys.screen import PATIENCE_MS, Screen
from tests.journeys.scripts import asks_for_shell

COMMAND = "touch made.txt"


def give_authenticator(phone: Screen) -> None:
    """Give a phone what browsers have built in: a key store that knows its person."""
    session = phone.context.new_cdp_session(phone.page)
    session.send("WebAuthn.enable")  # pyright: ignore[reportUnknownMemberType]  # the protocol's answers have no types
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})  # pyright: ignore[reportUnknownMemberType]


def add_and_need(phone: Screen) -> None:
    """Add a passkey, and say that it is needed for approvals."""
    page = phone.page
    page.get_by_role("button", name="Devices and about").tap()
    page.get_by_role("button", name="Add a passkey").tap()
    page.get_by_role("textbox", name="Name").fill("My phone")
    page.get_by_role("button", name="Create the passkey").tap()
    page.get_by_role("button", name="Remove: My phone").wait_for()
    page.get_by_role("button", name=re.compile("^Approvals To allow")).tap()
    page.get_by_text("they open the approval").wait_for()
    page.get_by_role("heading", name="Passkeys").scroll_into_view_if_needed()
    phone.shot("needed")
    phone.back()


def confirm(phone: Screen) -> None:
    """Confirm what is asked for, as soon as the computer gave its challenge."""
    button = phone.page.get_by_role("dialog").get_by_role("button", name="Confirm with passkey")
    expect(button).to_be_enabled(timeout=PATIENCE_MS)
    phone.shot("confirm")
    button.tap()


def test_what_the_phone_allows_and_sends_is_confirmed_with_its_passkey(
    computer: Computer, project: Path, phone: Screen, scenarios: list[Scenario]
) -> None:
    scenarios.append(asks_for_shell("tidy", COMMAND))
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    give_authenticator(phone)
    page = phone.page

    # added, and needed for approvals from now on
    assert "none was added" in computer.run("passkeys").out
    add_and_need(phone)
    assert "to allow something" in computer.run("passkeys").out
    # a yes: asked for before it is sent, and put off without being given
    phone.send("tidy the page")
    needs = page.get_by_role("region", name="Needs your approval")
    needs.get_by_role("button", name="Allow once").tap()
    dialog = page.get_by_role("dialog", name="Confirm with passkey")
    dialog.get_by_text(COMMAND).wait_for()
    dialog.get_by_role("button", name="Not now").tap()
    dialog.wait_for(state="detached")
    needs.get_by_role("button", name="Allow once").tap()
    confirm(phone)
    phone.wait_state(1, "Done")
    phone.shot("allowed")

    # every dispatch: raised freely at the computer; the phone hears of it
    assert computer.run("passkeys", "demand", "dispatch").code == 0
    phone.wait_text("whatever has agents work from now on")
    phone.send("!cat page.txt")
    dialog.get_by_role("button", name="Not now").tap()
    phone.wait_receipt("!cat page.txt", re.compile("needs your passkey"))
    page.reload()
    phone.wait_words(re.compile("awake", re.IGNORECASE))
    held = phone.message("!cat page.txt")
    held.get_by_role("button", name="Take back").wait_for()
    phone.shot("held")
    held.get_by_role("button", name="Confirm with passkey").tap()
    confirm(phone)
    phone.wait_state(2, "Done")
    assert computer.control.task("2").state is TaskState.DONE

    # lost: its owner takes it away at the computer, where none is needed
    (mine,) = computer.control.passkeys().passkeys
    assert mine.used_at is not None
    assert "none was added" in computer.run("passkeys", "remove", mine.passkey[:8]).out
    phone.wait_text("the last one: no device needs a passkey any more")
    phone.send("!cat page.txt")
    phone.wait_state(3, "Done")
    phone.shot("needed-no-more")
