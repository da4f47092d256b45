"""A device as a journey sees it: a browser page with the app, and what a person does and reads there."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.journeys.computer import PATIENCE_S, Computer

PATIENCE_MS = PATIENCE_S * 1000
NETWORK = re.compile("ERR_|WebSocket connection|Failed to load resource")
# A page that is loaded while Chromium plays being offline hears that there is a network; on a phone it hears the truth.
NO_NETWORK = "Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false })"
DIGITS = re.compile(r"(\d{3})\s*(\d{3})")


@dataclass(slots=True)
class Album:
    """Where a journey keeps what it saw, step by step."""

    folder: Path
    taken: int = 0

    def next_path(self, who: str, step: str) -> Path:
        """Return where the next picture goes."""
        self.taken += 1
        return self.folder / f"{self.taken:02d}-{who}-{step}.png"


class Screen:
    """One device's page."""

    def __init__(self, who: str, context: BrowserContext, album: Album) -> None:
        self.who = who
        self.context = context
        self.errors: list[str] = []
        self._album = album
        self.page = self._open_page()

    def _open_page(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._hear)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        # A server that is away is part of many journeys; the browser logs that by itself.
        if message.type == "error" and not NETWORK.search(message.text):
            self.errors.append(message.text)

    def shot(self, step: str) -> None:
        """Keep a picture of what is seen now."""
        self.page.screenshot(path=self._album.next_path(self.who, step), animations="disabled")

    # ── pairing ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def begin_pairing(self, link: str) -> str:
        """Open an invitation, tap, and return the digits that are shown."""
        self.page.goto(link)
        return self.take_invitation()

    def take_invitation(self) -> str:
        """Tap what an opened invitation offers, and return the digits that are shown."""
        self.shot("invited")
        self.page.get_by_role("button", name=re.compile("^Pair with")).click()
        return self.read_digits()

    def read_digits(self) -> str:
        """Return the six digits that are shown."""
        shown = self.page.locator(".digits")
        shown.wait_for()
        self.shot("digits")
        found = DIGITS.search(shown.inner_text())
        assert found is not None
        return found[1] + found[2]

    def pair(self, computer: Computer, link: str, *more: str) -> None:
        """Pair this device with a computer."""
        said = computer.type_digits(self.begin_pairing(link), *more)
        assert said.code == 0, said
        self.composer.wait_for()
        self.wait_words(re.compile("awake", re.IGNORECASE))

    # ── the thread ────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def composer(self) -> Locator:
        """Where a person writes."""
        return self.page.get_by_role("textbox", name=re.compile("^Message "))

    def send(self, text: str) -> None:
        """Write a message and send it."""
        self.composer.fill(text)
        self.page.get_by_role("button", name="Send", exact=True).click()

    def attach(self, path: Path) -> None:
        """Choose a file to go with the message that is being written."""
        self.page.get_by_role("button", name="Add to the message").click()
        with self.page.expect_file_chooser() as chooser:
            self.page.get_by_role("button", name="File", exact=True).click()
        chooser.value.set_files(path)
        self.wait_text(path.name)

    def message(self, text: str) -> Locator:
        """Return the messages with exactly this text."""
        bubble = self.page.locator(".bubble").filter(has_text=re.compile(rf"^{re.escape(text)}$"))
        return self.page.locator(".message:has(> .bubble)").filter(has=bubble)

    def wait_receipt(self, text: str, words: str | re.Pattern[str]) -> None:
        """Wait until the message says how far it came."""
        expect(self.message(text).locator(".receipt")).to_have_text(words, timeout=PATIENCE_MS)

    def card(self, number: int) -> Locator:
        """Return the card of a task."""
        facts = self.page.locator(".facts").filter(has_text=re.compile(rf"(?<!after )#{number}(?!\d)"))
        return self.page.locator("article.task").filter(has=facts)

    def wait_state(self, number: int, word: str | re.Pattern[str]) -> Locator:
        """Wait until the card of a task says this state; return the card."""
        card = self.card(number)
        expect(card.locator(".facts strong")).to_have_text(word, timeout=PATIENCE_MS)
        return card

    def wait_words(self, words: str | re.Pattern[str]) -> None:
        """Wait until the header says this of the connection."""
        expect(self.page.locator("header .connection")).to_contain_text(words, timeout=PATIENCE_MS)

    def wait_text(self, words: str | re.Pattern[str], *, within_ms: float = PATIENCE_MS) -> Locator:
        """Wait until something is read anywhere on the screen."""
        found = self.page.get_by_text(words).locator("visible=true").first
        found.wait_for(timeout=within_ms)
        return found

    def review(self, number: int) -> None:
        """Open the diff of a task and wait until it is there."""
        self.card(number).get_by_role("button", name="Review diff").click()
        self.page.locator(".file code").first.wait_for()

    def back(self) -> None:
        """Go back to the thread."""
        self.page.get_by_role("button", name="Back", exact=True).click()

    # ── what happens to phones ────────────────────────────────────────────────────────────────────────────────────────

    def come_back(self, address: str, *, offline: bool = False) -> None:
        """Open the app anew, as on another day, maybe where there is no network."""
        self.page.close()
        self.page = self._open_page()
        if offline:
            self.page.add_init_script(NO_NETWORK)
        self.page.goto(address)
