"""How checks ended on the base, and how that is told."""

from pathlib import Path

import pytest

from farhand.checks.baseline import Baselines, compared
from farhand.outcomes.wording import before_words
from farhand.wire.run_events import CheckResult, CheckStatus


def check(status: CheckStatus, passed: int | None = None, total: int | None = None) -> CheckResult:
    return CheckResult(command="npm test", source="found", status=status, exit=1, seconds=1, passed=passed, total=total)


def test_what_passed_or_failed_is_known_for_its_tree_and_command_only(tmp_path: Path) -> None:
    kept = Baselines(tmp_path / "kept")
    kept.keep("tree", check(CheckStatus.FAILED, 12, 14))
    assert kept.find("tree", "npm test") == check(CheckStatus.FAILED, 12, 14)
    assert kept.find("other", "npm test") is None
    assert kept.find("tree", "npm run lint") is None


@pytest.mark.parametrize("status", [CheckStatus.NOT_STARTED, CheckStatus.TIMED_OUT])
def test_what_may_end_otherwise_next_time_is_not_kept(status: CheckStatus, tmp_path: Path) -> None:
    kept = Baselines(tmp_path)
    kept.keep("tree", check(status))
    assert kept.find("tree", "npm test") is None


def test_a_damaged_note_is_as_good_as_none(tmp_path: Path) -> None:
    kept = Baselines(tmp_path)
    kept.keep("tree", check(CheckStatus.PASSED))
    next(tmp_path.glob("*.json")).write_text("{")
    assert kept.find("tree", "npm test") is None


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (check(CheckStatus.FAILED, 12, 14), check(CheckStatus.FAILED, 12, 14), "2 failed before, too"),
        (check(CheckStatus.FAILED, 11, 14), check(CheckStatus.FAILED, 12, 14), "2 failed before"),
        (check(CheckStatus.FAILED, 12, 14), check(CheckStatus.PASSED, 14, 14), "all passed before"),
        (check(CheckStatus.FAILED), check(CheckStatus.PASSED), "it passed before"),
        (check(CheckStatus.FAILED), check(CheckStatus.FAILED), "it failed before, too"),
        (check(CheckStatus.TIMED_OUT), check(CheckStatus.TIMED_OUT), "it did not end in time before, either"),
        (check(CheckStatus.FAILED), check(CheckStatus.NOT_STARTED), "it could not be run on the commit before"),
        (check(CheckStatus.FAILED), None, "it could not be run on the commit before"),
        (check(CheckStatus.PASSED), check(CheckStatus.FAILED), None),
        (check(CheckStatus.NOT_STARTED), None, None),
    ],
)
def test_a_failure_is_told_beside_what_was_before(
    now: CheckResult, before: CheckResult | None, words: str | None
) -> None:
    assert before_words(compared(now, before)) == words
    assert compared(now, before).status is now.status
