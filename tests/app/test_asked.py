"""What an agent asks: nothing of it hides without a sign, and whatever is opened or typed there comes into sight."""

import re

from playwright.sync_api import Page, expect

TYPED = "Use the trash instead"
BOTH_ANSWERED = """() => {
  const { needsYou } = gallery.view;
  const answer = { verdict: 'denied', words: '', by: 'Chrome', mine: false, at: 0 };
  const answered = needsYou.map(({ id, title }) => [id, { id, title: title ?? 'A question', ...answer }]);
  gallery.change({ needsYou: [{ ...needsYou[0], id: 'a9' }], answered: new Map(answered) });
}"""


def test_what_lies_below_has_a_sign_that_leads_there(page: Page, gallery: str) -> None:
    page.set_viewport_size({"width": 390, "height": 220})
    page.goto(gallery + "?state=approval")
    more = page.get_by_role("button", name="More below")
    command = page.get_by_role("group", name="Exactly this, once").get_by_text("--rebase")
    expect(command).not_to_be_in_viewport()
    more.click()
    expect(command).to_be_in_viewport()
    page.get_by_text("Say what you want instead").scroll_into_view_if_needed()
    expect(more).to_be_hidden()


def test_a_command_that_goes_on_says_so_where_it_stands(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=long")
    page.get_by_role("button", name="Goes on below").click()
    expect(page.get_by_role("group", name="Exactly this, once")).to_be_focused()


def test_words_instead_of_a_yes_come_into_sight_and_say_why_there_is_no_yes(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=approval")
    fold, allow = page.get_by_text("Say what you want instead"), page.get_by_role("button", name="Allow once")
    fold.click()
    field = page.get_by_role("textbox", name="Say what you want instead")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport(ratio=1)
    field.fill(TYPED)
    fold.click()
    expect(allow).to_be_disabled()
    expect(allow).to_have_accessible_description(re.compile("empty what you wrote"))


def test_several_that_were_answered_elsewhere_are_one_line_beside_what_is_open(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=approval")
    page.get_by_role("button", name="Allow once").wait_for()
    page.evaluate(BOTH_ANSWERED)
    elsewhere = page.get_by_role("region", name="Answered elsewhere")
    expect(elsewhere.get_by_text("2 were answered elsewhere")).to_be_in_viewport()
    expect(elsewhere.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
    elsewhere.get_by_role("button", name="Close").click()
    expect(elsewhere).to_be_hidden()


def test_what_was_answered_elsewhere_goes_by_itself_unless_somebody_is_at_it(page: Page, gallery: str) -> None:
    page.clock.install()
    page.goto(gallery + "?state=approval")
    page.get_by_role("button", name="Allow once").wait_for()
    page.evaluate(BOTH_ANSWERED)
    elsewhere = page.get_by_role("region", name="Answered elsewhere")
    elsewhere.get_by_role("button", name="Close").focus()
    page.clock.run_for(60_000)
    expect(elsewhere).to_be_visible()
    page.get_by_role("textbox", name="Message studio-pc").focus()
    page.clock.run_for(10_000)
    expect(elsewhere).to_be_hidden()
