"""A browser that looks at the gallery."""

import fcntl
import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize

from tests.app.gallery import build_gallery, serving_gallery
from tests.browsers import browser_of, directory_of

PATIENCE_MS = 5000
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of the gallery, which the first of the workers builds for all that play this run."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    own = tmp_path_factory.getbasetemp()
    folder = own / "gallery" if run is None else own.parent / f"gallery-{run}"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            build_gallery(folder)
    with serving_gallery(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Browser:
    """Return the system's browser."""
    return browser_of(directory_of(request))


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """Yield a phone-sized context that moves nothing by itself."""
    context = browser.new_context(viewport=PHONE, has_touch=True, reduced_motion="reduce", locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Iterator[Page]:
    """Yield a page; what it logs as an error, also against the content policy, fails the test."""
    page = phone.new_page()
    errors: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
