"""The runner as it is, with the stand-in as its agent unless it is the real one, and a clock that may be wrong."""

import os
import sys

from farhand.agents.claude_code import ClaudeCode
from farhand.runner.__main__ import carry_out
from tests.chaos.real_agent import REAL
from tests.chaos.skewed_clock import SkewedClock
from tests.chaos.stand_in import StandIn

if __name__ == "__main__":
    agent = ClaudeCode() if REAL in os.environ else StandIn()
    sys.exit(carry_out({agent.name: agent}, SkewedClock.of_environment()))
