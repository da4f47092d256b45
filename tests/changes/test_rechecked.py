"""The table of what checks after a rebase make of a task: every state before with every end of the checks."""

import pytest

from farhand.changes.rechecked import after_rebase
from farhand.tasks.task import END_STATES, EndState
from farhand.wire.run_events import CheckResult, CheckStatus, Outcome
from farhand.wire.task_events import TaskState

DONE, FAILED, CANCELLED, INTERRUPTED = END_STATES.values()
PASSED = CheckResult(command="npm test", source="found", status=CheckStatus.PASSED, seconds=1)
BROKEN = PASSED.model_copy(update={"status": CheckStatus.FAILED})

BEFORE: dict[str, tuple[EndState, Outcome]] = {
    "done": (DONE, Outcome(code="done", headline="14 of 14 tests pass", summary="Mended.", verified=True)),
    "unchecked": (DONE, Outcome(code="unchecked", headline="not checked", summary="Mended.")),
    "check_failed": (FAILED, Outcome(code="check_failed", headline="2 of 14 tests fail", checks=(BROKEN,))),
    "check_not_started": (FAILED, Outcome(code="check_not_started", headline="the check could not start")),
    "denied": (FAILED, Outcome(code="denied", headline="an action was not allowed", denied=("rm x",))),
    "agent_failed": (FAILED, Outcome(code="agent_failed", headline="the agent gave up")),
    "cancelled": (CANCELLED, Outcome(code="cancelled", headline="stopped")),
    "stuck": (INTERRUPTED, Outcome(code="stuck", headline="it was stuck")),
}
NOW: dict[str, tuple[EndState, Outcome]] = {
    "passed": (DONE, Outcome(code="done", headline="14 of 14 tests pass", verified=True, checks=(PASSED,))),
    "none": (DONE, Outcome(code="unchecked", headline="not checked")),
    "failed": (FAILED, Outcome(code="check_failed", headline="1 of 14 tests fails", checks=(BROKEN,))),
    "not_started": (FAILED, Outcome(code="check_not_started", headline="the check could not start")),
    "stopped": (CANCELLED, Outcome(code="cancelled", headline="stopped")),
    "cut": (INTERRUPTED, Outcome(code="interrupted", headline="its runner ended without a word")),
}
NEEDS_ONLY_CHECKS = {"done", "unchecked", "check_failed", "check_not_started"}


@pytest.mark.parametrize("now", NOW)
@pytest.mark.parametrize("before", BEFORE)
def test_done_is_only_what_lacked_nothing_but_checks(before: str, now: str) -> None:
    (was_state, was), (state, told) = BEFORE[before], NOW[now]
    standing = after_rebase(was_state, was, state, told)
    if now == "stopped":
        expected = was_state
    elif now == "cut":
        expected = INTERRUPTED
    else:
        expected = state if before in NEEDS_ONLY_CHECKS else was_state
    assert standing.state is expected
    assert standing.outcome.verified is (now == "passed" and before in NEEDS_ONLY_CHECKS)
    assert standing.outcome.verified <= (standing.state is TaskState.DONE)
    assert "after the rebase" in standing.outcome.headline


@pytest.mark.parametrize("now", NOW)
@pytest.mark.parametrize("before", BEFORE)
def test_no_check_is_told_that_did_not_run_on_the_rebased_commit(before: str, now: str) -> None:
    standing = after_rebase(*BEFORE[before], *NOW[now])
    assert standing.outcome.checks == NOW[now][1].checks
    assert standing.outcome.summary == BEFORE[before][1].summary
    assert standing.outcome.denied == BEFORE[before][1].denied


@pytest.mark.parametrize("before", BEFORE)
def test_checks_that_were_cut_off_or_did_not_start_are_still_wanted_and_no_others(before: str) -> None:
    wanted = {now for now in NOW if not after_rebase(*BEFORE[before], *NOW[now]).is_over}
    assert wanted == {"not_started", "cut"}


def test_what_fails_can_be_handed_to_the_agent() -> None:
    assert "farhand resolve" in (after_rebase(*BEFORE["done"], *NOW["failed"]).outcome.hint or "")


def test_a_done_task_whose_checks_were_stopped_is_labelled_not_checked() -> None:
    outcome = after_rebase(*BEFORE["done"], *NOW["stopped"]).outcome
    assert (outcome.code, outcome.checks) == ("unchecked", ())
    assert "not checked" in outcome.headline
