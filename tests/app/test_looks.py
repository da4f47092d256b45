"""Every screen in every state: readable by anyone, in light and dark, on the smallest phone."""

import pytest
from playwright.sync_api import Page

from tests.app.conftest import PHONE
from tests.app.gallery import keep, show, violations
from tests.app.reach import alike, enlarged_text, moving, out_of_reach, spaced_text

THREADS = (
    "rich",
    "empty",
    "ends",
    "waits",
    "queue",
    "approval",
    "plan",
    "tricky",
    "turned",
    "reading",
    "long",
    "tries",
    "tried",
    "full",
    "answering",
    "question",
    "offline",
    "unreachable",
    "asleep",
    "stopped",
    "heldback",
    "unpaired",
    "identity",
    "demo",
    "update",
    "parcels",
    "ticket",
    "vague",
    "steps",
    "several",
    "files",
    "outputs",
)
SCREENS = (
    *(f"?state={state}" for state in (*THREADS, "starting", "folding", "private", "pair", "lost", "gone")),
    *(
        f"?state=rich#/{place}"
        for place in ("review/t-done", "review/t-fail", "review/t-run", "devices", "notices", "statistics")
    ),
    "?state=unseen#/review/t-unseen",
    "?state=elsewhere#/card/t-run/a1",
    "?state=told#/notices",
    "?state=unpaired#/devices",
    "?state=sleepless#/devices",
    "?state=sleepy#/devices",
    "?state=queue#/queue",
    "?state=empty#/queue",
    "?state=rich#/search",
    *(
        f"?state=files#/file/t-files/{name}"
        for name in (
            "report-on-the-prices-of-every-heron-that-was-sold-in-the-last-ten-years.pdf",
            "prices.xlsx",
            "offer.docx",
            "talk.pptx",
            "secret.key",
            "large.slow",
            "prices-autumn.csv",
            "gone",
        )
    ),
    "?state=files&lang=de#/file/t-files/prices.xlsx",
    "?state=parcels#/file/mf/f1",
    *(f"?state=passkeys-{state}#/devices" for state in ("on", "asked", "plain", "unsupported")),
    *(f"?state={state}" for state in ("confirm", "confirm-again", "confirm-away", "confirm-plain", "held", "freed")),
    *(
        f"?state=push-{state}#/devices"
        for state in ("on", "testing", "gone", "blocked", "plain", "install", "unsupported")
    ),
    *(f"?state={state}&lang=de" for state in ("rich", "approval", "waits", "ticket", "question", "lost")),
    *(f"?state=push-on&lang=de#/{place}" for place in ("devices", "statistics", "queue", "review/t-done")),
    *(f"?state=spoken&lang=de{place}" for place in ("", "#/notices", "#/queue")),
    "?pair=invited&lang=de",
    *(f"?pair={step}" for step in ("invited", "shaking", "silent", "digits", "failed", "nonsense")),
)
SIZES = ((320, 640), (1280, 800))


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_is_read_reached_and_heard_by_anyone(page: Page, gallery: str, screen: str) -> None:
    show(page, gallery + screen)
    assert violations(page) == []
    assert alike(page) == []
    assert moving(page) == []
    keep(page, f"{screen} light")
    page.emulate_media(color_scheme="dark")
    assert violations(page, only="color-contrast") == []  # nothing but colours is different
    keep(page, f"{screen} dark")
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(color_scheme="light")
    keep(page, f"{screen} wide")
    page.set_viewport_size(PHONE)
    with enlarged_text(page):
        assert out_of_reach(page) == []
    with spaced_text(page):
        assert out_of_reach(page) == []


@pytest.mark.parametrize(
    "screen",
    [
        "?state=rich",
        "?state=approval",
        "?state=plan",
        "?state=waits",
        "?state=queue#/queue",
        "?state=parcels",
        "?state=outputs",
        "?state=ticket",
        "?state=several",
        "?state=rich#/devices",
        "?state=push-on#/devices",
        "?state=passkeys-on#/devices",
        "?state=confirm",
        "?state=held",
        "?state=rich#/statistics",
        "?pair=invited",
    ],
)
def test_what_can_be_pressed_is_large_enough_for_a_finger(page: Page, gallery: str, screen: str) -> None:
    show(page, gallery + screen)
    small = page.evaluate(
        """[...document.querySelectorAll('button, a, summary, select, input, textarea')]
            .filter((one) => one.checkVisibility({ visibilityProperty: true }))
            .map((one) => ({ name: one.ariaLabel || one.textContent, box: one.getBoundingClientRect() }))
            .filter(({ box }) => box.width < 44 || box.height < 44)
            .map(({ name }) => name)"""
    )
    assert small == []
