"""The message of an applied change: what was asked, and what is proven, with nothing made nicer."""

from collections.abc import Sequence

from farhand.wire.run_events import CheckResult, CheckStatus, Outcome


def apply_message(title: str, numbers: Sequence[int], outcome: Outcome | None) -> str:
    """Return the message of the commit that brings a change into the project."""
    tasks = " and ".join(str(number) for number in numbers)
    word = "task" if len(numbers) == 1 else "tasks"
    return f"{title}\n\n{proof(outcome)}\n\nFarhand {word} {tasks}\n"


def revert_message(title: str, number: int, commit: str) -> str:
    """Return the message of the commit that takes a change back."""
    return f'Revert "{title}"\n\nThis takes back commit {commit}.\n\nFarhand task {number}\n'


def proof(outcome: Outcome | None) -> str:
    """Return what was checked, in words."""
    if outcome is None or not outcome.checks:
        return "Not checked: no check ran on it."
    return "\n".join(_one(check) for check in outcome.checks)


def _one(check: CheckResult) -> str:
    word = "Checked" if check.status is CheckStatus.PASSED else "Not proven"
    counts = "" if check.passed is None or check.total is None else f", {check.passed} of {check.total} tests"
    return f"{word}: `{check.command}` {check.status.value}{counts}."
