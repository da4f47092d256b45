"""Outcomes in words: what a notice says, and how checks stood before."""

from farhand.figures import counted
from farhand.saying import Said
from farhand.sayings import checks, notices
from farhand.wire.change_events import DiscardReason
from farhand.wire.run_events import CheckResult, Outcome, RunCommits
from farhand.wire.task_events import TaskState

COMMIT_DIGITS = 7  # as git itself shortens a commit

WHY = {
    DiscardReason.WRONG: "wrong",
    DiscardReason.UNNEEDED: "not needed any more",
    DiscardReason.OTHERWISE: "done another way",
    DiscardReason.TOO_MUCH: "too large to review",
    DiscardReason.OTHER: "other",
}
"""Why a change was discarded, in a word."""

_ENDED = {
    TaskState.DONE: notices.task_done,
    TaskState.FAILED: notices.task_failed,
    TaskState.CANCELLED: notices.task_cancelled,
    TaskState.INTERRUPTED: notices.task_interrupted,
}


def tests_of(outcome: Outcome) -> Said | None:
    """Return `14 of 14 tests` over all checks of an outcome, or None where no check counted."""
    counts = [(check.passed, check.total) for check in outcome.checks if check.passed is not None and check.total]
    return notices.tests(sum(each[0] for each in counts), sum(each[1] for each in counts)) if counts else None


def before_words(check: CheckResult) -> Said | None:
    """Return how a check that fails ended before the change: `2 failed before, too`; None where nobody looked."""
    match check.baseline:
        case None:
            return None
        case "passed":
            return checks.ALL_PASSED_BEFORE if check.total else checks.PASSED_BEFORE
        case "not run":
            return checks.NOT_RUN_BEFORE
        case "timed out":
            return checks.LATE_BEFORE_TOO
        case "failed":
            if check.baseline_total and check.baseline_passed is not None:
                failed = check.baseline_total - check.baseline_passed
                now = check.total - check.passed if check.total and check.passed is not None else None
                if failed:
                    return checks.as_many_failed_before(failed) if now == failed else checks.failed_before(failed)
            return checks.FAILED_BEFORE_TOO


def commits_words(event: RunCommits) -> str:
    """Return between which commits a run worked: `run 2: a1b2c3d -> d4e5f6a, 2 commits`."""
    name = f"attempt {event.attempt}" if event.attempt else f"run {event.generation}"
    before, after = event.before[:COMMIT_DIGITS], event.after[:COMMIT_DIGITS]
    if event.before == event.after:
        return f"{name}: {after}, no commit"
    made = "its history was rewritten" if event.commits is None else counted(event.commits, "commit")
    return f"{name}: {before} -> {after}, {made}"


def notice_of(title: str, state: TaskState, outcome: Outcome) -> tuple[Said, Said]:
    """Return title and body of the notice that tells an outcome."""
    parts: list[str] = []
    if state is TaskState.DONE:
        if outcome.added or outcome.removed:
            parts.append(notices.size(outcome.files, outcome.added, outcome.removed))
        elif outcome.files:  # they were renamed, or are no text
            parts.append(notices.files_only(outcome.files))
        if tests := tests_of(outcome):
            parts.append(checks.at_second_try(tests) if any(check.flaky for check in outcome.checks) else tests)
        if not outcome.verified and outcome.code == "unchecked":
            parts.append(checks.NOT_CHECKED)
    if not parts or state is not TaskState.DONE:
        parts.insert(0, outcome.headline)
    parts += outcome.warnings[:1]
    parts.append(notices.took(outcome.seconds))
    return _ENDED[state](title), notices.listed(tuple(part for part in parts if part))
