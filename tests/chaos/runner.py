"""The runner as it is, with the stand-in as its agent and a clock that may be wrong."""

import sys

from farhand.runner.__main__ import carry_out
from tests.chaos.skewed_clock import SkewedClock
from tests.chaos.stand_in import StandIn

if __name__ == "__main__":
    sys.exit(carry_out({StandIn.name: StandIn()}, SkewedClock.of_environment()))
