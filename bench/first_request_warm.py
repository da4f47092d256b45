"""Follow-up send → its first model request, by the runner that lingers, against `claude -p`."""

import asyncio

from bench.agent import play
from bench.measure import Aim, Result, conclude, tell

ROUNDS = 7
AIM = Aim(ratio=0.25)


def measure() -> Result:
    """Measure both in turns."""
    rounds = asyncio.run(play(ROUNDS))
    return conclude("first_request_warm", "s", AIM, [each.warm for each in rounds], [each.bare for each in rounds])


if __name__ == "__main__":
    tell(measure)
