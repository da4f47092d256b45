"""What an agent is told of checks that fail: to mend the cause. Pure."""

from collections.abc import Iterable

from farhand.checks.baseline import FAILING
from farhand.printed import without_escapes
from farhand.wire.run_events import CheckResult

MAX_OUTPUT = 8000  # characters of each check's end: what failed is told there, and the agent can run it itself
_MEND = (
    "Find the cause and mend it, in keeping with what was asked at first. Do not weaken, skip or remove a check or "
    "a test to make it pass. If a check is itself wrong, or fails for a reason outside this work, change nothing "
    "and say so."
)


def repair_prompt(checks: Iterable[CheckResult]) -> str:
    """Return what the agent is asked whose work was just checked."""
    begin = "The checks of this project were run on your work, and it does not pass yet."
    return "\n\n".join((begin, *_failing(checks), _MEND))


def failing_prompt(checks: Iterable[CheckResult]) -> str | None:
    """Return the message that hands to the agent what fails on top of newer work; None where nothing does."""
    failing = _failing(checks)
    begin = "Mend what fails: the checks of this project were run on this change where it stands now."
    return "\n\n".join((begin, *failing, _MEND)) if failing else None


def _failing(checks: Iterable[CheckResult]) -> list[str]:
    parts: list[str] = []
    for check in checks:
        if check.status in FAILING:
            ends = "did not end in time" if check.exit is None else f"ended with exit {check.exit}"
            printed = without_escapes(check.output)[-MAX_OUTPUT:].strip() or "(it printed nothing)"
            parts.append(f"`{check.command}` {ends}. The end of what it printed:\n\n{printed}")
    return parts
