"""Follow-up send → its first model request, by the runner that lingers, against `claude -p`."""

import asyncio

from bench.agent import play
from bench.measure import Aim, Result, conclude, tell

ROUNDS = 7
AIM = Aim(ratio=0.25)


def measure(rounds: int = ROUNDS) -> Result:
    """Measure both in turns."""
    played = asyncio.run(play(rounds))
    return conclude("first_request_warm", "s", AIM, [each.warm for each in played], [each.bare for each in played])


if __name__ == "__main__":
    tell(measure)
