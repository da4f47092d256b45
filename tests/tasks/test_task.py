"""The table of a task's life: every state with every input."""

from dataclasses import replace

import pytest

from farhand.ids import MessageId, ProjectId, TaskId
from farhand.tasks.task import (
    ChecksBegan,
    ChecksTold,
    ChecksWanted,
    Claimed,
    Delayed,
    Ended,
    IllegalTransition,
    MustWait,
    Parked,
    ProjectChosen,
    PutOff,
    Queued,
    Repairing,
    Resumed,
    Retaken,
    StopAsked,
    Task,
    TaskInput,
    TriedAgain,
    Working,
    advance,
)
from farhand.wire.task_events import TaskState, WaitReason

R, W, Q, RUN, CHECK = TaskState.RECEIVED, TaskState.WAITING, TaskState.QUEUED, TaskState.RUNNING, TaskState.CHECKING
DONE, FAILED, CANCELLED, INTERRUPTED = TaskState.DONE, TaskState.FAILED, TaskState.CANCELLED, TaskState.INTERRUPTED

INPUTS: dict[str, TaskInput] = {
    "queued": Queued(),
    "delayed": Delayed("waits for a free place (2 of 2 busy)"),
    "must_wait": MustWait(WaitReason.PROJECT, "which?"),
    "project": ProjectChosen(ProjectId("p" * 32)),
    "claimed": Claimed(2),
    "parked": Parked(WaitReason.APPROVAL, "may it?"),
    "working": Working(),
    "checks": ChecksBegan(),
    "repairing": Repairing("2 tests fail"),
    "done": Ended(DONE, "done"),
    "failed": Ended(FAILED, "2 tests fail"),
    "cancelled": Ended(CANCELLED, "cancelled"),
    "interrupted": Ended(INTERRUPTED, "the run died"),
    "put_off": PutOff(WaitReason.QUOTA, "the limit is reached", 9),
    "tried_again": TriedAgain("begins anew"),
    "stop": StopAsked(),
    "resumed": Resumed(),
    "retaken": Retaken(DONE, "14 of 14 tests pass"),
    "checks_wanted": ChecksWanted("its checks run again"),
    "checks_told": ChecksTold(DONE, "14 of 14 tests pass"),
}

ALLOWED: dict[tuple[TaskState, str], TaskState] = {
    **{(state, "queued"): Q for state in (R, W)},
    **{(state, "must_wait"): W for state in (R, W, Q)},
    **{(state, "project"): state for state in (R, W)},
    (Q, "delayed"): Q,
    (Q, "claimed"): RUN,
    (RUN, "parked"): RUN,
    (RUN, "working"): RUN,
    (RUN, "checks"): CHECK,
    (CHECK, "checks"): CHECK,
    (CHECK, "repairing"): RUN,
    **{(state, "done"): DONE for state in (RUN, CHECK)},
    **{(state, "failed"): FAILED for state in (R, W, Q, RUN, CHECK)},
    **{(state, "cancelled"): CANCELLED for state in (R, W, Q, RUN, CHECK)},
    **{(state, "interrupted"): INTERRUPTED for state in (R, W, Q, RUN, CHECK)},
    **{(state, "put_off"): W for state in (RUN, CHECK)},
    **{(state, "tried_again"): Q for state in (RUN, CHECK)},
    **{(state, "stop"): CANCELLED for state in (R, W, Q)},
    **{(state, "stop"): state for state in (RUN, CHECK)},
    **{(state, "retaken"): DONE for state in (DONE, FAILED, INTERRUPTED)},
    **{(state, "resumed"): Q for state in (FAILED, INTERRUPTED)},
    **{(state, "checks_wanted"): Q for state in (DONE, FAILED, CANCELLED, INTERRUPTED)},
    **{(state, "checks_told"): DONE for state in (W, Q, RUN, CHECK)},
}


def task_in(state: TaskState) -> Task:
    return Task(
        id=TaskId("a" * 32),
        number=1,
        message=MessageId("b" * 32),
        kind="agent",
        title="t",
        text="t",
        root=TaskId("a" * 32),
        created_at=1,
        changed_at=1,
        state=state,
        generation=1,
    )


@pytest.mark.parametrize("given", INPUTS)
@pytest.mark.parametrize("state", TaskState)
def test_every_state_takes_the_inputs_of_the_table_and_no_others(state: TaskState, given: str) -> None:
    expected = ALLOWED.get((state, given))
    if expected is None:
        with pytest.raises(IllegalTransition, match=state):
            advance(task_in(state), INPUTS[given], 2)
    else:
        assert advance(task_in(state), INPUTS[given], 2).state is expected


def test_a_run_of_an_older_generation_cannot_claim() -> None:
    with pytest.raises(IllegalTransition):
        advance(replace(task_in(Q), generation=2), Claimed(2), 2)


def test_a_wait_and_a_parked_run_always_have_reason_and_words() -> None:
    for state, given in ((R, "must_wait"), (RUN, "parked")):
        moved = advance(task_in(state), INPUTS[given], 2)
        assert moved.reason
        assert moved.words


def test_a_wait_for_a_limit_can_be_cut_short_and_no_other_wait_can() -> None:
    waiting = advance(task_in(RUN), INPUTS["put_off"], 2)
    assert (waiting.reason, waiting.deadline) == (WaitReason.QUOTA, 9)
    resumed = advance(waiting, Resumed(), 3)
    assert (resumed.state, resumed.reason, resumed.deadline) == (Q, None, None)
    with pytest.raises(IllegalTransition):
        advance(advance(task_in(R), INPUTS["must_wait"], 2), Resumed(), 3)


def test_so_can_that_of_a_run_whose_attempts_wait_for_one() -> None:
    resumed = advance(advance(task_in(RUN), Parked(WaitReason.QUOTA, "a limit", 9), 2), Resumed(), 3)
    assert (resumed.state, resumed.reason, resumed.deadline) == (RUN, None, None)
    with pytest.raises(IllegalTransition):
        advance(advance(task_in(RUN), INPUTS["parked"], 2), Resumed(), 3)


def test_a_run_that_is_to_stop_is_not_put_off() -> None:
    with pytest.raises(IllegalTransition):
        advance(advance(task_in(RUN), StopAsked(), 2), INPUTS["put_off"], 3)


def test_what_leaves_a_wait_leaves_its_reason_behind() -> None:
    waiting = advance(task_in(R), INPUTS["must_wait"], 2)
    assert advance(waiting, Queued(), 3).reason is None
    parked = advance(task_in(RUN), INPUTS["parked"], 2)
    assert advance(parked, Ended(FAILED, "x"), 3).reason is None


def test_a_stop_is_remembered_until_the_run_ended() -> None:
    stopping = advance(task_in(RUN), StopAsked(), 2)
    assert stopping.stopping
    assert not advance(stopping, Ended(CANCELLED, "cancelled"), 3).stopping
