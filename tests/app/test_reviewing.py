"""Reading a change: files are marked as viewed, words are told apart, and large diffs stay usable."""

import pytest
from playwright.sync_api import Page, expect

from tests.app.gallery import violations


def test_a_viewed_file_folds_and_is_still_viewed_on_another_day(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich#/review/t-done")
    file = page.get_by_role("group", name="src/routes/subscribe.js")
    head = file.get_by_role("button", expanded=True, name="src/routes/subscribe.js")
    expect(head).to_be_visible()
    file.get_by_role("checkbox", name="Viewed").check()
    expect(file.get_by_role("button", expanded=False)).to_be_visible()
    expect(page.get_by_text("1 of 5 files viewed")).to_be_visible()

    page.reload()
    expect(page.get_by_text("1 of 5 files viewed")).to_be_visible()
    expect(file.get_by_role("region")).to_have_count(0)
    file.get_by_role("checkbox", name="Viewed").uncheck()
    expect(head).to_be_visible()
    expect(page.get_by_text("0 of 5 files viewed")).to_be_visible()


def test_a_browser_that_keeps_no_marks_says_so(page: Page, gallery: str) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }")
    page.goto(gallery + "?state=rich#/review/t-done")
    page.get_by_role("checkbox", name="Viewed").first.check()
    expect(page.get_by_text("viewed marks are gone when the page closes")).to_be_visible()


def test_the_words_that_changed_within_a_line_are_marked(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich#/review/t-done")
    route = page.get_by_role("region", name="src/routes/subscribe.js")
    expect(route.locator("mark")).to_have_text("writeLimit, ")
    assert violations(page) == []


@pytest.mark.parametrize(("task", "lines", "last_step"), [("t-sixty", 60 * 167, 56), ("t-long", 8_000, 2_667)])
def test_a_large_diff_mounts_only_what_is_near(page: Page, gallery: str, task: str, lines: int, last_step: int) -> None:
    page.goto(gallery + f"?state=large#/review/{task}")
    if task == "t-long":
        page.get_by_role("button", name="src/all-steps.js").click()
    expect(page.locator(".line").first).to_be_visible()
    assert page.locator(".line").count() < 1_000 < lines
    tall = "document.querySelector('aside .body').scrollHeight"
    assert page.evaluate(tall) > lines * 20  # the rest has its room, so that the scroll bar tells where one is
    page.evaluate(f"document.querySelector('aside .body').scrollTo(0, {tall})")
    last = page.locator(".line").last
    expect(last).to_contain_text(f"step{last_step}")
    assert page.locator(".line").count() < 2_000


def test_a_change_that_is_read_is_applied_sent_back_or_looked_at_on_the_computer(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=large#/review/t-long")
    say = page.get_by_role("region", name="What do you say?")
    say.get_by_role("button", name="Look at it on the computer").click()
    expect(say.get_by_text("farhand diff 42")).to_be_visible()
    expect(say.get_by_text("worktree add --detach ../newsletter-site-task-42")).to_be_visible()
    assert violations(page) == []

    say.get_by_role("button", name="Looks good: apply").click()
    expect(say.get_by_text("Applying…")).to_be_visible()
    say.get_by_role("button", name="Send back").click()
    expect(page.get_by_text("Follow-up to #42")).to_be_visible()
    expect(page.get_by_role("textbox", name="Message studio-pc")).to_be_focused()
