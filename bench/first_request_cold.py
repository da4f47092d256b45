"""Message send → the first model request of a new run, against `claude -p`."""

import asyncio

from bench.agent import play
from bench.measure import Aim, Result, conclude, tell

ROUNDS = 7
AIM = Aim(ratio=1.5)


def measure(rounds: int = ROUNDS) -> Result:
    """Measure both in turns."""
    played = asyncio.run(play(rounds))
    return conclude("first_request_cold", "s", AIM, [each.cold for each in played], [each.bare for each in played])


if __name__ == "__main__":
    tell(measure)
