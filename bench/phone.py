"""A phone whose thread holds so many events: opened again and again as it was left, as slow as phones are."""

import asyncio
import shutil
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import CDPSession, Page
from pydantic import TypeAdapter

from bench.browser import TIMEOUT_S, page_of, pair_browser, running_browser, wait_sent
from bench.device import paired_device
from bench.history import busy, write_history
from bench.host import HostProcess, running_host
from bench.place import fresh_place
from farhand.clock import Clock
from farhand.wire.events import AnyEvent

CPU_SLOWER = 4
LATENCY_MS = 150
BYTES_PER_S = 200_000  # with the latency: what Lighthouse calls slow 4G
LAST_WORDS = "This is the last of many thousand"
NOTHING = "Paired with"
PROFILE = "profile"
APP_KEPT = (
    "Service Worker",
    "Cache",
    "Code Cache",
)  # what a browser keeps of the app itself, by the names of its folders

_ANSWER: TypeAdapter[dict[str, object]] = TypeAdapter(dict[str, object])

USABLE = """words => {
  const list = document.querySelector('.list');
  const isUsable = list?.textContent.includes(words) && document.querySelector('textarea:not(:disabled)');
  return isUsable ? performance.now() : undefined;
}"""


@dataclass(frozen=True, slots=True)
class Phone:
    """A paired browser that is closed; `words` are the last of its thread."""

    host: HostProcess
    words: str

    @asynccontextmanager
    async def awake(self, *, is_cold: bool = False) -> AsyncGenerator[tuple[Page, CDPSession]]:
        """Run it as it was left, with nothing open yet; whatever happens to it is forgotten afterwards.

        With `is_cold` nothing of the app itself is kept, only the thread.
        """
        root = self.host.place.root
        left_out = shutil.ignore_patterns("Singleton*", *(APP_KEPT if is_cold else ()))
        copy = root / "copy"
        await asyncio.to_thread(shutil.copytree, root / PROFILE, copy, ignore=left_out)
        try:
            async with running_browser(copy) as context:
                page = await page_of(context)
                yield page, await context.new_cdp_session(page)
        finally:
            await asyncio.to_thread(shutil.rmtree, copy)

    async def open_app(self, page: Page) -> float:
        """Open the app; return the seconds to a thread that can be used."""
        await page.goto(self.host.origin, wait_until="commit")
        usable = await page.wait_for_function(USABLE, arg=self.words, timeout=TIMEOUT_S * 1000)
        milliseconds: float = await usable.json_value()
        return milliseconds / 1000


@asynccontextmanager
async def paired_phone(events: int) -> AsyncGenerator[Phone]:
    """Give a phone that has read so many events, and the host that it is paired with."""
    with fresh_place() as place:
        async with running_host(place) as host:
            await pair_browser(host, place.root / PROFILE)
        if events:
            await write_history(place, events, LAST_WORDS)
        async with running_host(place) as host:
            await wait_sent(place)
            phone = Phone(host, LAST_WORDS if events else NOTHING)
            async with running_browser(place.root / PROFILE) as context:
                page = await page_of(context)
                await phone.open_app(page)
                await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
            yield phone


@asynccontextmanager
async def phone_behind(
    events: int, kind: Callable[[Clock], Iterator[AnyEvent]] = busy
) -> AsyncGenerator[tuple[Phone, Sequence[bytes]]]:
    """Give a phone that was put away before so many events happened, and them as `write_history` returns them."""
    with fresh_place() as place:
        async with running_host(place) as host:
            async with paired_device(host, place.root):
                pass  # it never comes back: the relay keeps for it what the browser has read
            await pair_browser(host, place.root / PROFILE)
        frames = await write_history(place, events, LAST_WORDS, kind)
        async with running_host(place) as host:
            await wait_sent(place)
            yield Phone(host, LAST_WORDS), frames


@asynccontextmanager
async def two_phones(events: int) -> AsyncGenerator[Sequence[Phone]]:
    """Give one that has read so many events, and one whose thread is empty: the floor."""
    async with paired_phone(events) as full, paired_phone(0) as bare:
        yield full, bare


async def slow_down(line: CDPSession, slower: int, *, network: bool = False) -> None:
    """Make the processor so many times slower from now on, and the network like a phone's."""
    await command(line, "Emulation.setCPUThrottlingRate", rate=slower)
    if network:
        speed = {"downloadThroughput": BYTES_PER_S, "uploadThroughput": BYTES_PER_S}
        await command(line, "Network.emulateNetworkConditions", offline=False, latency=LATENCY_MS, **speed)


async def command(line: CDPSession, method: str, **given: object) -> dict[str, object]:
    """Ask the browser's own protocol for something."""
    return _ANSWER.validate_python(await line.send(method, given))  # pyright: ignore[reportUnknownMemberType]  # has no types
