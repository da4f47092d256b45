"""How a run ended, in words: from what the agent did and what Farhand itself checked. Pure."""

from dataclasses import dataclass, replace
from typing import Literal

from farhand.agents.port import Failure
from farhand.outcomes.wording import before_words
from farhand.printed import CUT, ending, settle
from farhand.runs.spec import BUDGET_USED
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
    Failure.NOT_LOGGED_IN: Verdict(
        "failed",
        "not_logged_in",
        "the agent is not logged in",
        "log in on the computer, `farhand doctor` says how, or set ANTHROPIC_API_KEY there",
    ),
    Failure.AGENT_MISSING: Verdict(
        "failed", "agent_missing", "the agent is not on this computer", "run `farhand doctor`"
    ),
    Failure.MODEL_BUSY: Verdict(
        "failed", "model_busy", "the model was busy and did not answer", "resume the task in some minutes"
    ),
    Failure.LIMIT_REACHED: Verdict(
        "failed", "limit_reached", "the model's limit is reached", "resume the task when the limit is over"
    ),
    Failure.AGENT_CRASHED: Verdict(
        "failed", "agent_failed", "the agent's program crashed", "resume the task: its session and work are kept"
    ),
    Failure.AGENT_FAILED: Verdict("failed", "agent_failed", "the agent gave up", "look at its last words, then resume"),
    Failure.SESSION_LOST: Verdict(
        "failed", "agent_failed", "the agent's session is gone", "send the task again: its work is on the branch"
    ),
    Failure.STUCK: Verdict(
        "interrupted",
        "stuck",
        "it was stuck, and nobody said what to do",
        "resume it: the agent's session and its work are kept, or follow up with what it should do instead",
    ),
    Failure.BYPASS_REFUSED: Verdict(
        "failed",
        "agent_failed",
        "the agent was started in its bypass mode, which it refuses as root",
        "start `claude` without `--dangerously-skip-permissions`; `farhand projects preset` lets it do more unasked",
    ),
    Failure.BUDGET_USED: Verdict("parked", BUDGET_USED, "stopped at the budget"),
    Failure.CANCELLED: Verdict("cancelled", "cancelled", "stopped"),
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
        number = "an action was" if len(denied) == 1 else f"{len(denied)} actions were"
        return Verdict("failed", "denied", f"{number} not allowed", "send the task again, or allow it next time")
    return _worst(checks) or _with_rest(_good(checks, files), not_checkable)


def _worst(checks: tuple[CheckResult, ...]) -> Verdict | None:
    failing = [check for check in checks if check.status in {CheckStatus.FAILED, CheckStatus.TIMED_OUT}]
    if failing:
        check = next((each for each in failing if each.baseline == "passed"), failing[0])  # what is new comes first
        before = before_words(check)
        return Verdict(
            "failed",
            "check_failed",
            f"{failed_words(check)}; {before}" if before and check.baseline != "not run" else failed_words(check),
            "look at the output, then say what to do",
            output=_end(check),
        )
    for check in checks:
        if check.status is CheckStatus.NOT_STARTED:
            return Verdict(
                "failed",
                "check_not_started",
                f"the check `{check.command}` could not start: the work is neither proved nor disproved",
                "set `check` in farhand.toml, or install what it needs",
                output=_end(check),
            )
    return None


def judge_checks(checks: tuple[CheckResult, ...]) -> Verdict:
    """Return the verdict on a step that only runs checks: without any, nothing was verified."""
    if not checks:
        headline, hint = "no check is known here: nothing was verified", "name a `check` in farhand.toml, then resume"
        return Verdict("failed", "check_not_started", headline, hint)
    return _worst(checks) or Verdict("done", "done", _passed_words(checks), verified=True)


def _good(checks: tuple[CheckResult, ...], files: int) -> Verdict:
    if files == 0:
        return Verdict("done", "no_change", "nothing to change", verified=bool(checks))
    if not checks:
        return Verdict("done", "unchecked", "not checked", "name a `check` in farhand.toml, and it is run each time")
    return Verdict("done", "done", _passed_words(checks), verified=True)


def _with_rest(verdict: Verdict, not_checkable: tuple[str, ...]) -> Verdict:
    if not not_checkable:
        return verdict
    rest = "; ".join(not_checkable)
    return replace(verdict, hint=f"no command, so for you to verify: {rest}")


def failed_words(check: CheckResult) -> str:
    """Return how a check failed: `2 of 14 tests fail`."""
    if check.status is CheckStatus.TIMED_OUT:
        return f"the check `{check.command}` did not end in time"
    if check.total and check.passed is not None and check.passed < check.total:
        failed = check.total - check.passed
        return f"{failed} of {check.total} tests fail" if failed > 1 else f"1 of {check.total} tests fails"
    return f"the check `{check.command}` failed with exit {check.exit}"


def _passed_words(checks: tuple[CheckResult, ...]) -> str:
    counted = [check for check in checks if check.total]
    again = ", on the second try" if any(check.flaky for check in checks) else ""
    if not counted:
        return ("the check passed" if len(checks) == 1 else f"{len(checks)} checks passed") + again
    total = sum(check.total or 0 for check in counted)
    return f"{sum(check.passed or 0 for check in counted)} of {total} tests pass{again}"


def _end(check: CheckResult) -> str:
    return ending(check.output, MAX_OUTPUT)


def judge_command(exit_code: int, printed: str, *, is_cut: bool = False, log: str = "") -> Verdict:
    """Return the verdict on a command of the person's own: done if and only if it exits with 0.

    `is_cut`: the beginning of what it printed is not there; where the `log` is that has all of it is told then.
    """
    output = ending(settle(printed), MAX_OF_COMMAND, is_cut=is_cut)
    hint = f"all that it printed is in `{log}`" if output.startswith(CUT) else None
    if exit_code == 0:
        return Verdict("done", "done", "exit 0", hint, output=output)
    words = f"exit {exit_code}" if exit_code > 0 else f"ended by signal {-exit_code}"
    return Verdict("failed", "exit_nonzero", words, hint, output=output)
