"""`python -m farhand.runner FOLDER`: carry out the run whose folder this is. Started by the host, owned by nobody."""

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from farhand.agents.claude_code import ClaudeCode
from farhand.agents.port import Agent
from farhand.clock import Clock, SystemClock
from farhand.log import Log, start_logging
from farhand.runner.serving import Runner
from farhand.runs.folder import RunFolder
from farhand.runs.launching import LOCK_VARIABLE
from farhand.runs.liveness import claim

log = Log.of(__name__)
ALREADY_BEGUN = 2


def carry_out(path: str, agents: Mapping[str, Agent], clock: Clock) -> int:
    """Carry out the run of a folder; return 0, or 2 when it has a runner or was begun before."""
    start_logging("info")
    folder = RunFolder(Path(path).absolute())
    inherited = os.environ.pop(LOCK_VARIABLE, None)
    if (inherited is None and claim(folder.lock) is None) or folder.events.exists():
        log.warning("run.already_begun", run=folder.path.name)
        return ALREADY_BEGUN
    if inherited is not None:
        os.set_inheritable(int(inherited), False)  # what this process starts must not keep it alive
    asyncio.run(Runner(folder, agents, clock).serve(folder.read_spec()))
    return 0


def main(arguments: list[str]) -> int:
    """Carry out a run with the agents that there are."""
    return carry_out(arguments[1], {each.name: each for each in (ClaudeCode(),)}, SystemClock())


if __name__ == "__main__":
    sys.exit(main(sys.argv))
