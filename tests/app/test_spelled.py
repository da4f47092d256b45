"""What would read as something else than it is: spelled out wherever it is shown."""

import re

import pytest
from playwright.sync_api import Page

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize(
    "screen", ["?state=turned", "?state=turned#/review/b3", "?state=turned#/queue", "?state=turned#/notices"]
)
def test_nothing_on_a_screen_is_turned_around(page: Page, gallery: str, screen: str) -> None:
    page.goto(gallery + screen)
    page.get_by_text("[RLO]").filter(visible=True).first.wait_for()
    assert TURNING.search(page.locator("body").text_content() or "") is None
