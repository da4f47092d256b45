"""The same with nothing of the app itself kept: it comes over the slow network again, the thread is on the device."""

import asyncio

from bench.measure import Aim, Result, conclude, tell
from bench.web import EVENTS, ROUNDS, play

AIM = Aim(ratio=1.3)


def measure(rounds: int = ROUNDS, events: int = EVENTS) -> Result:
    """Measure both in turns, on a slow processor and network."""
    return conclude("web_cold", "s", AIM, *asyncio.run(play(rounds, events, is_cold=True)))


if __name__ == "__main__":
    tell(measure, events=EVENTS)
