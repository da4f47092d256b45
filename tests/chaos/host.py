"""The `farhand` program as it is, with runners of the stand-in and a clock that may be wrong."""

import sys
from functools import partial
from unittest.mock import patch

from farhand.cli import screen
from farhand.cli.main import run
from farhand.host.app import Start
from tests.chaos.skewed_clock import SkewedClock

RUNNER = (sys.executable, "-m", "tests.chaos.runner")

if __name__ == "__main__":
    start = partial(Start, runner=RUNNER, clock=SkewedClock.of_environment())
    with patch.object(screen, "Start", start):
        sys.exit(run(sys.argv[2:]))  # the first names the program in whose place this one runs
