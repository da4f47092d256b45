"""Ten thousand events in the real app in Chromium: from open to all shown, against parsing the same bytes."""

import asyncio
import json
import os
import re
import shutil
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from playwright.async_api import BrowserContext, Page, async_playwright

from bench.device import paired_device
from bench.history import count_waiting, write_history
from bench.host import HostProcess, running_host, start_verb
from bench.measure import Aim, Result, conclude, tell
from bench.place import Place, fresh_place

EVENTS = 10_000
ROUNDS = 5
LAST_WORDS = "This is the last of ten thousand"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LOOK_S = 0.2
TIMEOUT_S = 120
AIM = Aim(value=1)

WATCH = """words => {
  const look = () => {
    if (document.body?.textContent.includes(words)) window.shownAt = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}"""
READ = """([url, count]) => new Promise((resolve, reject) => {
  const began = performance.now(), decoder = new TextDecoder(), events = [];
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  socket.onerror = () => reject(new Error('the floor is gone'));
  socket.onmessage = ({ data }) => {
    if (events.push(JSON.parse(decoder.decode(data))) === count) resolve(performance.now() - began);
  };
})"""


def measure(rounds: int = ROUNDS, events: int = EVENTS) -> Result:
    """Measure both in turns; each time the browser has what it had when it was paired."""
    return asyncio.run(_measure(rounds, events))


async def _measure(rounds: int, events: int) -> Result:
    values: list[float] = []
    floors: list[float] = []
    with fresh_place() as place:
        profile = place.root / "profile"
        async with running_host(place) as host:
            async with paired_device(host, place.root):
                pass  # it never comes back: the relay keeps for it what the browser has read
            await _pair(host, profile)
        frames = await write_history(place, events, LAST_WORDS)
        async with running_host(place) as host, _serving(frames) as url:
            await _all_sent(place)
            for round_ in range(rounds):
                copy = place.root / f"profile-{round_}"
                shutil.copytree(profile, copy, ignore=shutil.ignore_patterns("Singleton*"))
                value, floor = await _catch_up(host, copy, url, events)
                values.append(value / 1000)
                floors.append(floor / 1000)
    return conclude("catch_up", "s", AIM, values, floors)


async def _all_sent(place: Place) -> None:
    async with asyncio.timeout(TIMEOUT_S):
        while count_waiting(place):  # noqa: ASYNC110  # another process empties it, and tells nobody
            await asyncio.sleep(LOOK_S)


async def _catch_up(host: HostProcess, profile: Path, url: str, events: int) -> tuple[float, float]:
    async with _browser(profile) as context:
        await context.add_init_script(f"({WATCH})({json.dumps(LAST_WORDS)})")
        page = await _page(context)
        await page.goto(host.origin)
        await page.wait_for_function("() => window.shownAt", timeout=TIMEOUT_S * 1000)
        value: float = await page.evaluate("() => window.shownAt")
        floor: float = await page.evaluate(READ, [url, events])
    return value, floor


async def _pair(host: HostProcess, profile: Path) -> None:
    offering = await start_verb(host.place, "pair", "--json")
    assert offering.stdout is not None
    link = json.loads(await offering.stdout.readline())["link"]
    async with _browser(profile) as context:
        page = await _page(context)
        await page.goto(link)
        await page.get_by_role("button", name=re.compile("Pair with")).click()
        halves = page.locator(".digits span[aria-hidden]")
        await halves.first.wait_for()
        await host.type_digits("".join(await halves.all_inner_texts()))
        await page.locator("textarea").wait_for()
    await offering.wait()


@asynccontextmanager
async def _browser(profile: Path) -> AsyncGenerator[BrowserContext]:
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


async def _page(context: BrowserContext) -> Page:
    return context.pages[0] if context.pages else await context.new_page()


@asynccontextmanager
async def _serving(frames: Sequence[bytes]) -> AsyncGenerator[str]:
    """Serve frames to whoever connects, as fast as they are taken."""

    async def serve(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        for frame in frames:
            await socket.send_bytes(frame)
        await socket.close()
        return socket

    app = web.Application()
    app.router.add_get("/", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"ws://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


if __name__ == "__main__":
    tell(measure, events=EVENTS)
