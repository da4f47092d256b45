"""A phone reads the invitation from the computer's screen with its camera."""

import re
from pathlib import Path

from playwright.sync_api import Playwright

from tests.browsers import BROWSER_ARGUMENTS, find_browser
from tests.journeys.browsing import options_of
from tests.journeys.camera import arguments_for, film_of
from tests.journeys.computer import Computer
from tests.journeys.screen import Album, Screen


def test_a_phone_pairs_by_its_camera(computer: Computer, player: Playwright, album: Album, tmp_path: Path) -> None:
    link = computer.up()
    assert link is not None
    film = tmp_path / "screen.y4m"
    film_of(link, film)
    browser = player.chromium.launch(executable_path=find_browser(), args=[*BROWSER_ARGUMENTS, *arguments_for(film)])
    phone = Screen("phone", browser.new_context(**options_of("phone")), album)
    phone.page.goto(link.partition("#")[0])
    phone.page.get_by_role("button", name="Scan the code").click()
    digits = phone.take_invitation()
    assert computer.type_digits(digits).code == 0
    phone.wait_words(re.compile("awake", re.IGNORECASE))
    phone.shot("paired")
    browser.close()
    assert phone.errors == []
