"""The gate between two steps, for every way in which the first can end."""

from itertools import product
from typing import get_args

import pytest

from farhand.tasks.plan import (
    CHECK_FAILED,
    Gate,
    Standing,
    gate,
    is_checked_later,
    is_taken_back,
    told_for,
)
from farhand.tasks.task import ENDED
from farhand.wire.run_events import NOT_DONE, NOT_NEEDED
from farhand.wire.task_events import OnFailure, StepRole, TaskState, TaskStep

ROLES: tuple[StepRole, ...] = get_args(StepRole)
ON_FAILURE: tuple[OnFailure, ...] = get_args(OnFailure)
CODES = ("done", "unchecked", CHECK_FAILED, "check_not_started", "agent_failed", "cancelled", NOT_DONE, NOT_NEEDED)


def step(role: StepRole, on_failure: OnFailure = "stop", position: int = 1, of: int = 3) -> TaskStep:
    return TaskStep(role=role, position=position, of=of, on_failure=on_failure)


@pytest.mark.parametrize(
    ("ended", "state", "code", "following", "expected"),
    [
        (step("work"), TaskState.DONE, "unchecked", step("verify"), Gate.START),
        (step("verify"), TaskState.DONE, "done", step("fix"), Gate.SKIP),
        (step("verify"), TaskState.DONE, "done", step("work"), Gate.START),
        (step("verify"), TaskState.FAILED, CHECK_FAILED, step("fix"), Gate.START),
        (step("verify", "ask"), TaskState.FAILED, CHECK_FAILED, step("fix"), Gate.START),
        (step("verify"), TaskState.FAILED, "check_not_started", step("fix"), Gate.DROP),
        (step("verify", "ask"), TaskState.FAILED, "check_not_started", step("fix"), Gate.ASK),
        (step("verify"), TaskState.FAILED, CHECK_FAILED, step("work"), Gate.DROP),
        (step("verify", "revert"), TaskState.FAILED, CHECK_FAILED, step("work"), Gate.DROP),
        (step("verify", "ask"), TaskState.FAILED, CHECK_FAILED, step("work"), Gate.ASK),
        (step("fix"), TaskState.CANCELLED, NOT_NEEDED, step("work"), Gate.START),
        (step("fix"), TaskState.FAILED, CHECK_FAILED, step("work"), Gate.DROP),
        (step("work"), TaskState.INTERRUPTED, "interrupted", step("verify"), Gate.HOLD),
        (step("work"), TaskState.FAILED, "agent_failed", step("verify"), Gate.DROP),
        (step("work", "ask"), TaskState.CANCELLED, "cancelled", step("verify"), Gate.DROP),
        (step("verify"), TaskState.CANCELLED, NOT_DONE, step("fix"), Gate.DROP),
    ],
)
def test_what_comes_after_a_step(
    ended: TaskStep, state: TaskState, code: str, following: TaskStep, expected: Gate
) -> None:
    assert gate(ended, state, code, following) is expected


def test_nothing_starts_after_a_step_that_is_not_done_but_a_fix_of_what_it_found() -> None:
    for role, on_failure, state, code, next_role in product(ROLES, ON_FAILURE, sorted(ENDED), CODES, ROLES):
        opened = gate(step(role, on_failure), state, code, step(next_role))
        if opened is Gate.START and state is not TaskState.DONE and code != NOT_NEEDED:
            assert (role, state, code, next_role) == ("verify", TaskState.FAILED, CHECK_FAILED, "fix")
        if opened is Gate.SKIP:
            assert (state, next_role) == (TaskState.DONE, "fix")


def test_work_is_taken_back_only_where_it_was_proved_wrong_and_that_was_asked_for() -> None:
    taken_back = {
        (role, on_failure, state, code)
        for role, on_failure, state, code in product(ROLES, ON_FAILURE, sorted(ENDED), CODES)
        if is_taken_back(step(role, on_failure), state, code)
    }
    assert taken_back == {(role, "revert", TaskState.FAILED, CHECK_FAILED) for role in ROLES}


def test_work_is_checked_later_unless_it_comes_last() -> None:
    assert [is_checked_later(step("work", position=each)) for each in (1, 2, 3)] == [True, True, False]
    assert not is_checked_later(step("fix"))
    assert not is_checked_later(None)


PLANS = (
    (),
    ((TaskState.DONE, "done"), (TaskState.QUEUED, "")),
    ((TaskState.DONE, "done"), (TaskState.DONE, "done")),
    ((TaskState.DONE, "done"), (TaskState.CANCELLED, NOT_NEEDED)),
    ((TaskState.FAILED, CHECK_FAILED), (TaskState.CANCELLED, NOT_DONE)),
    ((TaskState.CANCELLED, NOT_DONE), (TaskState.CANCELLED, NOT_DONE)),
    ((TaskState.FAILED, CHECK_FAILED), (TaskState.DONE, "done")),
)


@pytest.mark.parametrize(("plan", "told"), list(zip(PLANS, (None, None, 2, 1, 1, None, 2), strict=True)))
def test_the_last_step_that_was_begun_is_told_for_all_once_they_ended(
    plan: tuple[tuple[TaskState, str], ...], told: int | None
) -> None:
    standings = [Standing(step("work", position=at), state, code) for at, (state, code) in enumerate(plan, 1)]
    found = told_for(standings)
    assert (found.step.position if found else None) == told
