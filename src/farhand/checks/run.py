"""Run a check in a workspace and say how it ended."""

import os
import re
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from farhand.checks.counts import read_counts
from farhand.checks.find import Found
from farhand.errors import Unavailable
from farhand.printed import ending, settle, without_escapes
from farhand.process_tree import GENTLY, SWEEP
from farhand.processes import Command, Finished, run
from farhand.wire.run_events import CheckResult, CheckStatus

TIMEOUT_S = 900.0  # unless farhand.toml says otherwise
MAX_OUTPUT = 16_000  # characters of the end that travel to the phone
_NOT_EXECUTABLE, _NOT_FOUND = 126, 127  # what a shell says of a program that it cannot start
_MISSING = re.compile(r"\bNo module named '?(pytest|unittest|nox|tox)'?$", re.MULTILINE)
_HINTS = "FORCE_COLOR", "CLICOLOR_FORCE"  # they would put escape sequences into what is read here


async def run_check(
    found: Found,
    workspace: Path,
    *,
    environment: Mapping[str, str] | None = None,
    timeout_s: float = TIMEOUT_S,
    on_output: Callable[[bytes], None] | None = None,
    log: Path | None = None,
    behind: bool = False,
) -> CheckResult:
    """Run one check to its end; a check that cannot start is told as such and is no failure of the work.

    `behind` lets everything else on the computer go first, also when it is to stop.
    """
    own = check_environment(os.environ if environment is None else environment)
    try:
        command = _behind(found.command) if behind else found.command
        finished = await run(
            command, cwd=workspace, environment=own, timeout_s=timeout_s, on_output=on_output, log=log,
            stop=SWEEP if behind else GENTLY,
        )  # fmt: skip
    except Unavailable as error:
        return CheckResult(
            command=found.command, source=found.source, status=CheckStatus.NOT_STARTED, seconds=0, output=error.message
        )
    return to_result(found, finished)


def _behind(command: str) -> Command:
    nice = None if sys.platform == "win32" else shutil.which("nice")
    return command if nice is None else (nice, "-n", "19", "/bin/sh", "-c", command)


def to_result(found: Found, finished: Finished) -> CheckResult:
    """Say how a check ended, from its exit and output."""
    printed = settle(finished.output)
    read = without_escapes(printed)
    counts = read_counts(read, is_whole=not finished.is_cut)
    status = _to_status(finished, read)
    has_counts = counts is not None and status is not CheckStatus.NOT_STARTED
    return CheckResult(
        command=found.command,
        source=found.source,
        status=status,
        exit=None if finished.timed_out else finished.exit,
        seconds=round(finished.seconds, 3),
        passed=counts[0] if counts and has_counts else None,
        total=counts[1] if counts and has_counts else None,
        output=ending(printed, MAX_OUTPUT, is_cut=finished.is_cut),
    )


def _to_status(finished: Finished, output: str) -> CheckStatus:
    if finished.timed_out:
        return CheckStatus.TIMED_OUT
    if finished.exit == 0:
        return CheckStatus.PASSED
    if finished.exit in {_NOT_EXECUTABLE, _NOT_FOUND} or _MISSING.search(output):
        return CheckStatus.NOT_STARTED
    return CheckStatus.FAILED


def check_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which test runners print plainly and do not stay to watch files."""
    kept = {name: value for name, value in environment.items() if name not in _HINTS and not name.startswith("GIT_")}
    return {"CI": "true", **kept, "NO_COLOR": "1"}
