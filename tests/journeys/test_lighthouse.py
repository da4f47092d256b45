"""The built app, served by a running host, as Lighthouse judges it: before it is paired, and with a thread."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Playwright

from tests.browsers import BROWSER_ARGUMENTS, find_browser
from tests.journeys.browsing import options_of
from tests.journeys.computer import Computer
from tests.journeys.lighthouse import judge
from tests.journeys.screen import Album, Screen


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def context(player: Playwright, profile: Path) -> Iterator[BrowserContext]:
    """Yield a browser of its own, since Lighthouse sees only what is no context of somebody's."""
    context = player.chromium.launch_persistent_context(
        profile,
        executable_path=find_browser(),
        args=[*BROWSER_ARGUMENTS, "--remote-debugging-port=0"],
        **options_of("phone"),
    )
    yield context
    context.close()


def test_the_app_is_as_good_as_lighthouse_can_say_before_and_after_it_is_paired(
    computer: Computer, project: Path, context: BrowserContext, profile: Path, album: Album
) -> None:
    link = computer.up("--project", str(project))
    assert link is not None
    page = urlsplit(link)._replace(path="/", fragment="").geturl()
    port = int((profile / "DevToolsActivePort").read_text().splitlines()[0])
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))

    unpaired = judge(page, port, album.folder / "unpaired.json")
    phone = Screen("phone", context, album)
    phone.pair(computer, link)
    phone.send("!cat page.txt")
    phone.wait_state(1, "Done")
    phone.page.goto("about:blank")
    paired = judge(page, port, album.folder / "paired.json")

    for report in (unpaired, paired):
        assert report.failures() == []
        assert report.scores() == {"accessibility": 1, "best-practices": 1}
    assert {urlsplit(each).netloc for each in asked if each.startswith("http")} == {urlsplit(page).netloc}
