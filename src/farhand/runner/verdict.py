"""How a run ended, in words: from what the agent did and what Farhand itself checked. Pure."""

from dataclasses import dataclass, replace
from typing import Literal

from farhand.agents.port import Failure
from farhand.outcomes.wording import before_words
from farhand.printed import CUT, ending, settle
from farhand.runs.spec import BUDGET_USED
from farhand.saying import Said
from farhand.sayings import checks as said
from farhand.sayings import outcomes
from farhand.wire.run_events import CheckResult, CheckStatus

State = Literal["done", "failed", "cancelled", "interrupted", "parked"]
MAX_OUTPUT = 4000  # characters of a check's output that an outcome carries; there is more in the check
MAX_OF_COMMAND = 16_000  # characters of what a person's own command printed: it stands nowhere else


@dataclass(frozen=True, slots=True)
class Verdict:
    """State, code and words of an outcome."""

    state: State
    code: str
    headline: str
    hint: str | None = None
    verified: bool = False
    output: str = ""


class RunFailed(Exception):
    """A run cannot go on: what is said of it."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.headline)
        self.verdict = verdict


_FAILURES: dict[Failure, Verdict] = {
    Failure.NOT_LOGGED_IN: Verdict("failed", "not_logged_in", outcomes.NOT_LOGGED_IN, outcomes.LOG_IN),
    Failure.AGENT_MISSING: Verdict("failed", "agent_missing", outcomes.AGENT_MISSING, outcomes.RUN_DOCTOR),
    Failure.MODEL_BUSY: Verdict("failed", "model_busy", outcomes.MODEL_BUSY, outcomes.RESUME_SOON),
    Failure.LIMIT_REACHED: Verdict("failed", "limit_reached", outcomes.LIMIT_REACHED, outcomes.RESUME_AFTER_LIMIT),
    Failure.AGENT_CRASHED: Verdict("failed", "agent_failed", outcomes.AGENT_CRASHED, outcomes.RESUME_KEEPS_WORK),
    Failure.AGENT_FAILED: Verdict("failed", "agent_failed", outcomes.AGENT_GAVE_UP, outcomes.READ_LAST_WORDS),
    Failure.SESSION_LOST: Verdict("failed", "agent_failed", outcomes.SESSION_LOST, outcomes.SEND_AGAIN),
    Failure.STUCK: Verdict("interrupted", "stuck", outcomes.STUCK_ALONE, outcomes.RESUME_OR_FOLLOW_UP),
    Failure.BYPASS_REFUSED: Verdict("failed", "agent_failed", outcomes.BYPASS_REFUSED, outcomes.START_WITHOUT_BYPASS),
    Failure.BUDGET_USED: Verdict("parked", BUDGET_USED, outcomes.STOPPED_AT_BUDGET),
    Failure.CANCELLED: Verdict("cancelled", "cancelled", outcomes.STOPPED),
}


def judge(
    failure: Failure | None,
    denied: tuple[str, ...],
    checks: tuple[CheckResult, ...],
    files: int,
    not_checkable: tuple[str, ...] = (),
) -> Verdict:
    """Return the verdict on an agent's run.

    Done is only what ended by itself, with nothing denied and every check passed. The agent's word is no evidence.
    What was to be verified and is no command is left to the person, in words.
    """
    if failure is not None:
        return _FAILURES[failure]
    if denied:
        return Verdict("failed", "denied", outcomes.not_allowed(len(denied)), outcomes.ALLOW_NEXT_TIME)
    return _worst(checks) or _with_rest(_good(checks, files), not_checkable)


def _worst(checks: tuple[CheckResult, ...]) -> Verdict | None:
    failing = [check for check in checks if check.status in {CheckStatus.FAILED, CheckStatus.TIMED_OUT}]
    if failing:
        check = next((each for each in failing if each.baseline == "passed"), failing[0])  # what is new comes first
        words, before = failed_words(check), before_words(check)
        return Verdict(
            "failed",
            "check_failed",
            outcomes.also(words, before) if before and check.baseline != "not run" else words,
            said.READ_OUTPUT,
            output=_end(check),
        )
    for check in checks:
        if check.status is CheckStatus.NOT_STARTED:
            return Verdict(
                "failed",
                "check_not_started",
                said.check_not_started(check.command),
                said.SET_CHECK,
                output=_end(check),
            )
    return None


def judge_checks(checks: tuple[CheckResult, ...]) -> Verdict:
    """Return the verdict on a step that only runs checks: without any, nothing was verified."""
    if not checks:
        return Verdict("failed", "check_not_started", said.NO_CHECK_KNOWN, said.NAME_CHECK_RESUME)
    return _worst(checks) or Verdict("done", "done", _passed_words(checks), verified=True)


def _good(checks: tuple[CheckResult, ...], files: int) -> Verdict:
    if files == 0:
        return Verdict("done", "no_change", outcomes.NOTHING_TO_CHANGE, verified=bool(checks))
    if not checks:
        return Verdict("done", "unchecked", said.NOT_CHECKED, said.NAME_A_CHECK)
    return Verdict("done", "done", _passed_words(checks), verified=True)


def _with_rest(verdict: Verdict, not_checkable: tuple[str, ...]) -> Verdict:
    if not not_checkable:
        return verdict
    return replace(verdict, hint=said.yours_to_verify("; ".join(not_checkable)))


def failed_words(check: CheckResult) -> Said:
    """Return how a check failed: `2 of 14 tests fail`."""
    if check.status is CheckStatus.TIMED_OUT:
        return said.check_late(check.command)
    if check.total and check.passed is not None and check.passed < check.total:
        return said.tests_fail(check.total - check.passed, check.total)
    return said.check_failed(check.command, check.exit or 0)


def _passed_words(checks: tuple[CheckResult, ...]) -> Said:
    counted = [check for check in checks if check.total]
    if counted:
        passing, total = sum(check.passed or 0 for check in counted), sum(check.total or 0 for check in counted)
        passed = said.tests_pass(passing, total)
    else:
        passed = said.THE_CHECK_PASSED if len(checks) == 1 else said.checks_passed(len(checks))
    return said.at_second_try(passed) if any(check.flaky for check in checks) else passed


def _end(check: CheckResult) -> str:
    return ending(check.output, MAX_OUTPUT)


def judge_command(exit_code: int, printed: str, *, is_cut: bool = False, log: str = "") -> Verdict:
    """Return the verdict on a command of the person's own: done if and only if it exits with 0.

    `is_cut`: the beginning of what it printed is not there; where the `log` is that has all of it is told then.
    """
    output = ending(settle(printed), MAX_OF_COMMAND, is_cut=is_cut)
    hint = outcomes.all_printed_in(log) if output.startswith(CUT) else None
    if exit_code == 0:
        return Verdict("done", "done", outcomes.exited(0), hint, output=output)
    words = outcomes.exited(exit_code) if exit_code > 0 else outcomes.ended_by_signal(-exit_code)
    return Verdict("failed", "exit_nonzero", words, hint, output=output)
