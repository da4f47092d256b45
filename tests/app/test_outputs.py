"""What commands and agents say: in colours that can be read, to be copied, and usable however long it is."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.app.gallery import violations

OPEN_ALL = "document.querySelectorAll('details').forEach((fold) => (fold.open = true))"


def test_every_colour_can_be_read_in_light_and_dark(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=outputs")
    page.evaluate(OPEN_ALL)
    expect(page.locator(".ansi-bright-magenta", has_text="bright magenta").first).to_be_visible()
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, only="color-contrast") == []


def test_what_steers_a_terminal_is_carried_out_or_left_out(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=outputs")
    output = page.locator("#item-o-raw").get_by_role("group", name="Output")
    expect(output).to_have_text("Downloading\n100 %\nadded 4 packages\n", use_inner_text=True)


def copied(page: Page) -> str:
    """Return what was copied, as it is pasted into the next message."""
    composer = page.get_by_role("textbox", name="Message studio-pc")
    composer.fill("")
    composer.press("ControlOrMeta+V")
    return composer.input_value()


@pytest.mark.parametrize("is_secure", [True, False])
def test_messages_answers_code_and_outputs_are_copied_as_plain_text(
    phone: BrowserContext, page: Page, gallery: str, is_secure: bool
) -> None:
    if is_secure:
        phone.grant_permissions(["clipboard-read", "clipboard-write"])
    else:  # as on a page from plain http
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(gallery + "?state=outputs")
    page.evaluate(OPEN_ALL)
    for name, text in (
        ("How do I start it?", "How do I start it?\nWhere: newsletter-site\nVerify: npm test"),
        ("Install it, then start it:", "Install it, then start it:\n\n```sh\nnpm ci\n"),
        ("http://localhost:3000", "http://localhost:3000\n"),
        (
            "RUN  v4.1.12 ~/code/newsletter-site",
            " RUN  v4.1.12 ~/code/newsletter-site\n\n ✓ src/form.test.ts (4 tests) 12ms",
        ),
    ):
        button = page.get_by_role("button", name=f"Copy “{name}”")
        button.click()
        expect(page.get_by_role("status").filter(has_text="Copied").last).to_be_attached()
        expect(button).to_be_focused()
        assert copied(page).startswith(text)


def test_a_browser_that_lets_nothing_be_copied_says_so(page: Page, gallery: str) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => false"
    )
    page.goto(gallery + "?state=outputs")
    page.get_by_role("button", name="Copy “How do I start it?”").click()
    expect(page.get_by_role("alert")).to_contain_text("copy it by hand")


def test_of_a_long_output_the_end_is_shown_and_more_above_it_without_a_jump(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=lengthy")
    card = page.locator("#item-o-lines")
    card.get_by_text("Output").click()
    output = card.get_by_role("group", name="Output")
    expect(output).to_contain_text("answers request 10000 within")
    assert card.locator(".output span").count() < 1000
    first = output.get_by_text("not ok", exact=True).first.element_handle()
    top = "(line) => line.getBoundingClientRect().top"
    before: float = first.evaluate(top)
    more = card.get_by_role("button", name="earlier lines: show more")
    more.click()
    expect(output).to_contain_text("answers request 9000 within")
    after: float = first.evaluate(top)
    assert abs(after - before) < 2
    while more.count():
        more.click()
    expect(output).to_contain_text("answers request 1 within")
    expect(output).to_be_focused()


@pytest.mark.parametrize(("card", "earlier"), [("o-line", "980,000 earlier characters"), ("o-all", "earlier lines")])
def test_a_line_or_an_output_without_measure_is_shown_in_pieces(
    page: Page, gallery: str, card: str, earlier: str
) -> None:
    page.goto(gallery + "?state=lengthy")
    page.locator(f"#item-{card}").get_by_text("Output").click()
    expect(page.locator(f"#item-{card}").get_by_role("button", name=f"{earlier}: show more")).to_be_visible()
    shown: int = page.locator(f"#item-{card} .output").evaluate("(output) => output.textContent.length")
    assert shown < 20_100


def test_a_failed_check_is_opened_at_its_failure_and_shown_once_while_the_thread_stays(
    page: Page, gallery: str
) -> None:
    page.goto(gallery + "?state=outputs")
    card = page.locator("#item-o-check")
    summary = card.get_by_text("npm test")
    summary.scroll_into_view_if_needed()
    top = "(summary) => summary.getBoundingClientRect().top"
    before: float = summary.evaluate(top)
    summary.click()
    output = card.get_by_role("group", name="Output of npm test")
    expect(output.get_by_text("2 failed", exact=True).last).to_be_in_viewport()
    expect(output.get_by_text("AssertionError")).to_be_in_viewport()
    expect(output.get_by_text("RUN")).not_to_be_in_viewport()
    assert summary.evaluate(top) == before
    expect(card.get_by_text("Output", exact=True)).to_have_count(0)


def test_what_a_warning_says_is_no_reason_of_the_risk_once_more(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=ends")
    card = page.locator("#item-e1")
    expect(card.get_by_text("which the ticket wanted left alone")).to_have_count(1)
    expect(card.get_by_text("large risk")).to_be_visible()
    expect(card.get_by_text("also: changes tests that were there")).to_be_visible()
