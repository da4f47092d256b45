"""Ten thousand events that a slow phone slept through, until the last is shown, against as many with nothing to show.

The floor is the same app over the same link: it opens, verifies and keeps steps of a task that nobody was told of.
"""

import asyncio

from bench.history import unseen
from bench.measure import Aim, Result, conclude, tell
from bench.phone import CPU_SLOWER, Phone, phone_behind, slow_down

EVENTS = 10_000
ROUNDS = 10
AIM = Aim(ratio=1.3)


def measure(rounds: int = ROUNDS, events: int = EVENTS) -> Result:
    """Measure both in turns; each time the phone has what it had when it was put away."""
    return asyncio.run(_measure(rounds, events))


async def _measure(rounds: int, events: int) -> Result:
    async with phone_behind(events) as (full, _), phone_behind(events, unseen) as (bare, _):
        played = [(await _catch_up(full), await _catch_up(bare)) for _ in range(rounds)]
    return conclude("web_catch_up", "s", AIM, [value for value, _ in played], [floor for _, floor in played])


async def _catch_up(phone: Phone) -> float:
    async with phone.awake() as (page, line):
        await slow_down(line, CPU_SLOWER)
        return await phone.open_app(page)


if __name__ == "__main__":
    tell(measure, events=EVENTS)
