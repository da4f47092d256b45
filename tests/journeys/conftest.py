"""A computer, a canned model, and devices with real browsers."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from farhand.demo.model import ScriptedModel
from farhand.demo.script import Scenario
from tests.browsers import browser_of, directory_of, player_of
from tests.journeys.browsing import options_of
from tests.journeys.computer import Computer, commit_all
from tests.journeys.gate import Gate
from tests.journeys.projects import make_newsletter
from tests.journeys.screen import Album, Screen
from tests.journeys.story import SCENARIOS

ARTIFACTS = Path(__file__).resolve().parents[2] / "artifacts" / "journeys"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as a journey."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("journey")
            item.add_marker(pytest.mark.timeout(180))


@pytest.fixture(scope="module")
def player(request: pytest.FixtureRequest) -> Playwright:
    return player_of(directory_of(request))


@pytest.fixture(scope="module")
def browser(request: pytest.FixtureRequest) -> Browser:
    return browser_of(directory_of(request))


@pytest.fixture
def album(request: pytest.FixtureRequest) -> Album:
    folder = ARTIFACTS / re.sub(r"\W+", "-", request.node.name.removeprefix("test_")).strip("-")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return Album(folder)


Devices = Callable[[str], Screen]


@pytest.fixture
def device(browser: Browser, album: Album) -> Iterator[Devices]:
    """Yield what makes a device: `phone` is small and touched, any other is a desktop."""
    screens: list[Screen] = []

    def make(who: str) -> Screen:
        context = browser.new_context(**options_of(who))
        screen = Screen(who, context, album)
        screens.append(screen)
        return screen

    yield make
    for screen in screens:
        screen.shot("last")
    errors = [error for screen in screens for error in screen.errors]
    for screen in screens:
        screen.context.close()
    assert errors == []


@pytest.fixture
def phone(device: Devices) -> Screen:
    return device("phone")


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.open_all()


@pytest.fixture
def scenarios() -> list[Scenario]:
    """Return what the model knows; a journey adds to it before it sends."""
    return list(SCENARIOS)


@pytest.fixture
def model(gate: Gate, scenarios: list[Scenario]) -> Iterator[ScriptedModel]:
    with ScriptedModel(scenarios, on_request=gate) as model:
        yield model


@pytest.fixture
def computer(tmp_path: Path, model: ScriptedModel) -> Iterator[Computer]:
    computer = Computer(tmp_path / "computer", "Study", model.environment)
    yield computer
    computer.clean_up()


@pytest.fixture
def relay(tmp_path: Path) -> Iterator[Computer]:
    """Yield another computer, for a relay of its own."""
    relay = Computer(tmp_path / "relay", "Relay", {})
    yield relay
    relay.clean_up()


@pytest.fixture
def project(computer: Computer) -> Path:
    """Return a git repository with a page and a check that passes."""
    folder = computer.root / "site"
    folder.mkdir()
    (folder / "page.txt").write_text("one\n")
    (folder / "farhand.toml").write_text('check = "grep -q . page.txt"\n')
    commit_all(computer, folder)
    return folder


@pytest.fixture
def newsletter(computer: Computer) -> Path:
    """Return the Express project, with its packages installed."""
    return make_newsletter(computer)
