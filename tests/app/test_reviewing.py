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
    expect(page.get_by_text("1 of 6 files viewed")).to_be_visible()

    page.reload()
    expect(page.get_by_text("1 of 6 files viewed")).to_be_visible()
    expect(file.get_by_role("region")).to_have_count(0)
    file.get_by_role("checkbox", name="Viewed").uncheck()
    expect(head).to_be_visible()
    expect(page.get_by_text("0 of 6 files viewed")).to_be_visible()


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


def test_what_does_not_show_in_a_change_is_said(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=unseen#/review/t-unseen")
    link = page.get_by_role("group", name="config/passwords")
    expect(link).to_contain_text("A symbolic link to /etc/passwd, which leads out of the project, or could.")
    expect(page.get_by_role("group", name="src/app.js")).to_contain_text("Only line ends changed: CRLF → LF.")
    expect(page.get_by_role("region", name="src/app.js").locator(".del").first).to_contain_text("CR")
    expect(page.get_by_role("region", name="src/blanks.js").locator(".add mark")).to_have_text("··")
    page.get_by_role("button", name="data/all.csv").click()
    expect(page.get_by_text("48,213 of 48,213 changed lines not shown")).to_be_visible()


def test_a_very_long_line_is_shown_where_it_changed_and_wholly_when_asked(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=unseen#/review/t-unseen")
    packed = page.get_by_role("region", name="dist/app.js")
    changed = packed.locator(".add").first
    changed.scroll_into_view_if_needed()
    expect(changed.locator("mark")).to_be_in_viewport()
    expect(changed.locator("mark")).to_have_text("10")
    expect(changed).to_contain_text("⋯ 121,732 characters ⋯")
    expect(packed.locator(".add").last).to_contain_text("characters, changed too")
    changed.get_by_role("button", name="Show all of it").click()
    expect(changed).not_to_contain_text("⋯")
    changed.get_by_role("button", name="Show less of it").click()
    expect(changed.locator("mark")).to_be_visible()


def test_a_picture_is_compared_by_slider_and_by_buttons(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich#/review/t-done")
    logo = page.get_by_role("group", name="public/logo.png")
    expect(logo).to_contain_text("PNG image, 12 kB → 14 kB")
    for way in ("Both", "Slide", "Blend"):
        logo.get_by_role("button", name=way).click()
        expect(logo.get_by_role("img")).to_have_count(2)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == []
    logo.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    expect(logo.get_by_role("slider")).to_have_value("51")
    logo.get_by_role("button", name="After").click()
    expect(logo.get_by_role("slider")).to_have_value("100")
    expect(page.get_by_role("group", name="scripts/release.sh")).to_contain_text("can be run as a program now")


def test_two_pictures_are_parted_by_a_line_that_is_dragged_on_them(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich#/review/t-done")
    logo = page.get_by_role("group", name="public/logo.png")
    logo.get_by_role("button", name="Slide").click()
    box, slider = logo.locator(".slide").bounding_box(), logo.get_by_role("slider")
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 4, middle, steps=3)
    page.mouse.up()
    expect(slider).to_have_value("25")
    parts = [logo.locator(f".{side}").evaluate("(e) => getComputedStyle(e).clipPath") for side in ("before", "after")]
    assert parts == ["inset(0px 75% 0px 0px)", "inset(0px 0px 0px 25%)"]
    logo.get_by_role("button", name="Before").click()
    expect(slider).to_have_value("100")


@pytest.mark.parametrize("width", [1024, 1280, 1600])
def test_before_and_after_stand_side_by_side_where_there_is_room(page: Page, gallery: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(gallery + "?state=rich#/review/t-done")
    side_by_side = page.get_by_role("button", name="Side by side")
    side_by_side.click()
    rows = page.get_by_role("region", name="src/routes/subscribe.js").locator(".pair")
    changed = rows.filter(has_text="writeLimit, async")
    expect(changed.locator(".del")).to_contain_text("subscribe.post('/api/subscribe', async")
    expect(changed.locator(".add mark")).to_have_text("writeLimit, ")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []

    rows.first.get_by_role("button", name="Comment on line 1 before the change").click()
    left = rows.first.locator(".line").first.bounding_box()
    editor = page.get_by_role("textbox", name="Comment on line 1 before the change").bounding_box()
    assert left is not None
    assert editor is not None
    assert editor["x"] + editor["width"] < left["x"] + left["width"]

    page.reload()
    expect(side_by_side).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Follow up").last.click()
    expect(page.get_by_role("textbox", name="Message studio-pc")).to_be_focused()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".pair")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(("task", "lines", "last_step"), [("t-sixty", 60 * 167, 56), ("t-long", 8_000, 2_667)])
def test_a_large_diff_mounts_only_what_is_near(
    page: Page, gallery: str, task: str, lines: int, last_step: int, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(gallery + f"?state=large#/review/{task}")
    if width > 390:
        page.get_by_role("button", name="Side by side").click()
        lines = lines * 2 // 3  # each removed line shares its row with the added one
    if task == "t-long":
        page.get_by_role("button", name="src/all-steps.js").click()
    expect(page.locator(".line").first).to_be_visible()
    assert page.locator(".line").count() < 1_000 < lines
    tall = "document.querySelector('.inspector .body').scrollHeight"
    assert page.evaluate(tall) > lines * 20  # the rest has its room, so that the scroll bar tells where one is
    page.evaluate(f"document.querySelector('.inspector .body').scrollTo(0, {tall})")
    last = page.locator(".line").last
    expect(last).to_contain_text(f"step{last_step}")
    assert page.locator(".line").count() < 2_000


def test_a_change_that_is_read_is_applied_sent_back_or_looked_at_on_the_computer(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=large#/review/t-long")
    say = page.get_by_role("region", name="What do you say?")
    say.get_by_role("button", name="Look at it on the computer").click()
    expect(say.get_by_text("farhand diff 42")).to_be_visible()
    say.get_by_role("button", name="Open its folder on studio-pc").click()
    expect(say.get_by_text("by hand: cd")).to_be_visible()
    expect(say.get_by_text("worktree add --detach ../newsletter-site-task-42")).to_be_visible()
    assert violations(page) == []

    say.get_by_role("button", name="Looks good: apply").click()
    expect(say.get_by_text("Applying…")).to_be_visible()
    say.get_by_role("button", name="Send back").click()
    expect(page.get_by_text("Follow-up to #42")).to_be_visible()
    expect(page.get_by_role("textbox", name="Message studio-pc")).to_be_focused()


def test_two_pictures_are_turned_by_buttons_and_by_keys(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich#/review/t-done")
    logo = page.get_by_role("group", name="public/logo.png", exact=True)
    logo.get_by_role("button", name="One by one").tap()
    strip = logo.get_by_role("group", name="public/logo.png before and after the change")
    previous, following = (logo.get_by_role("button", name=name) for name in ("Previous", "Next"))
    before, after = (strip.get_by_role("img", name=f"{when} the change") for when in ("before", "after"))
    place = logo.get_by_role("status")

    expect(place).to_have_text("Before, 1 of 2")
    expect(previous).to_be_disabled()
    following.tap()
    expect(place).to_have_text("After, 2 of 2")
    expect(following).to_be_disabled()
    expect(after).to_be_in_viewport(ratio=0.9)
    expect(before).not_to_be_in_viewport()
    previous.tap()
    expect(place).to_have_text("Before, 1 of 2")
    strip.focus()
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text("After, 2 of 2")
    assert violations(page) == []
