"""Whatever the state of the connection, a person can try again and pair anew, and is told what that keeps."""

from playwright.sync_api import Page, expect

from tests.app.gallery import show

WITH_A_THREAD = (
    "rich",
    "connecting",
    "norelay",
    "asleep",
    "stopped",
    "unreachable",
    "heldback",
    "offline",
    "full",
    "identity",
    "unpaired",
)


def test_trying_again_and_pairing_anew_are_there_in_every_state_that_has_a_thread(page: Page, gallery: str) -> None:
    for state in WITH_A_THREAD:
        show(page, f"{gallery}?state={state}#/devices")
        page.get_by_role("button", name="Try again").locator("visible=true").click()
        expect(page.get_by_text("Looked again at")).to_be_visible()
        page.get_by_role("button", name="Pair again").locator("visible=true").click()
        expect(page.get_by_role("textbox", name="Pairing link")).to_be_visible()
        expect(page.get_by_text("Pairing again keeps what you are writing")).to_be_visible()
        page.get_by_role("button", name="Not now").click()
        expect(page.get_by_role("heading", name="Devices and about")).to_be_visible()


def test_a_device_without_a_pairing_begins_with_it_and_can_look_for_its_keys_again(page: Page, gallery: str) -> None:
    for state in ("lost", "gone"):
        show(page, f"{gallery}?state={state}")
        expect(page.get_by_role("textbox", name="Pairing link")).to_be_visible()
    show(page, f"{gallery}?state=lost")
    page.get_by_role("button", name="Try again").click()


def test_a_browser_that_keeps_nothing_says_where_to_pair_and_can_be_tried_again(page: Page, gallery: str) -> None:
    show(page, f"{gallery}?state=private")
    expect(page.get_by_text("Open Farhand in a normal window")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
