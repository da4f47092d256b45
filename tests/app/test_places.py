"""Ways through the app and back, as a phone's system button takes them."""

from playwright.sync_api import Page, expect

READ = """() => {
  const edge = document.querySelector('.region').getBoundingClientRect().top;
  const read = [...document.querySelectorAll('.item')].find((item) => item.getBoundingClientRect().bottom > edge);
  return [read.id, Math.round(read.getBoundingClientRect().top)];
}"""
STAYS = """async (frames) => {
  for (let frame = 0; frame < frames; frame += 1) await new Promise(requestAnimationFrame);
}"""


def test_the_thread_stands_where_it_was_left_when_one_comes_back_to_it(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=many")
    expect(page.locator(".item").last).to_be_in_viewport()
    page.evaluate("document.querySelector('.region').scrollTop -= 1500")
    expect(page.get_by_role("button", name="Go to the newest")).to_be_visible()
    page.evaluate(STAYS, 5)
    for name in ("Devices and about", "Queue", "Notices", "Search the thread"):
        before = page.evaluate(READ)
        page.get_by_role("button", name=name).tap()
        expect(page.get_by_role("button", name="Back")).to_be_visible()
        page.get_by_role("button", name="Back").tap()
        expect(page.get_by_role("textbox", name="Message studio-pc")).to_be_visible()
        page.evaluate(STAYS, 30)
        assert page.evaluate(READ) == before, name


def test_back_from_a_hit_leads_to_what_was_searched_for(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=many")
    opener = page.get_by_role("button", name="Search the thread")
    opener.click()
    words = page.get_by_role("searchbox")
    words.fill("number 17")
    page.get_by_role("button", name="More").click()
    hit = page.locator("li button").nth(45)
    told = hit.inner_text()
    hit.click()
    expect(page.locator(".item:focus")).to_be_in_viewport()
    page.go_back()
    expect(words).to_have_value("number 17")
    expect(page.get_by_text("The newest 60 places")).to_be_visible()
    expect(page.locator("li button:focus")).to_have_text(told, use_inner_text=True)
    expect(page.locator("li button:focus")).to_be_in_viewport()
    page.go_back()
    expect(opener).to_be_focused()
    opener.click()
    expect(words).to_be_focused()


def test_back_from_a_card_leads_to_the_notice_that_told_of_it(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich")
    page.get_by_role("button", name="Notices").click()
    notice = page.locator("li button.row").last
    notice.click()
    expect(page.locator(".item:focus")).to_be_in_viewport()
    page.go_back()
    expect(notice).to_be_focused()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("textbox", name="Message studio-pc")).to_be_visible()


def test_a_follow_up_is_written_in_the_thread_however_deep_it_began(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich#/review/t-done")
    page.get_by_role("button", name="Follow up").click()
    expect(page.get_by_role("textbox", name="Message studio-pc")).to_be_focused()


def test_comments_that_were_sent_are_seen_to_come_up(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich")
    review = page.get_by_role("button", name="Review").first
    review.scroll_into_view_if_needed()
    review.click()
    page.get_by_role("button", name="Send 3 comments").click()
    expect(page.get_by_role("textbox", name="Message studio-pc")).to_be_visible()
    expect(page.locator(".item").last).to_be_in_viewport()
    expect(page.get_by_role("button", name="Go to the newest")).to_be_hidden()


def test_a_ring_is_drawn_around_what_was_jumped_to_and_not_after_a_tap(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich")
    card = page.locator("#item-t-run")
    ring = "(card) => getComputedStyle(card.querySelector('.panel')).outlineStyle"
    card.get_by_role("button", name="Stop").click()
    expect(card).to_be_focused()
    assert card.evaluate(ring) == "none"
    page.get_by_role("button", name="Queue").click()
    page.locator(".inspector button.what").first.click()
    expect(page.locator(".item.pointed")).to_be_focused()
    assert page.locator(".item.pointed").evaluate(ring) == "solid"


def test_the_way_to_the_newest_stays_below_the_header(page: Page, gallery: str) -> None:
    page.set_viewport_size({"width": 844, "height": 390})
    page.goto(gallery + "?state=approval")
    page.get_by_role("button", name="Back to the thread").click()
    page.evaluate("document.querySelector('.region').scrollTop = 0")
    newest = page.get_by_role("button", name="Go to the newest")
    expect(newest).to_be_attached()
    for name in ("Notices", "Devices and about", "Search the thread"):
        page.get_by_role("button", name=name).click(trial=True)
