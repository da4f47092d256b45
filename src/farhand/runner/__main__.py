"""`python -m farhand.runner`: carry out the run whose folder it is told. Started by the host, owned by nobody."""

import asyncio
import gc
import os
import sys
from collections.abc import Mapping

from farhand.agents.claude_code import ClaudeCode
from farhand.agents.port import Agent
from farhand.clock import Clock, SystemClock
from farhand.log import Log, start_logging
from farhand.runner.serving import Runner
from farhand.runs.folder import RunFolder
from farhand.runs.leftovers import MARK
from farhand.runs.liveness import claim
from farhand.runs.spare import wait_for_order

log = Log.of(__name__)
ALREADY_BEGUN = 2


def carry_out(agents: Mapping[str, Agent], clock: Clock) -> int:
    """Wait for a run's folder and carry the run out; return 0, or 2 when it has a runner or was begun before."""
    order = wait_for_order()
    if order is None:
        return 0
    start_logging("info")
    folder = RunFolder(order.folder)
    if (order.lock is None and claim(folder.lock) is None) or folder.events.exists():
        log.warning("run.already_begun", run=folder.path.name)
        return ALREADY_BEGUN
    os.environ[MARK] = str(folder.socket() or folder.choose_socket())
    asyncio.run(Runner(folder, agents, clock).serve(folder.read_spec()))
    return 0


def main() -> int:
    """Carry out a run with the agents that there are."""
    gc.freeze()  # what was imported stays: looking through it again at the end costs a sixth of the start
    return carry_out({each.name: each for each in (ClaudeCode(),)}, SystemClock())


if __name__ == "__main__":
    sys.exit(main())
