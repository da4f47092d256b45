"""What a person chooses about a device: how it looks, taking the thread along, and leaving nothing on it."""

import json
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.computer import Computer
from tests.journeys.conftest import Devices
from tests.journeys.screen import Screen


def test_a_thread_is_taken_along_and_a_wiped_device_pairs_again_with_nothing_lost(
    computer: Computer, project: Path, phone: Screen
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.send("!cat page.txt")
    phone.wait_state(1, "Done")
    page = phone.page
    page.get_by_role("button", name="Devices and about").click()

    page.get_by_label("Look").select_option("Dark")
    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    page.get_by_label("Language").select_option("Deutsch")
    page.get_by_role("heading", name="Dieses Gerät").wait_for()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    phone.shot("german")
    page.get_by_role("button", name="Zurück").click()
    phone.wait_text("Exit 0")
    page.get_by_role("button", name=re.compile("^Meldungen")).click()
    phone.wait_text("cat page.txt: fertig")
    phone.shot("german notices")
    page.get_by_role("button", name="Zurück").click()
    page.get_by_role("button", name="Geräte und Einstellungen").click()
    page.get_by_label("Sprache").select_option("English")
    phone.wait_text(re.compile(r"Farhand uses .*B on this device"))
    phone.shot("settings")

    awake = page.get_by_role("switch", name="Keep awake while there is work")
    awake.click()
    expect(awake).not_to_be_checked()
    expect(page.get_by_text("to take it up")).to_have_count(0)
    assert "may sleep while there is work" in computer.run("status").out
    computer.run("awake", "on")
    expect(awake).to_be_checked()

    with page.expect_download() as taken:
        page.get_by_role("button", name="JSON, for programs").click()
    told = json.loads(taken.value.path().read_bytes())
    assert not told["partial"]
    assert [each["seq"] for each in told["events"]] == list(range(1, len(told["events"]) + 1))
    with page.expect_download() as taken:
        page.get_by_role("button", name="Markdown, to read").click()
    assert "> !cat page.txt" in taken.value.path().read_text()

    page.get_by_role("button", name="Wipe this device").click()
    phone.wait_text("is not told: unpair it there")
    phone.shot("wipe")
    page.get_by_role("button", name="Wipe this device").click()
    page.get_by_role("heading", name="Pair this device").wait_for()
    phone.shot("wiped")
    assert len(computer.control.devices().devices) == 1

    phone.pair(computer, computer.invite())
    phone.wait_state(1, "Done")
    expect(phone.message("!cat page.txt")).to_have_count(1)


def test_each_device_says_when_another_was_there_last(
    computer: Computer, project: Path, phone: Screen, device: Devices
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    second = device("phone-2")
    second.pair(computer, computer.invite())
    phone.page.get_by_role("button", name="Devices and about").click()
    phone.wait_text("connected now")
    second.page.goto("about:blank")
    expect(phone.page.locator(".inspector")).to_contain_text("connected now")
    computer.kill()
    computer.up("--project", str(project))
    phone.page.reload()
    phone.wait_text(re.compile("last seen"))
    phone.shot("last-seen")
    assert "last seen" in computer.run("devices").out
