import pytest

from farhand.outcomes.wording import commits_words, notice_of
from farhand.wire.run_events import CheckResult, CheckStatus, Outcome, RunCommits
from farhand.wire.task_events import TaskState

CHECK = CheckResult(command="npm test", source="found", status=CheckStatus.PASSED, seconds=2, passed=14, total=14)


def test_a_verified_outcome_is_told_with_its_proof() -> None:
    outcome = Outcome(
        code="done", headline="done", verified=True, checks=(CHECK,), files=3, added=42, removed=7, seconds=134
    )
    assert notice_of("Add rate limiting", TaskState.DONE, outcome) == (
        "Add rate limiting: done",
        "3 files +42 \N{MINUS SIGN}7, 14 of 14 tests, 2 min 14 s",
    )


def test_an_unproven_outcome_says_so() -> None:
    outcome = Outcome(code="unchecked", headline="done, not checked", files=1, added=1, seconds=8)
    assert notice_of("Fix", TaskState.DONE, outcome)[1] == "1 file +1 \N{MINUS SIGN}0, not checked, 8 s"


def test_files_without_a_line_that_differs_are_only_counted() -> None:
    outcome = Outcome(code="done", headline="done", verified=True, checks=(CHECK,), files=1, seconds=8)
    assert notice_of("Rename it", TaskState.DONE, outcome)[1] == "1 file, 14 of 14 tests, 8 s"


def test_a_failure_is_told_by_what_failed() -> None:
    outcome = Outcome(code="check_failed", headline="2 of 14 tests fail", files=1, seconds=8)
    assert notice_of("Fix", TaskState.FAILED, outcome) == ("Fix: failed", "2 of 14 tests fail, 8 s")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"commits": 2}, "run 1: aaaaaaa -> bbbbbbb, 2 commits"),
        ({"commits": 1, "attempt": 3}, "attempt 3: aaaaaaa -> bbbbbbb, 1 commit"),
        ({"commits": None}, "run 1: aaaaaaa -> bbbbbbb, its history was rewritten"),
        ({"commits": 0, "after": "a" * 40}, "run 1: aaaaaaa, no commit"),
    ],
)
def test_a_runs_commits_are_told_in_one_line(more: dict[str, object], words: str) -> None:
    given = {"at": 1, "task": "1" * 32, "run": "2" * 32, "generation": 1, "before": "a" * 40, "after": "b" * 40}
    assert commits_words(RunCommits.model_validate({**given, **more})) == words
