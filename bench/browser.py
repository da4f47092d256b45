"""The app in a real Chromium of phone size, with a profile that outlives it."""

import asyncio
import json
import os
import re
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import BrowserContext, Page, async_playwright

from bench.history import count_waiting
from bench.host import HostProcess, start_verb
from bench.place import Place

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LOOK_S = 0.2
TIMEOUT_S = 900  # to catch up with a hundred thousand events on a busy machine


@asynccontextmanager
async def running_browser(profile: Path) -> AsyncGenerator[BrowserContext]:
    """Run the system's browser over a profile within this context."""
    program = os.environ.get("FARHAND_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), None)
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            profile,
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu"],
            viewport={"width": 390, "height": 844},
            is_mobile=True,
            has_touch=True,
        )
        try:
            yield context
        finally:
            await context.close()


async def page_of(context: BrowserContext) -> Page:
    """Return the page that a browser opens with."""
    return context.pages[0] if context.pages else await context.new_page()


async def pair_browser(host: HostProcess, profile: Path) -> None:
    """Pair the app of a profile with a host, as a person does."""
    offering = await start_verb(host.place, "pair", "--json")
    assert offering.stdout is not None
    link = json.loads(await offering.stdout.readline())["link"]
    async with running_browser(profile) as context:
        page = await page_of(context)
        await page.goto(link)
        await page.get_by_role("button", name=re.compile("Pair with")).click()
        halves = page.locator(".digits span[aria-hidden]")
        await halves.first.wait_for()
        await host.type_digits("".join(await halves.all_inner_texts()))
        await page.locator("textarea").wait_for()
    await offering.wait()


async def wait_sent(place: Place) -> None:
    """Wait until the relay has everything that the host wrote."""
    async with asyncio.timeout(TIMEOUT_S):
        while count_waiting(place):  # noqa: ASYNC110  # another process empties it, and tells nobody
            await asyncio.sleep(LOOK_S)
