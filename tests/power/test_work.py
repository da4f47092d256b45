import pytest

from farhand.power.work import START_MS, TELL_MS, WAIT_MS, Standing, has_work, is_work
from farhand.wire.task_events import TaskState, WaitReason

NOW = 1_800_000_000_000
HOUR = 3_600_000
REASONS = (None, *WaitReason)

# A state, how long it has lasted, whether the queue is paused, and whether the computer stays awake: by no reason but
# a limit with a time, for which see below.
TABLE = [
    (TaskState.RECEIVED, 0, False, True),
    (TaskState.RECEIVED, START_MS, False, False),
    (TaskState.RECEIVED, 0, True, True),
    (TaskState.QUEUED, 0, False, True),
    (TaskState.QUEUED, START_MS, False, False),
    (TaskState.QUEUED, 0, True, False),
    (TaskState.RUNNING, 0, False, True),
    (TaskState.RUNNING, 9 * HOUR, False, True),
    (TaskState.RUNNING, 0, True, True),
    (TaskState.CHECKING, 9 * HOUR, False, True),
    (TaskState.CHECKING, 0, True, True),
    (TaskState.WAITING, 0, False, False),
    (TaskState.WAITING, 9 * HOUR, True, False),
    *(
        (state, age, paused, age < TELL_MS)
        for state in (TaskState.DONE, TaskState.FAILED, TaskState.CANCELLED, TaskState.INTERRUPTED)
        for age in (0, TELL_MS)
        for paused in (False, True)
    ),
]


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize(("state", "age_ms", "paused", "awake"), TABLE)
def test_the_computer_stays_awake_for_what_goes_on_without_a_person(
    state: TaskState, age_ms: int, paused: bool, awake: bool, reason: WaitReason | None
) -> None:
    task = Standing(state, reason, None, NOW - age_ms)

    assert is_work(task, paused=paused, now_ms=NOW) is awake


def test_every_state_stands_in_the_table() -> None:
    assert {row[0] for row in TABLE} == set(TaskState)


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize(("wait_ms", "soon"), [(-HOUR, True), (HOUR, True), (WAIT_MS, False), (30 * HOUR, False)])
def test_of_what_waits_only_a_limit_that_is_over_soon_counts(
    reason: WaitReason | None, wait_ms: int, soon: bool
) -> None:
    task = Standing(TaskState.WAITING, reason, NOW + wait_ms, NOW - HOUR)

    assert is_work(task, paused=False, now_ms=NOW) is (soon and reason is WaitReason.QUOTA)


def test_one_task_that_works_is_enough() -> None:
    waits = Standing(TaskState.WAITING, WaitReason.ANSWER, None, NOW)
    runs = Standing(TaskState.RUNNING, None, None, NOW)

    assert not has_work((waits, waits), paused=False, now_ms=NOW)
    assert has_work((waits, runs), paused=False, now_ms=NOW)
    assert not has_work((), paused=False, now_ms=NOW)
