"""What a phone meets: a new version of the app, a slow network, and a clock of its own that is days off."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.computer import Computer
from tests.journeys.front import Front
from tests.journeys.screen import Screen

SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 20_000,
}  # a bad mobile network
CONTROLLED = """() => {
  const { serviceWorker } = navigator;
  const taken = new Promise((done) => serviceWorker.addEventListener('controllerchange', () => done(), { once: true }));
  return serviceWorker.controller ? undefined : taken;
}"""
THREE_DAYS_AHEAD = """
    const RealDate = Date;
    const ahead = 3 * 24 * 3600 * 1000;
    globalThis.Date = class extends RealDate {
        constructor(...given) { given.length ? super(...given) : super(RealDate.now() + ahead); }
        static now() { return RealDate.now() + ahead; }
    };
"""


def test_a_new_version_waits_for_a_tap_and_keeps_what_is_being_written(
    computer: Computer, project: Path, phone: Screen
) -> None:
    with Front({"/": computer.port}) as front:
        link = computer.up("--project", str(project), "--origin", front.origin)
        assert link is not None
        phone.pair(computer, link)
        page = phone.page
        page.evaluate(CONTROLLED)
        phone.composer.fill("half a thought")

        front.has_newer_app = True
        page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => true)")
        phone.wait_text("New version ready.")
        expect(phone.composer).to_have_value("half a thought")
        phone.shot("ready")
        with page.expect_navigation():
            page.get_by_role("button", name="Update now").click()
        phone.wait_words("Awake")
        expect(phone.composer).to_have_value("half a thought")
        expect(page.get_by_text("New version ready.")).to_have_count(0)


def test_a_slow_network_and_a_wrong_clock_change_neither_what_runs_nor_how_old_it_is(
    computer: Computer, project: Path, phone: Screen
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    phone.pair(computer, link)
    page = phone.page
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")  # pyright: ignore[reportUnknownMemberType]  # the protocol's answers have no types
    network.send("Network.emulateNetworkConditions", SLOW)  # pyright: ignore[reportUnknownMemberType]  # as above
    page.reload()
    phone.wait_words(re.compile("Connecting for|Awake"))
    phone.send("!cat page.txt")
    phone.wait_receipt("!cat page.txt", "on Study")
    phone.wait_state(1, "Done")
    phone.shot("slow")

    page.add_init_script(THREE_DAYS_AHEAD)
    page.reload()
    phone.wait_words("Awake")
    phone.send("!sleep 3 && cat page.txt")
    phone.wait_state(2, "Running")
    phone.shot("ahead")
    assert not re.search(r"\b72 h|\b3 days", page.locator("body").inner_text())
    phone.wait_state(2, "Done")
