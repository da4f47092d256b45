"""What is written: tickets, steps, several tasks, templates, files by name."""

from playwright.sync_api import Page, expect

from tests.app.gallery import violations


def test_steps_and_attempts_are_asked_for_with_a_message(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich")
    page.get_by_role("textbox", name="Message studio-pc").fill("Refactor the parser")
    page.get_by_role("button", name="Add to the message", exact=True).click()
    page.get_by_role("button", name="Steps", exact=True).click()
    for number, step in enumerate(("run the tests", "fix what fails"), 1):
        page.get_by_role("button", name="Then …").click()
        expect(page.get_by_role("textbox", name=f"Then, step {number}")).to_be_focused()
        page.keyboard.type(step)
    page.get_by_label("If its checks still fail").select_option("3 fresh attempts")
    page.get_by_role("button", name="Leave out step 1").click()
    expect(page.get_by_role("button", name="Add to the message, 2 added")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".message").last).to_contain_text("Refactor the parser")
    expect(page.locator(".message").last).to_contain_text("then: fix what fails")
    expect(page.get_by_role("button", name="Add to the message", exact=True)).to_be_visible()


def test_a_ticket_says_what_it_still_leaves_open(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich")
    hint = page.locator(".clarity")
    page.get_by_role("textbox", name="Message studio-pc").fill("Fix it")
    expect(hint).to_contain_text("studio-pc will ask what it is about")
    page.get_by_role("textbox", name="Message studio-pc").fill("Fix the login")
    expect(hint).to_have_text("Could be clearer: where?")  # how it is verified, the project says
    page.get_by_role("button", name="Add to the message", exact=True).click()
    page.get_by_role("button", name="Ticket", exact=True).click()
    page.get_by_role("textbox", name="Where").fill("src/login.py")
    expect(hint).to_contain_text("Says what, where and how to verify.")
    page.get_by_role("textbox", name="How to verify").fill("npm test")
    page.get_by_role("textbox", name="Leave alone").fill("the database")
    page.get_by_role("button", name="Send", exact=True).click()
    bubble = page.locator(".message").last
    for line in ("Where: src/login.py", "Verify: npm test", "Leave alone: the database"):
        expect(bubble).to_contain_text(line)


def test_how_it_is_verified_is_asked_where_no_project_says_it(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=offline")
    page.get_by_role("textbox", name="Message studio-pc").fill("Fix the login")
    hint, project = page.locator(".clarity"), page.get_by_role("combobox")
    for name, asked in (("ops-tools", "where, and how is it verified?"), ("newsletter-site", "where?")):
        project.select_option(name)
        expect(hint).to_have_text(f"Could be clearer: {asked}")


def test_a_list_becomes_rows_that_are_changed_before_they_are_sent(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich")
    page.get_by_role("textbox", name="Message studio-pc").fill("- Fix the login\n- Add a page")
    page.get_by_role("button", name="Make 2 tasks of this list").click()
    page.get_by_role("textbox", name="Task 2").fill("Add a page about herons")
    page.get_by_role("textbox", name="Task 2").press("Enter")
    expect(page.get_by_role("textbox", name="Task 3")).to_be_focused()
    page.keyboard.type("fix it")
    expect(page.get_by_text("It will be asked about")).to_be_visible()
    page.get_by_role("button", name="Leave out task 3").click()
    expect(page.get_by_role("textbox", name="Task 2")).to_be_focused()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".message .bubble").last).to_have_text("Tasks:\n- Fix the login\n- Add a page about herons")


def test_a_template_is_kept_used_renamed_and_removed(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich")
    area = page.get_by_role("textbox", name="Message studio-pc")
    area.fill("Release the newest version")
    page.get_by_role("button", name="Add to the message", exact=True).click()
    page.get_by_role("button", name="Templates", exact=True).click()
    page.get_by_role("button", name="Keep what is written").click()
    page.get_by_role("textbox", name="Name").fill("Release")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Rename “Release”").click()
    page.get_by_role("textbox", name="Name").fill("Ship")
    page.get_by_role("button", name="Keep", exact=True).click()
    area.fill("")
    page.get_by_role("button", name="Use “Ship”").click()
    expect(area).to_have_value("Release the newest version")
    expect(area).to_be_focused()
    page.get_by_role("button", name="Templates", exact=True).click()
    page.get_by_role("button", name="Remove “Ship”").click()
    expect(page.get_by_role("button", name="Use “Ship”")).to_have_count(0)
    expect(page.get_by_role("button", name="Use “Upgrade one package”")).to_be_visible()


def test_a_file_of_the_project_is_named_by_keys_or_by_finger(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich")
    area = page.get_by_role("textbox", name="Message studio-pc")
    area.press_sequentially("Fix @sub")
    options = page.get_by_role("listbox", name="Files of the project").get_by_role("option")
    expect(options).to_have_count(2)
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(area).to_have_value("Fix @test/subscribe.test.js ")
    expect(options).to_have_count(0)
    area.press_sequentially("and @READ")
    options.first.click()
    expect(area).to_have_value("Fix @test/subscribe.test.js and @README.md ")
    expect(area).to_be_focused()
    area.press_sequentially("@x")
    expect(page.get_by_text("No file fits “x”.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("No file fits “x”.")).to_be_hidden()


SPEECH = """window.SpeechRecognition = class {
  start() { window.speech = this; }
  stop() { this.onend(); }
  abort() {}
};"""


def test_dictating_says_where_the_sound_goes_and_only_puts_words_in(page: Page, gallery: str) -> None:
    page.add_init_script(SPEECH)
    page.goto(gallery + "?state=rich")
    area = page.get_by_role("textbox", name="Message studio-pc")
    area.fill("Please now")
    area.press("Home")
    area.press("Control+ArrowRight")
    messages = page.locator(".message").count()
    page.get_by_role("button", name="Dictate").click()
    expect(page.get_by_text("most send the sound to their maker")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("window.speech") is None
    page.get_by_role("button", name="Start dictating").click()
    expect(page.get_by_text("Listening")).to_be_visible()
    page.evaluate("speech.onresult({ results: [{ isFinal: false, 0: { transcript: 'fix the' } }] })")
    expect(page.get_by_text("fix the", exact=True)).to_be_visible()
    page.evaluate("speech.onresult({ results: [{ isFinal: true, 0: { transcript: 'fix the login' } }] })")
    page.get_by_role("button", name="Stop", exact=True).last.click()
    expect(area).to_have_value("Please fix the login now")
    assert page.locator(".message").count() == messages

    page.get_by_role("button", name="Dictate").click()
    expect(page.get_by_text("Listening")).to_be_visible()
    page.evaluate("speech.onerror({ error: 'not-allowed' }); speech.onend()")
    expect(page.get_by_role("alert")).to_contain_text("may not use the microphone")
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_refused_message_is_taken_back_to_the_task_that_it_was_to_follow(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=offline")
    composer = page.get_by_role("textbox", name="Message studio-pc")
    composer.fill("First this")
    page.get_by_role("button", name="Take back").tap()
    expect(composer).to_have_value("Then deploy")
    expect(composer).to_be_focused()
    expect(page.locator("#item-s3")).to_have_count(0)
    expect(page.get_by_role("button", name="Take back")).to_have_count(0)
    page.get_by_role("button", name="Not a follow-up").tap()
    expect(composer).to_have_value("First this")


def test_a_message_that_is_taken_back_stays_until_its_words_are_kept_elsewhere(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=offline")
    page.evaluate("void (gallery.keepDraft = () => new Promise((kept) => Object.assign(window, { kept })))")
    page.get_by_role("button", name="Take back").tap()
    expect(page.get_by_role("textbox", name="Message studio-pc")).to_have_value("Then deploy")
    expect(page.locator("#item-s3")).to_have_count(1)
    page.evaluate("kept()")
    expect(page.locator("#item-s3")).to_have_count(0)
