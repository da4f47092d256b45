"""A long thread: opened without a network, searched to its beginning, and the same in two tabs."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playwright.sync_api import expect

from bench.history import write_history
from bench.place import Place
from tests.journeys.computer import Computer
from tests.journeys.screen import Screen

EVENTS = 2_000
LAST = "This is the last of two thousand"


def _write_history(computer: Computer) -> None:
    history = write_history(Place(computer.root, {}), EVENTS, LAST)
    with ThreadPoolExecutor(1) as beside:  # playwright keeps a loop of its own in this thread
        beside.submit(asyncio.run, history).result()


def test_a_long_thread_opens_offline_and_is_searched_to_its_beginning(
    computer: Computer, project: Path, phone: Screen
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    computer.stop()
    _write_history(computer)
    computer.up("--project", str(project))
    phone.wait_text(LAST)
    address = phone.page.url

    phone.context.set_offline(offline=True)
    phone.come_back(address, offline=True)
    phone.wait_text(LAST)
    phone.wait_words(re.compile("You're offline"))
    assert phone.page.locator(".item").count() <= 150
    phone.shot("offline")

    phone.page.get_by_role("button", name="Search the thread").click()
    phone.page.get_by_role("searchbox").fill("limit form 7:")
    phone.wait_text("10 places")
    phone.wait_text("The whole thread was searched")
    phone.shot("found")
    phone.page.get_by_role("button", name=re.compile("form 7:")).click()
    expect(phone.page.locator(".bubble", has_text="Add a limit to form 7:")).to_be_in_viewport()
    expect(phone.page.get_by_text(LAST)).to_have_count(0)
    phone.shot("there")

    phone.context.set_offline(offline=False)
    computer.run("send", "!echo from the desk")
    newest = phone.page.get_by_role("button", name=re.compile("Go to the newest, .* new item"))
    newest.wait_for()
    expect(phone.page.locator(".bubble", has_text="Add a limit to form 7:")).to_be_in_viewport()
    phone.shot("new-below")
    newest.click()
    expect(phone.page.locator(".bubble", has_text="echo from the desk")).to_be_in_viewport()

    tab = phone.context.new_page()
    tab.goto(address)
    expect(tab.locator(".bubble", has_text="echo from the desk")).to_be_in_viewport()
    phone.page.bring_to_front()
    phone.page.get_by_role("textbox", name=re.compile("^Message ")).fill("!echo from")
    tab.bring_to_front()
    written = tab.get_by_role("textbox", name=re.compile("^Message "))
    tab.evaluate("dispatchEvent(new Event('focus'))")  # without a window system none comes by itself
    expect(written).to_have_value("!echo from")
    written.fill("!echo from the second tab")
    tab.get_by_role("button", name="Send", exact=True).click()
    for page in (phone.page, tab):
        card = page.locator("article.task").last
        expect(card).to_contain_text("from the second tab")
        expect(card.locator(".facts strong")).to_have_text("Done")
        expect(page.locator(".bubble", has_text="from the second tab")).to_have_count(1)
