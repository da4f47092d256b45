"""A phone whose whole browser can be killed and started again over the same storage."""

from pathlib import Path

import psutil
from playwright.sync_api import BrowserContext, Playwright

from tests.browsers import BROWSER_ARGUMENTS, find_browser
from tests.journeys.browsing import options_of
from tests.journeys.computer import PATIENCE_S
from tests.journeys.screen import Album, Screen


class MortalPhone:
    """Starts and kills; what was on the screen before a kill is gone, what was stored is not."""

    def __init__(self, player: Playwright, album: Album, profile: Path) -> None:
        self._player = player
        self._album = album
        self._profile = profile
        self._screen: Screen | None = None
        self.errors: list[str] = []

    def start(self, address: str | None = None) -> Screen:
        """Start the browser, and open the app if there is an address."""
        context: BrowserContext = self._player.chromium.launch_persistent_context(
            self._profile, executable_path=find_browser(), args=BROWSER_ARGUMENTS, **options_of("phone")
        )
        self._screen = Screen("phone", context, self._album)
        if address is not None:
            self._screen.page.goto(address)
        return self._screen

    def kill(self) -> None:
        """Kill the browser, every process of it."""
        for process in psutil.process_iter():
            try:
                if any(str(self._profile) in word for word in process.cmdline()):
                    process.kill()
                    process.wait(PATIENCE_S)
            except psutil.NoSuchProcess:
                continue
        if self._screen is not None:
            self.errors += self._screen.errors
            self._screen = None
