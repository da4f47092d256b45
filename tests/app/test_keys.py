"""The keyboard alone: every column, task, file and line is reached, and the focus is never lost."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.app.gallery import violations

DESKTOPS = ((1024, 768), (1280, 800), (1600, 900))


def _press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def _focused(page: Page) -> Locator:
    return page.locator(":focus")


def _open(page: Page, address: str, width: int = 1280, height: int = 800) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    expect(page.locator(".inspector h1")).to_be_visible()
    expect(page.locator("[data-pane=thread]")).to_be_visible()


def test_the_columns_and_their_tasks_are_walked_by_keys(page: Page, gallery: str) -> None:
    for width, height in DESKTOPS:
        _open(page, gallery + "?state=queue", width, height)
        _press(page, "F6")
        expect(_focused(page)).to_have_class(re.compile("what"))
        title = _focused(page).locator("strong")
        first = title.inner_text()
        _press(page, "ArrowDown")
        expect(title).not_to_have_text(first)
        _press(page, "k", "Enter")
        card = page.get_by_role("article", name=first)
        expect(card).to_be_focused()
        _press(page, "ArrowDown", "ArrowUp")
        expect(card).to_be_focused()
        _press(page, "o")
        expect(page.locator(".inspector").get_by_role("heading", level=1)).to_be_focused()
        _press(page, "Escape")
        expect(card).to_be_focused()
        _press(page, "m")
        expect(page.get_by_role("textbox", name="Message studio-pc")).to_be_focused()
        page.keyboard.type("jk?/m")
        expect(page.get_by_role("textbox", name="Message studio-pc")).to_have_value("jk?/m")
        _press(page, "Shift+F6")
        expect(card).to_be_focused()
        _press(page, "/")
        expect(page.get_by_role("searchbox")).to_be_focused()


def test_a_change_is_read_and_commented_on_by_keys(page: Page, gallery: str) -> None:
    _open(page, gallery + "?state=rich#/review/t-done")
    expect(page.locator(".line").first).to_be_visible()
    _press(page, "j")
    expect(page.get_by_role("heading", name="Task #3")).to_be_focused()
    _press(page, "J", "J")
    expect(_focused(page)).to_contain_text("subscribe.js")
    _press(page, "ArrowDown", "ArrowDown")
    expect(_focused(page)).to_contain_text("import { writeLimit }")
    _press(page, "n")
    expect(_focused(page)).to_contain_text("subscribe.post('/api/subscribe', async")
    _press(page, "s")
    expect(page.locator(".pair").first).to_be_visible()
    expect(_focused(page)).to_have_count(1)
    _press(page, "n", "C")
    words = page.get_by_role("textbox", name=re.compile("^Comment on line"))
    expect(words).to_be_focused()
    page.keyboard.type("vvv")
    _press(page, "Tab", "Enter")
    expect(words).to_have_count(0)
    expect(page.get_by_text("vvv")).to_be_visible()
    expect(_focused(page)).to_have_count(1)
    assert violations(page) == []
    _press(page, "v")
    expect(_focused(page)).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_text(re.compile("1 of . files viewed"))).to_be_visible()
    _press(page, "K")
    expect(_focused(page)).to_be_in_viewport()


def test_an_approval_is_answered_by_keys_only_where_it_is_read(page: Page, gallery: str) -> None:
    _open(page, gallery + "?state=approval")
    _press(page, "F6", "a", "d")
    expect(page.get_by_role("button", name="Allow once")).to_be_visible()
    _press(page, "w")
    assert violations(page) == []
    _press(page, "a")
    expect(page.get_by_text("Waiting for studio-pc to confirm")).to_be_visible()
    expect(_focused(page)).to_have_count(1)


def test_keys_are_listed_and_single_ones_can_be_switched_off(page: Page, gallery: str) -> None:
    _open(page, gallery + "?state=rich")
    _press(page, "F6", "?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("Mark the file as viewed")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})
    keys.get_by_role("combobox", name="Keys that are single letters or signs").select_option("Off")
    _press(page, "Escape")
    expect(keys).to_be_hidden()
    _press(page, "?", "m")
    expect(keys).to_be_hidden()
    expect(page.get_by_role("textbox", name="Message studio-pc")).not_to_be_focused()
    _press(page, "F6")
    expect(_focused(page)).to_have_count(1)
    page.get_by_role("button", name="Keys").click()
    expect(keys).to_be_visible()


def test_the_focus_stays_where_it_was_when_a_card_changes(page: Page, gallery: str) -> None:
    _open(page, gallery + "?state=rich")
    card = page.get_by_role("article", name="Also add it to /api/contact").last
    stop = card.get_by_role("button", name="Stop")
    stop.focus()
    _press(page, "Enter")
    expect(stop).to_have_count(0)
    expect(card).to_be_focused()


def test_the_thread_is_a_feed_whose_entries_know_their_place_and_are_walked_one_by_one(
    page: Page, gallery: str
) -> None:
    page.goto(gallery + "?state=many")
    entries = page.get_by_role("feed", name="Messages and tasks").get_by_role("article")
    expect(entries.last).to_have_attribute("aria-posinset", "10000")
    expect(entries.last).to_have_attribute("aria-setsize", "10000")
    _press(page, "F6")
    for n in range(10000, 9950, -1):  # beyond what was mounted at first
        expect(_focused(page)).to_have_attribute("aria-posinset", str(n))
        _press(page, "ArrowUp")
    expect(_focused(page)).to_have_accessible_name("Message number 4975")
    page.goto(gallery + "?state=rich")
    expect(entries.last).to_have_attribute("aria-setsize", "-1")


def test_escape_leads_out_of_what_is_written_and_keeps_it(page: Page, gallery: str) -> None:
    _open(page, gallery + "?state=rich")
    _press(page, "m")
    message = page.get_by_role("textbox", name="Message studio-pc")
    page.keyboard.type("half a thought")
    _press(page, "Escape")
    expect(page.locator(".thread .item:focus")).to_be_in_viewport()
    _press(page, "k", "k", "o")
    expect(page.locator(".inspector h1")).to_be_focused()
    expect(message).to_have_value("half a thought")


def test_escape_leads_out_of_a_comment_and_of_the_search(page: Page, gallery: str) -> None:
    _open(page, gallery + "?state=rich#/review/t-done")
    expect(page.locator(".line").first).to_be_visible()
    _press(page, "j", "J", "J", "ArrowDown", "c")
    comment = page.get_by_role("textbox", name=re.compile("^Comment on line"))
    page.keyboard.type("why")
    _press(page, "Escape")
    expect(_focused(page)).to_have_attribute("data-stop", "comment")
    _press(page, "j")
    expect(comment).to_have_value("why")
    expect(_focused(page)).not_to_have_attribute("data-stop", "comment")
    _press(page, "/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("limit")
    _press(page, "Escape", "Escape")
    expect(page.get_by_role("searchbox")).not_to_be_focused()
    _press(page, "Escape")
    expect(page.get_by_role("searchbox")).to_have_count(0)
