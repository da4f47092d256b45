"""A phone that holds ten thousand events: from opening the app to a usable thread, against an empty thread."""

import asyncio
from collections.abc import Sequence

from bench.measure import Aim, Result, conclude, tell
from bench.phone import CPU_SLOWER, Phone, slow_down, two_phones

EVENTS = 10_000
ROUNDS = 10
AIM = Aim(ratio=1.3)


def measure(rounds: int = ROUNDS, events: int = EVENTS) -> Result:
    """Measure both in turns, on a slow processor and network."""
    return conclude("web", "s", AIM, *asyncio.run(play(rounds, events)))


async def play(rounds: int, events: int, *, is_cold: bool = False) -> tuple[Sequence[float], Sequence[float]]:
    """Return the seconds of each round, and those of the empty thread."""
    async with two_phones(events) as (full, bare):
        played = [(await _open(full, is_cold=is_cold), await _open(bare, is_cold=is_cold)) for _ in range(rounds)]
    return [value for value, _ in played], [floor for _, floor in played]


async def _open(phone: Phone, *, is_cold: bool) -> float:
    async with phone.awake(is_cold=is_cold) as (page, line):
        await slow_down(line, CPU_SLOWER, network=True)
        return await phone.open_app(page)


if __name__ == "__main__":
    tell(measure, events=EVENTS)
