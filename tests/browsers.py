"""The system's browser, started once for all tests of a directory: a context of its own keeps each of them apart."""

import os
import shutil

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

CHROMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_ARGUMENTS = ("--no-sandbox", "--disable-gpu")

_PLAYER = pytest.StashKey[Playwright]()
_BROWSER = pytest.StashKey[Browser]()


def find_browser() -> str | None:
    """Return the browser of this machine, or none: then playwright's own is used."""
    return os.environ.get("FARHAND_BROWSER") or next(filter(None, map(shutil.which, CHROMES)), None)


def directory_of(request: pytest.FixtureRequest) -> pytest.Dir:
    """Return the directory of the tests that ask."""
    directory = request.node.getparent(pytest.Dir)
    assert directory is not None
    return directory


def player_of(directory: pytest.Dir) -> Playwright:
    """Return what plays browsers for a directory, until its last test is over: async tests elsewhere bear none."""
    if (player := directory.stash.get(_PLAYER, None)) is None:
        playing = sync_playwright()
        player = directory.stash[_PLAYER] = playing.start()

        def stop() -> None:
            del directory.stash[_PLAYER]
            playing.__exit__()

        directory.addfinalizer(stop)
    return player


def browser_of(directory: pytest.Dir) -> Browser:
    """Return the browser of a directory."""
    if (browser := directory.stash.get(_BROWSER, None)) is None:
        player = player_of(directory)
        browser = directory.stash[_BROWSER] = player.chromium.launch(
            executable_path=find_browser(), args=BROWSER_ARGUMENTS
        )

        def close() -> None:
            del directory.stash[_BROWSER]
            browser.close()

        directory.addfinalizer(close)
    return browser
