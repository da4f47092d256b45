"""However little room there is and however large the text, a person sees what they answer."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.app.conftest import PHONE
from tests.app.gallery import show
from tests.app.reach import enlarged_text, out_of_reach

KEYBOARD, LANDSCAPE, SMALLEST = (390, 500), (844, 390), (320, 568)
SIZES = ((PHONE["width"], PHONE["height"]), KEYBOARD, LANDSCAPE, SMALLEST)
SEEN = """(asked) => {
  const answers = [...document.querySelectorAll('.answers button')].map((one) => one.getBoundingClientRect());
  const first = document.createRange();
  first.selectNodeContents(document.querySelector(asked));
  const { left, top, height } = first.getClientRects()[0];
  const isAt = (part) => document.elementFromPoint(left + 2, top + height * part)?.closest(asked) !== null;
  return {
    answered: answers.length > 0 && answers.every((box) => box.top >= 0 && box.bottom <= innerHeight),
    read: [0.1, 0.5, 0.9].every(isAt),
  };
}"""
IS_BELOW = (
    "(one) => one.getBoundingClientRect().top >= document.querySelector('.region').getBoundingClientRect().bottom"
)
ANOTHER = "gallery.change({ needsYou: [{ ...gallery.view.needsYou[0], id: 'a9' }] })"


def rooms(page: Page) -> Iterator[str]:
    """Go through every size, with the text as it is and twice as large."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator("body")).to_have_css("height", f"{height}px")  # it follows the keyboard, a moment later
        yield f"{width} x {height}"
        with enlarged_text(page):
            yield f"{width} x {height}, large"


@pytest.mark.parametrize(("state", "asked"), [("approval", "pre.exact"), ("question", ".said strong")])
def test_what_is_asked_is_read_where_it_is_answered(page: Page, gallery: str, state: str, asked: str) -> None:
    show(page, f"{gallery}?state={state}")
    page.locator(".answers button").first.wait_for()
    for room in rooms(page):
        assert page.evaluate(SEEN, asked) == {"answered": True, "read": True}, room
    with enlarged_text(page):  # where there is the least room
        assert out_of_reach(page) == []


def test_what_is_asked_gives_way_to_who_writes_and_is_a_tap_away(page: Page, gallery: str) -> None:
    show(page, f"{gallery}?state=approval")
    field, plus = (
        page.get_by_role("textbox", name="Message studio-pc"),
        page.get_by_role("button", name="Add to the message"),
    )
    shown, allow = page.get_by_role("button", name="Show", exact=True), page.get_by_role("button", name="Allow once")
    allow.wait_for()
    page.set_viewport_size({"width": LANDSCAPE[0], "height": LANDSCAPE[1]})
    expect(field).to_be_hidden()
    page.get_by_role("button", name="Back to the thread").click()
    expect(allow).to_be_hidden()
    field.focus()
    plus.click()
    page.get_by_role("button", name="Photo").wait_for()
    for room in rooms(page):
        expect(field, room).to_be_in_viewport(ratio=1)
        expect(shown.or_(allow), room).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": LANDSCAPE[0], "height": LANDSCAPE[1]})
    page.evaluate(ANOTHER)
    expect(allow).to_be_hidden()
    shown.click()
    expect(allow).to_be_in_viewport(ratio=1)
    expect(field).to_be_hidden()


def test_the_way_to_the_newest_lies_over_nothing(page: Page, gallery: str) -> None:
    show(page, f"{gallery}?state=rich")
    page.locator(".region").evaluate("(region) => { region.scrollTop = 0 }")
    newest = page.get_by_role("button", name="Go to the newest")
    for room in rooms(page):
        expect(newest, room).to_be_in_viewport(ratio=1)
        assert newest.evaluate(IS_BELOW), room


def test_columns_need_the_room_that_their_text_needs(page: Page, gallery: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    show(page, gallery + "?state=rich#/review/t-done")
    expect(page.locator("[data-pane=queue]")).to_be_visible()
    line = page.context.new_cdp_session(page)
    sizes = {"fontSizes": {"standard": 32, "fixed": 26}}  # as the browser's settings have them
    line.send("Page.setFontSizes", sizes)  # pyright: ignore[reportUnknownMemberType]  # the protocol's answers have no types
    show(page, gallery + "?state=rich#/review/t-done")
    expect(page.locator("[data-pane=queue]")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("[data-pane=inspector]")).to_be_in_viewport(ratio=0.9)
