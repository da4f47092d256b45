"""A thread of a hundred thousand events, scrolled up by hand and flung: how long frames take, against an empty list.

The floor is the app with an empty thread whose list is made as tall by nothing at all.
"""

import asyncio
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playwright.async_api import Page
from pydantic import BaseModel, ConfigDict

from bench.measure import Aim, Result, tell_with_table
from bench.measure import conclude as conclude_medians
from bench.phone import CPU_SLOWER, Phone, slow_down, two_phones

EVENTS = 100_000
ROUNDS = 10
FRAMES = 200
JANK_MS = 50
AIM = Aim(ratio=1.3)


@dataclass(frozen=True, slots=True)
class Way:
    """How it is scrolled, and on which processor."""

    px: int
    slower: int


BY_HAND, FLUNG = 40, 400
WAYS = tuple(Way(px, slower) for slower in (1, CPU_SLOWER) for px in (BY_HAND, FLUNG))
HARDEST = Way(FLUNG, CPU_SLOWER)

MAKE_TALL = """async px => {
  document.querySelector('.list').style.minHeight = `${px}px`;
  for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame);
}"""
SCROLL = """([px, frames]) => new Promise(resolve => {
  const region = document.querySelector('.region'), took = [];
  let last, halts = 0;
  const step = now => {
    if (last !== undefined) took.push(now - last);
    last = now;
    if (took.length === frames) return resolve({ took, halts });
    if (region.scrollTop < px) halts += 1;
    region.scrollTop -= px;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""


class Scrolled(BaseModel):
    """What each frame took, in milliseconds; `halts` counts those with nothing above yet to scroll to."""

    model_config = ConfigDict(frozen=True)

    took: Sequence[float]
    halts: int

    def percentile(self, of_hundred: int) -> float:
        """Return what so many of a hundred frames keep within."""
        return statistics.quantiles(self.took, n=100, method="inclusive")[of_hundred - 1]

    @property
    def janks(self) -> int:
        """How many frames a person sees stand still."""
        return sum(each > JANK_MS for each in self.took)


Played = Mapping[Way, Scrolled]
Rounds = Sequence[tuple[Played, Played]]


def measure(rounds: int = ROUNDS, events: int = EVENTS) -> Result:
    """Measure both in turns."""
    return conclude(play(rounds, events))


def play(rounds: int = ROUNDS, events: int = EVENTS) -> Rounds:
    """Scroll both in turns, in all ways."""
    return asyncio.run(_play(rounds, events))


def conclude(rounds: Rounds) -> Result:
    """Return what 95 of 100 frames keep within in the hardest way."""
    values = [full[HARDEST].percentile(95) for full, _ in rounds]
    return conclude_medians("web_scroll", "ms", AIM, values, [bare[HARDEST].percentile(95) for _, bare in rounds])


def to_table(rounds: Rounds) -> str:
    """Return a line for each way and each of the two lists."""
    heads = (f"{'p50':>7}", f"{'p95':>7}", f"{f'> {JANK_MS} ms':>7}", f"{'halts':>7}")
    lines = [f"{'':36} " + "  ".join(heads)]
    for way in WAYS:
        for name, which in (("thread", 0), ("empty list", 1)):
            all_of = [played[which][way] for played in rounds]
            figures = [statistics.median(each.percentile(part) for each in all_of) for part in (50, 95)]
            frames = sum(len(each.took) for each in all_of)
            shares = [
                100 * sum(each.janks for each in all_of) / frames,
                100 * sum(each.halts for each in all_of) / frames,
            ]
            said = f"{way.px} px a frame, {way.slower}x CPU, {name}"
            lines.append(
                f"{said:36} " + "  ".join([f"{each:7.1f}" for each in figures] + [f"{each:5.1f} %" for each in shares])
            )
    return "\n".join(lines)


async def _play(rounds: int, events: int) -> Rounds:
    async with two_phones(events) as (full, bare):
        return [(await _scroll(full, tall=False), await _scroll(bare, tall=True)) for _ in range(rounds)]


async def _scroll(phone: Phone, *, tall: bool) -> Played:
    played: dict[Way, Scrolled] = {}
    async with phone.awake() as (page, line):
        for way in WAYS:
            await slow_down(line, 1)
            await phone.open_app(page)
            if tall:
                await page.evaluate(MAKE_TALL, FRAMES * way.px * 2)
            await slow_down(line, way.slower)
            played[way] = await scroll(page, way.px, FRAMES)
    return played


async def scroll(page: Page, px: int, frames: int) -> Scrolled:
    """Scroll the thread up by so much in each of so many frames."""
    return Scrolled.model_validate(await page.evaluate(SCROLL, [px, frames]))


if __name__ == "__main__":
    tell_with_table(play, conclude, to_table, events=EVENTS)
