"""What the page of a thread of a hundred thousand events holds after reading back in it, against an empty thread."""

import asyncio
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.measure import Aim, Result, tell_with_table
from bench.measure import conclude as conclude_medians
from bench.phone import Phone, command, two_phones
from bench.web_scroll import FLUNG, FRAMES, scroll

EVENTS = 100_000
ROUNDS = 10
AIM = Aim(ratio=2)  # what is read may weigh as much as the app that shows it
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Held:
    """What a page holds."""

    heap_mb: float
    elements: int


Rounds = Sequence[tuple[Held, Held]]


def measure(rounds: int = ROUNDS, events: int = EVENTS) -> Result:
    """Measure both in turns."""
    return conclude(play(rounds, events))


def play(rounds: int = ROUNDS, events: int = EVENTS) -> Rounds:
    """Look at both in turns."""
    return asyncio.run(_play(rounds, events))


def conclude(rounds: Rounds) -> Result:
    """Return the size of the heap."""
    values, floors = [full.heap_mb for full, _ in rounds], [bare.heap_mb for _, bare in rounds]
    return conclude_medians("web_memory", "MB", AIM, values, floors)


def to_table(rounds: Rounds) -> str:
    """Return how many elements each page has."""
    full, bare = (statistics.median(held[which].elements for held in rounds) for which in (0, 1))
    return f"elements of the page: {full:g}, of the empty thread: {bare:g}"


async def _play(rounds: int, events: int) -> Rounds:
    async with two_phones(events) as (full, bare):
        return [(await _hold(full), await _hold(bare)) for _ in range(rounds)]


async def _hold(phone: Phone) -> Held:
    async with phone.awake() as (page, line):
        await phone.open_app(page)
        await scroll(page, FLUNG, FRAMES)
        await command(line, "HeapProfiler.collectGarbage")
        used = (await command(line, "Runtime.getHeapUsage"))["usedSize"]
        assert isinstance(used, int | float)
        elements: int = await page.evaluate("document.querySelectorAll('*').length")
    return Held(used / MB, elements)


if __name__ == "__main__":
    tell_with_table(play, conclude, to_table, events=EVENTS)
