"""Has parts of a preview made by a process of its own, within a deadline that holds whatever the file is."""

import os
import signal
import sys
from pathlib import Path

from farhand import processes
from farhand.log import Log
from farhand.previews.parts import WHY_NOT, Wanted
from farhand.wire.previews import WhyNotShown

log = Log.of(__name__)
DEADLINE_S = 20.0  # a person waits for it; what takes longer is better read on the computer
MAKER = (sys.executable, "-I", "-m", "farhand.previews.maker")
_KEPT = ("PATH", "SYSTEMROOT", "TEMP")  # of the environment: no keys come along, and Windows starts nothing without
_OUT_OF_TIME = -int(getattr(signal, "SIGXCPU", 0))
_NOW: processes.Steps = ((int(getattr(signal, "SIGKILL", signal.SIGTERM)), 5.0),)
_WHY: dict[str, WhyNotShown] = {"locked": "locked", "too_much": "too_much", "unknown": "unknown"}


async def make(wanted: Wanted, folder: Path, deadline_s: float = DEADLINE_S) -> WhyNotShown | None:
    """Lay parts into a folder; return why it ended before all of them were there, None where they are.

    Raises Unavailable when no process can be started.
    """
    reason = folder / WHY_NOT
    reason.unlink(missing_ok=True)
    arguments = (str(wanted.source), wanted.name, str(wanted.first), str(wanted.count), str(wanted.width))
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    ended = await processes.run(
        (*MAKER, *arguments), cwd=folder, environment=environment, timeout_s=deadline_s, stop=_NOW
    )
    if ended.exit == 0 and not ended.timed_out:
        return None
    log.info("preview.not_made", exit=ended.exit, timed_out=ended.timed_out)
    if ended.timed_out or ended.exit == _OUT_OF_TIME:
        return "too_much"
    return _WHY.get(reason.read_text(encoding="utf-8"), "damaged") if reason.exists() else "damaged"
