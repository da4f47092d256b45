"""Installing the app where the browser offers it: one button, then what came of it."""

from playwright.sync_api import Page, expect

OFFER = """() => {
    window.asked = 0;
    const prompt = async () => { window.asked += 1; return { outcome: 'dismissed' } };
    const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt });
    window.dispatchEvent(offer);
    return offer.defaultPrevented;
}"""
INSTALLED = "window.dispatchEvent(new Event('appinstalled'))"


def test_what_the_browser_offers_is_taken_up_once_and_the_steps_stand_there_otherwise(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=rich#/devices")
    steps = page.get_by_text("Choose Install Farhand")
    expect(steps).to_be_visible()

    assert page.evaluate(OFFER)  # in place of the browser's own bar
    expect(steps).to_have_count(0)
    install = page.get_by_role("button", name="Install", exact=True)
    install.tap()

    expect(install).to_have_count(0)
    expect(steps).to_be_visible()
    assert page.evaluate("window.asked") == 1


def test_once_it_is_installed_the_page_says_where_to_go_on(page: Page, gallery: str) -> None:
    page.goto(gallery + "?state=pair")
    page.evaluate(OFFER)
    page.get_by_text("Install the app first").tap()
    page.get_by_role("button", name="Install", exact=True).tap()
    page.evaluate(INSTALLED)
    expect(page.get_by_role("status")).to_have_text("The app is installed. Open Farhand from its icon.")
    expect(page.get_by_text("Choose Install Farhand")).to_have_count(0)
