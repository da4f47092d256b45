"""Outcomes in words: what a notice says, and how long something took."""

from farhand.wire.change_events import DiscardReason
from farhand.wire.run_events import CheckResult, Outcome, RunCommits
from farhand.wire.task_events import TaskState

SECONDS_A_MINUTE = 60
COMMIT_DIGITS = 7  # as git itself shortens a commit
BYTES_A_UNIT = 1000  # as disks are sold in
NOT_CHECKED = "not checked"
"""The fixed label of a task that is done and that no check proved."""

WHY = {
    DiscardReason.WRONG: "wrong",
    DiscardReason.UNNEEDED: "not needed any more",
    DiscardReason.OTHERWISE: "done another way",
    DiscardReason.TOO_MUCH: "too large to review",
    DiscardReason.OTHER: "other",
}
"""Why a change was discarded, in a word."""

_STATE_WORDS = {
    TaskState.DONE: "done",
    TaskState.FAILED: "failed",
    TaskState.CANCELLED: "cancelled",
    TaskState.INTERRUPTED: "interrupted",
}


def size_words(size_bytes: int) -> str:
    """Return an amount of data in the unit that says most."""
    number = float(size_bytes)
    for unit in ("B", "kB", "MB"):
        if number < BYTES_A_UNIT:
            return f"{number:.0f} {unit}"
        number /= BYTES_A_UNIT
    return f"{number:.1f} GB"


def counted(number: int, noun: str) -> str:
    """Return `1 file`, `3 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def lasted(seconds: float) -> str:
    """Return a duration for people: `8 s`, `2 min 14 s`, `1 h 3 min`."""
    whole = round(seconds)
    if whole < SECONDS_A_MINUTE:
        return f"{whole} s"
    minutes, rest = divmod(whole, SECONDS_A_MINUTE)
    if minutes < SECONDS_A_MINUTE:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, SECONDS_A_MINUTE)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def tests_of(outcome: Outcome) -> str | None:
    """Return `14 of 14 tests` over all checks of an outcome, or None where no check counted."""
    counts = [(check.passed, check.total) for check in outcome.checks if check.passed is not None and check.total]
    if not counts:
        return None
    passed, total = sum(each[0] for each in counts), sum(each[1] or 0 for each in counts)
    return f"{passed} of {total} tests"


def before_words(check: CheckResult) -> str | None:
    """Return how a check that fails ended before the change: `2 failed before, too`; None where nobody looked."""
    match check.baseline:
        case None:
            return None
        case "passed":
            return "all passed before" if check.total else "it passed before"
        case "not run":
            return "it could not be run on the commit before"
        case "timed out":
            return "it did not end in time before, either"
        case "failed":
            if check.baseline_total and check.baseline_passed is not None:
                failed = check.baseline_total - check.baseline_passed
                now = check.total - check.passed if check.total and check.passed is not None else None
                if failed:
                    return f"{failed} failed before{', too' if now == failed else ''}"
            return "it failed before, too"


def commits_words(event: RunCommits) -> str:
    """Return between which commits a run worked: `run 2: a1b2c3d -> d4e5f6a, 2 commits`."""
    name = f"attempt {event.attempt}" if event.attempt else f"run {event.generation}"
    before, after = event.before[:COMMIT_DIGITS], event.after[:COMMIT_DIGITS]
    if event.before == event.after:
        return f"{name}: {after}, no commit"
    made = "its history was rewritten" if event.commits is None else counted(event.commits, "commit")
    return f"{name}: {before} -> {after}, {made}"


def notice_of(title: str, state: TaskState, outcome: Outcome) -> tuple[str, str]:
    """Return title and body of the notice that tells an outcome."""
    parts: list[str] = []
    if state is TaskState.DONE:
        if outcome.files:
            parts.append(f"{counted(outcome.files, 'file')} +{outcome.added} -{outcome.removed}")
        if tests := tests_of(outcome):
            parts.append(f"{tests} on the second try" if any(check.flaky for check in outcome.checks) else tests)
        if not outcome.verified and outcome.code == "unchecked":
            parts.append(NOT_CHECKED)
    if not parts or state is not TaskState.DONE:
        parts.insert(0, outcome.headline)
    parts += outcome.warnings[:1]
    parts.append(lasted(outcome.seconds))
    return f"{title}: {_STATE_WORDS[state]}", ", ".join(part for part in parts if part)
