"""Ten thousand events in the real app in Chromium: from open to all shown, against parsing the same bytes."""

import asyncio
import json
import shutil
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from bench.browser import page_of, pair_browser, running_browser, wait_sent
from bench.device import paired_device
from bench.history import write_history
from bench.host import HostProcess, running_host
from bench.measure import Aim, Result, conclude, tell
from bench.place import fresh_place

EVENTS = 10_000
ROUNDS = 5
LAST_WORDS = "This is the last of ten thousand"
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
            await pair_browser(host, profile)
        frames = await write_history(place, events, LAST_WORDS)
        async with running_host(place) as host, _serving(frames) as url:
            await wait_sent(place)
            for round_ in range(rounds):
                copy = place.root / f"profile-{round_}"
                shutil.copytree(profile, copy, ignore=shutil.ignore_patterns("Singleton*"))
                value, floor = await _catch_up(host, copy, url, events)
                values.append(value / 1000)
                floors.append(floor / 1000)
    return conclude("catch_up", "s", AIM, values, floors)


async def _catch_up(host: HostProcess, profile: Path, url: str, events: int) -> tuple[float, float]:
    async with running_browser(profile) as context:
        await context.add_init_script(f"({WATCH})({json.dumps(LAST_WORDS)})")
        page = await page_of(context)
        await page.goto(host.origin)
        await page.wait_for_function("() => window.shownAt", timeout=TIMEOUT_S * 1000)
        value: float = await page.evaluate("() => window.shownAt")
        floor: float = await page.evaluate(READ, [url, events])
    return value, floor


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
