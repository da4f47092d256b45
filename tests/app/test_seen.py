"""What a person saw counts as seen; what ended out of their sight, or while nobody was there, does not."""

from playwright.sync_api import Page, expect


def expect_unread(page: Page, count: int) -> None:
    expect(page.get_by_role("button", name=f"Notices, {count} unread")).to_be_visible()


def test_what_ends_before_ones_eyes_is_seen_and_nothing_else(page: Page, gallery: str) -> None:
    page.clock.install()
    page.goto(gallery + "?state=rich")
    expect_unread(page, 2)  # the newest card is in sight
    page.evaluate("gallery.notify('t-run')")
    page.evaluate("gallery.notify('t-old')")
    expect_unread(page, 3)

    page.clock.run_for(60_000)
    page.evaluate("gallery.notify('t-run')")
    page.clock.run_for(1_000)
    expect_unread(page, 4)  # nobody has touched this page for a minute
    page.mouse.move(100, 300)
    expect_unread(page, 3)

    page.locator("#item-t-done").evaluate("(card) => card.scrollIntoView()")
    expect_unread(page, 2)
    page.get_by_role("button", name="Notices").click()
    page.evaluate("gallery.notify('t-old')")
    page.get_by_role("listitem").filter(has_text="Something is done").nth(3).wait_for()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("button", name="Notices", exact=True)).to_be_visible()


def test_what_is_asked_is_seen_where_it_is_pinned(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=approval")
    page.get_by_role("button", name="Allow once").wait_for()
    page.evaluate("gallery.change({ notices: [], unread: 0 })")
    page.evaluate("gallery.notify('t-old', 'a1')")
    page.evaluate("gallery.notify('t-old', 'q1')")
    expect_unread(page, 1)
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("button", name="Notices", exact=True)).to_be_visible()
