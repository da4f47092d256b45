"""Every way in which a run can end, as a table."""

import pytest

from farhand.agents.port import Failure
from farhand.runner.verdict import judge, judge_command
from farhand.wire.run_events import CheckResult, CheckStatus


def check(status: CheckStatus, passed: int | None = None, total: int | None = None) -> CheckResult:
    exit_code = 0 if status is CheckStatus.PASSED else 1
    return CheckResult(
        command="make test", source="found", status=status, exit=exit_code, seconds=1, passed=passed, total=total,
    )  # fmt: skip


PASSED, FAILED = check(CheckStatus.PASSED, 14, 14), check(CheckStatus.FAILED, 12, 14)
FLAKY = PASSED.model_copy(update={"flaky": True})
AS_BEFORE = FAILED.model_copy(update={"baseline": "failed", "baseline_passed": 12, "baseline_total": 14})
ANEW = check(CheckStatus.FAILED).model_copy(update={"baseline": "passed"})
UNKNOWN = FAILED.model_copy(update={"baseline": "not run"})
MISSING, SLOW = check(CheckStatus.NOT_STARTED), check(CheckStatus.TIMED_OUT)


@pytest.mark.parametrize(
    ("failure", "denied", "checks", "files", "state", "code", "verified", "words"),
    [
        (None, (), (PASSED,), 3, "done", "done", True, "14 of 14 tests pass"),
        (None, (), (PASSED, check(CheckStatus.PASSED)), 3, "done", "done", True, "14 of 14 tests pass"),
        (None, (), (check(CheckStatus.PASSED),), 3, "done", "done", True, "the check passed"),
        (None, (), (), 3, "done", "unchecked", False, "not checked"),
        (None, (), (), 0, "done", "no_change", False, "nothing to change"),
        (None, (), (PASSED,), 0, "done", "no_change", True, "nothing to change"),
        (None, (), (FAILED,), 3, "failed", "check_failed", False, "2 of 14 tests fail"),
        (None, (), (FAILED,), 0, "failed", "check_failed", False, "2 of 14 tests fail"),
        (None, (), (check(CheckStatus.FAILED, 13, 14),), 3, "failed", "check_failed", False, "1 of 14 tests fails"),
        (None, (), (check(CheckStatus.FAILED, 14, 14),), 3, "failed", "check_failed", False, "failed with exit 1"),
        (None, (), (check(CheckStatus.FAILED),), 3, "failed", "check_failed", False, "failed with exit 1"),
        (None, (), (SLOW,), 3, "failed", "check_failed", False, "did not end in time"),
        (None, (), (PASSED, FAILED), 3, "failed", "check_failed", False, "2 of 14 tests fail"),
        (None, (), (FLAKY,), 3, "done", "done", True, "14 of 14 tests pass, on the second try"),
        (None, (), (AS_BEFORE,), 3, "failed", "check_failed", False, "2 of 14 tests fail; 2 failed before, too"),
        (None, (), (AS_BEFORE, ANEW), 3, "failed", "check_failed", False, "failed with exit 1; it passed before"),
        (None, (), (UNKNOWN,), 3, "failed", "check_failed", False, "2 of 14 tests fail"),
        (None, (), (MISSING,), 3, "failed", "check_not_started", False, "could not start"),
        (None, (), (PASSED, MISSING), 3, "failed", "check_not_started", False, "could not start"),
        (None, (), (MISSING, FAILED), 3, "failed", "check_failed", False, "2 of 14 tests fail"),
        (None, ("ls",), (), 3, "failed", "denied", False, "an action was not allowed"),
        (None, ("ls", "rm"), (PASSED,), 3, "failed", "denied", False, "2 actions were not allowed"),
        (Failure.NOT_LOGGED_IN, (), (), 0, "failed", "not_logged_in", False, "not logged in"),
        (Failure.AGENT_MISSING, (), (), 0, "failed", "agent_missing", False, "not on this computer"),
        (Failure.MODEL_BUSY, (), (), 0, "failed", "model_busy", False, "busy"),
        (Failure.AGENT_CRASHED, (), (), 2, "failed", "agent_failed", False, "crashed"),
        (Failure.AGENT_FAILED, ("ls",), (PASSED,), 2, "failed", "agent_failed", False, "gave up"),
        (Failure.SESSION_LOST, (), (), 0, "failed", "agent_failed", False, "session is gone"),
        (Failure.CANCELLED, (), (PASSED,), 2, "cancelled", "cancelled", False, "stopped"),
    ],
)
def test_a_run_is_done_only_on_evidence(
    failure: Failure | None,
    denied: tuple[str, ...],
    checks: tuple[CheckResult, ...],
    files: int,
    state: str,
    code: str,
    verified: bool,
    words: str,
) -> None:
    verdict = judge(failure, denied, checks, files)
    assert (verdict.state, verdict.code, verdict.verified) == (state, code, verified)
    assert words in verdict.headline
    assert verdict.hint or verdict.state in {"done", "cancelled"}


def test_no_failure_is_ever_done() -> None:
    others = {Failure.CANCELLED: "cancelled", Failure.STUCK: "interrupted", Failure.BUDGET_USED: "parked"}
    for failure in Failure:
        verdict = judge(failure, (), (), 0)
        assert verdict.headline
        assert (verdict.state, verdict.verified) == (others.get(failure, "failed"), False)


@pytest.mark.parametrize(
    ("exit_code", "state", "code", "words"),
    [
        (0, "done", "done", "exit 0"),
        (3, "failed", "exit_nonzero", "exit 3"),
        (-9, "failed", "exit_nonzero", "ended by signal 9"),
    ],
)
def test_a_command_is_done_if_and_only_if_it_exits_with_0(exit_code: int, state: str, code: str, words: str) -> None:
    verdict = judge_command(exit_code, "x" * 90_000, log="/runs/1/check.log")
    assert (verdict.state, verdict.code, verdict.headline, verdict.verified) == (state, code, words, False)
    assert len(verdict.output) == 16_000


def test_of_a_long_output_whole_lines_of_the_end_stay_and_it_says_where_all_of_it_is() -> None:
    verdict = judge_command(0, "0123456789\n" * 5000, log="/runs/1/check.log")
    lines = verdict.output.splitlines()
    assert (lines[0], set(lines[1:])) == ("…", {"0123456789"})
    assert len(lines) > 1000
    assert verdict.hint == "all that it printed is in `/runs/1/check.log`"
    assert judge_command(0, "the end\n", is_cut=True, log="x").output == "…\nthe end\n"


def test_a_short_output_stays_as_it_is() -> None:
    verdict = judge_command(0, "one\ntwo\n", log="/runs/1/check.log")
    assert (verdict.output, verdict.hint) == ("one\ntwo\n", None)


def test_what_is_no_command_is_left_to_the_person_and_hides_no_failure() -> None:
    done = judge(None, (), (PASSED,), 3, ("that it looks nice", "the colours"))
    assert (done.code, done.hint) == ("done", "no command, so for you to verify: that it looks nice; the colours")
    assert judge(None, (), (FAILED,), 3, ("that it looks nice",)) == judge(None, (), (FAILED,), 3)
