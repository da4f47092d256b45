"""A phone that holds ten thousand events: from opening the app to a usable thread, against an empty thread."""

import asyncio
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.browser import TIMEOUT_S, page_of, pair_browser, running_browser, wait_sent
from bench.history import write_history
from bench.host import HostProcess, running_host
from bench.measure import Aim, Result, conclude, tell
from bench.place import Place, fresh_place

EVENTS = 10_000
ROUNDS = 10
LAST_WORDS = "This is the last of many thousand"
NOTHING = "Paired with"
CPU_SLOWER = 4
LATENCY_MS = 150
BYTES_PER_S = 200_000  # with the latency: what Lighthouse calls slow 4G
PROFILE = "profile"
APP_KEPT = (
    "Service Worker",
    "Cache",
    "Code Cache",
)  # what a browser keeps of the app itself, by the names of its folders
AIM = Aim(ratio=1.3)

USABLE = """words => {
  const list = document.querySelector('.list');
  const isUsable = list?.textContent.includes(words) && document.querySelector('textarea:not(:disabled)');
  return isUsable ? performance.now() : undefined;
}"""


def measure(rounds: int = ROUNDS, events: int = EVENTS, cold: int = 0) -> Result:
    """Measure both in turns, on a slow processor and network; `cold` is 1 where nothing of the app itself is kept."""
    return asyncio.run(_measure(rounds, events, is_cold=bool(cold)))


async def _measure(rounds: int, events: int, *, is_cold: bool) -> Result:
    values: list[float] = []
    floors: list[float] = []
    with fresh_place() as long, fresh_place() as empty:
        async with _held(long, events) as full, _held(empty, 0) as bare:
            for round_ in range(rounds):
                values.append(await _open(full, long.root / f"profile-{round_}", LAST_WORDS, is_cold=is_cold))
                floors.append(await _open(bare, empty.root / f"profile-{round_}", NOTHING, is_cold=is_cold))
    return conclude("web", "s", AIM, values, floors)


@asynccontextmanager
async def _held(place: Place, events: int) -> AsyncGenerator[HostProcess]:
    """Run a host whose paired browser holds so many events; its profile is in the place."""
    async with running_host(place) as host:
        await pair_browser(host, place.root / PROFILE)
    if events:
        await write_history(place, events, LAST_WORDS)
    async with running_host(place) as host:
        await wait_sent(place)
        async with running_browser(place.root / PROFILE) as context:
            page = await page_of(context)
            await page.goto(host.origin)
            await page.wait_for_function(USABLE, arg=LAST_WORDS if events else NOTHING, timeout=TIMEOUT_S * 1000)
            await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        yield host


async def _open(host: HostProcess, copy: Path, words: str, *, is_cold: bool) -> float:
    """Return the seconds from opening the app, as it was left, to a thread that can be used."""
    left_out = shutil.ignore_patterns("Singleton*", *(APP_KEPT if is_cold else ()))
    shutil.copytree(host.place.root / PROFILE, copy, ignore=left_out)
    async with running_browser(copy) as context:
        page = await page_of(context)
        line = await context.new_cdp_session(page)
        speed = {"downloadThroughput": BYTES_PER_S, "uploadThroughput": BYTES_PER_S}
        for method, given in (
            ("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER}),
            ("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY_MS, **speed}),
        ):
            await line.send(method, given)  # pyright: ignore[reportUnknownMemberType]  # the protocol's answers have no types
        await page.goto(host.origin, wait_until="commit")
        usable = await page.wait_for_function(USABLE, arg=words, timeout=TIMEOUT_S * 1000)
        milliseconds: float = await usable.json_value()
    return milliseconds / 1000


if __name__ == "__main__":
    tell(measure, events=EVENTS, cold=0)
