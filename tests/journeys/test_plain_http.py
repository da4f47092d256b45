"""Plain http on a network that is not loopback: allowed after a yes that names the risk, and marked everywhere."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from farhand.demo.project import make_sample
from farhand.demo.scenario import TASK
from tests.browsers import BROWSER_ARGUMENTS, find_browser
from tests.journeys.browsing import options_of
from tests.journeys.computer import Computer
from tests.journeys.island import ADDRESS, Island, NoIsland, island
from tests.journeys.screen import Album, Screen

ASSIGNMENT = re.compile(r"^export (\w+)=(.*)$")
ASSIGNMENTS = 2


@dataclass(frozen=True, slots=True)
class Household:
    """A computer and a phone on one network."""

    computer: Computer
    phone: Screen


@pytest.fixture
def network() -> Iterator[Island]:
    try:
        with island() as found:
            yield found
    except NoIsland as refused:
        pytest.skip(f"the kernel gives no network namespace: {refused}")


@pytest.fixture
def model_there(network: Island) -> Iterator[dict[str, str]]:
    """Yield the environment of a model that is on that network."""
    served = subprocess.Popen(
        [*network.entry, sys.executable, "-m", "farhand.demo.model"], stdout=subprocess.PIPE, text=True
    )
    assert served.stdout is not None
    said = [ASSIGNMENT.match(served.stdout.readline()) for _ in range(ASSIGNMENTS)]
    yield {found[1]: found[2] for found in said if found}
    served.terminate()
    served.communicate()


@pytest.fixture
def household(
    network: Island, model_there: dict[str, str], player: Playwright, album: Album, tmp_path: Path
) -> Iterator[Household]:
    computer = Computer(tmp_path / "computer", "Study", model_there, *network.entry)
    program = tmp_path / "browser"
    inside = shlex.join([*network.entry, find_browser() or player.chromium.executable_path])
    program.write_text(f'#!/bin/sh\nexec {inside} "$@"\n')
    program.chmod(0o755)
    browser = player.chromium.launch(executable_path=program, args=BROWSER_ARGUMENTS)
    phone = Screen("phone", browser.new_context(**options_of("phone")), album)
    yield Household(computer, phone)
    browser.close()
    computer.clean_up()
    # The browser calls it an error that it ignores a header which plain http cannot carry.
    assert [error for error in phone.errors if "Cross-Origin-Opener-Policy" not in error] == []


def test_a_phone_on_plain_http_pairs_after_a_yes_that_names_the_risk(household: Household) -> None:
    computer, phone = household.computer, household.phone
    link = computer.up("--project", str(make_sample(computer.root / "newsletter")), lan=True)
    assert link is not None
    assert link.startswith(f"http://{ADDRESS}:")

    phone.page.goto(link.partition("#")[0])
    assert phone.page.evaluate("isSecureContext") is False
    field = phone.page.get_by_role("textbox", name="Pairing link")
    field.wait_for()
    assert phone.page.get_by_role("button", name="Scan the code").count() == 0
    phone.wait_text(re.compile("Lacking here: notifications"))
    phone.shot("paste")
    field.fill(link)
    phone.page.get_by_role("button", name="Continue").click()
    digits = phone.take_invitation()

    refused = computer.type_digits(digits)
    assert refused.code == 1
    assert "plain http" in refused.err
    assert "--unprotected" in refused.err
    assert computer.control.devices().devices == ()
    assert computer.type_digits(digits, "--unprotected").code == 0
    phone.wait_words("Awake")
    phone.wait_text(re.compile("Unprotected"))
    phone.shot("paired")
    (device,) = computer.control.devices().devices
    assert device.unprotected
    assert device.storage == "fallback"

    phone.send(TASK)
    assert "6 of 6 tests pass" in phone.wait_state(1, "Done").inner_text()
    phone.shot("done")
    phone.review(1)
    phone.wait_text(re.compile("HeronLimit"))
    phone.shot("diff")

    phone.come_back(link.partition("#")[0])
    phone.wait_words("Awake")
    phone.wait_state(1, "Done")
