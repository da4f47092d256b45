"""Runs are followed to their end, whatever happens to the disk, to what a runner says, or to the task meanwhile."""

from pathlib import Path

import pytest

from farhand.database import NotStored
from farhand.host import storing
from farhand.host.runners import RunnerGone
from farhand.runs import store as runs
from farhand.runs.protocol import CheckStarted, RepairBegan, StepTaken
from farhand.tasks.task import Claimed, Resumed
from farhand.tasks.task import Ended as TaskOver
from farhand.wire.run_events import StepKind
from farhand.wire.task_events import TaskState
from tests.host.works import Works, ended


async def test_a_disk_that_is_full_for_a_while_is_no_failure_of_a_run(
    works: Works, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "STORE_AGAIN_S", 0)
    write, failures = works.core.database.write, iter([True, True])

    async def failing_write(transact: object) -> object:
        if getattr(transact, "__name__", "") == "apply" and next(failures, False):
            raise NotStored("the database could not be written")
        return await write(transact)  # pyright: ignore[reportArgumentType, reportUnknownVariableType]  # passed on as it came

    monkeypatch.setattr(works.core.database, "write", failing_write)
    await works.core.say("Fix the login")

    async with works.going():
        spec = await works.runners.started.get()
        works.runners.of(spec.run).put_nowait(ended(spec.run))
        await works.wait_for(TaskState.DONE)

    assert works.runners.stopped.empty()


async def test_a_run_that_is_lost_track_of_is_stopped_before_its_task_is_called_interrupted(works: Works) -> None:
    await works.core.say("Fix the login")

    async with works.going():
        spec = await works.runners.started.get()
        works.runners.of(spec.run).put_nowait(ValueError("not an event"))
        await works.wait_for(TaskState.INTERRUPTED)

    assert works.runners.stopped.get_nowait() == spec.run


async def test_a_repair_is_told_as_work_with_its_round_and_what_fails(works: Works) -> None:
    await works.core.say("Fix the login")
    words = "repair 1 of 2: 3 of 14 tests fail"

    async with works.going():
        spec = await works.runners.started.get()
        said = works.runners.of(spec.run)
        said.put_nowait(CheckStarted(run=spec.run, at=1, n=1, command="npm test"))
        await works.wait_for(TaskState.CHECKING)
        said.put_nowait(RepairBegan(run=spec.run, at=1, n=2, round=1, of=2, words=words))
        assert (await works.wait_for(TaskState.RUNNING)).words == words
        said.put_nowait(CheckStarted(run=spec.run, at=1, n=3, command="npm test"))
        await works.wait_for(TaskState.CHECKING)
        said.put_nowait(ended(spec.run))
        await works.wait_for(TaskState.DONE)


async def test_a_run_whose_task_ended_otherwise_is_stopped_at_the_next_start(works: Works) -> None:
    core = works.core
    task = await core.say("Fix the login")

    running = await core.database.write(lambda c: core.moving.move(c, task, Claimed(1)))
    await core.database.write(lambda c: works.running.open(c, running))
    await core.database.write(lambda c: core.moving.move(c, running, TaskOver(TaskState.INTERRUPTED, "restored")))
    run = await core.database.read(lambda c: runs.latest_of(c, task.id))
    assert run is not None

    async with works.going():
        assert await works.runners.stopped.get() == run.run


async def test_an_older_run_has_no_say_in_what_its_task_became(works: Works) -> None:
    core = works.core
    task = await core.say("Fix the login")

    async with works.going():
        first = await works.runners.started.get()
        now = (await core.tasks())[0]
        interrupted = await core.database.write(
            lambda c: core.moving.move(c, now, TaskOver(TaskState.INTERRUPTED, "restored"))
        )
        await core.database.write(lambda c: core.moving.move(c, interrupted, Resumed()))
        works.scheduling.wake()
        second = await works.runners.started.get()
        step = StepTaken(run=first.run, at=1, n=1, step="s", kind=StepKind.SETUP, title="old news")
        works.runners.of(first.run).put_nowait(step)
        works.runners.of(first.run).put_nowait(ended(first.run, "cancelled"))
        works.runners.of(second.run).put_nowait(ended(second.run))
        done = await works.wait_for(TaskState.DONE)

    assert (done.id, done.generation) == (task.id, 2)


async def test_tasks_of_a_project_that_allows_it_run_side_by_side_and_the_next_says_what_it_waits_for(
    works: Works, tmp_path: Path
) -> None:
    (tmp_path / "site" / "farhand.toml").write_text("parallel = 3\n")
    async with works.going():
        for text in ("Fix the login", "Fix the footer", "Fix the header"):
            await works.core.say(text)
        works.scheduling.wake()
        first, second = [await works.runners.started.get() for _ in range(2)]
        assert first.workspace != second.workspace
        await works.core.database.read(lambda _: None)
        third = (await works.core.tasks())[0]
        assert (third.state, third.words) == (TaskState.QUEUED, "waits for a free place (2 of 2 busy)")

        works.runners.of(first.run).put_nowait(ended(first.run))
        await works.wait_for_task(first.task, TaskState.DONE)
        works.scheduling.wake()
        assert (await works.runners.started.get()).task == third.id


async def test_a_follow_up_starts_when_its_chain_is_free_in_its_workspace_and_leaves_alone_what_it_did(
    works: Works,
) -> None:
    async with works.going():
        await works.core.say("Fix the login\nLeave alone: the database")
        follow_up = await works.core.say("Also fix the logout\nLeave alone: auth/legacy.py")
        works.scheduling.wake()
        first = await works.runners.started.get()
        await works.core.database.read(lambda _: None)
        assert (await works.core.tasks())[0].words == "waits for task 1, which it builds on"

        works.runners.of(first.run).put_nowait(ended(first.run))
        await works.wait_for_task(first.task, TaskState.DONE)
        works.scheduling.wake()
        second = await works.runners.started.get()
        assert (second.task, second.workspace) == (follow_up.id, first.workspace)
        left_alone = [each.leave_alone for each in (first, second)]
        assert left_alone == [("the database",), ("the database", "auth/legacy.py")]


async def test_a_paused_queue_starts_nothing_until_it_goes_on_and_what_runs_is_left_alone(works: Works) -> None:
    core = works.core
    async with works.going():
        await core.say("Fix the login")
        works.scheduling.wake()
        first = await works.runners.started.get()
        await core.database.write(lambda c: core.commanding.pause_queue(c, "local", paused=True))
        second = await core.say("Fix the footer")
        works.scheduling.wake()
        works.runners.of(first.run).put_nowait(ended(first.run))
        await works.wait_for_task(first.task, TaskState.DONE)
        await works.wait_for_words(second.id, "waits: the queue is paused")
        assert works.runners.started.empty()
        assert (await core.projection()).is_paused

    async with works.going():  # as after a restart of the host
        await core.database.read(lambda _: None)
        assert works.runners.started.empty()
        await core.database.write(lambda c: core.commanding.pause_queue(c, "local", paused=False))
        works.scheduling.wake()
        assert (await works.runners.started.get()).task == second.id
    assert not (await core.projection()).is_paused


async def test_the_tasks_of_a_project_run_one_after_the_other_unless_it_says_otherwise(works: Works) -> None:
    async with works.going():
        for text in ("Fix the login", "Fix the footer"):
            await works.core.say(text)
        works.scheduling.wake()
        await works.runners.started.get()
        await works.core.database.read(lambda _: None)
        assert (await works.core.tasks())[0].words == "waits for a place in its project (1 of 1 busy)"


@pytest.mark.parametrize(
    ("is_rest_gone", "state", "code"),
    [(True, TaskState.CANCELLED, "cancelled"), (False, TaskState.INTERRUPTED, "interrupted")],
)
async def test_a_runner_killed_while_it_stops_leaves_a_stopped_task_if_nothing_runs_on(
    works: Works, is_rest_gone: bool, state: TaskState, code: str
) -> None:
    core = works.core
    task = await core.say("Fix the login")
    async with works.going():
        spec = await works.runners.started.get()
        running = (await core.tasks())[0]
        await core.database.write(lambda c: core.commanding.cancel(c, running, "local"))
        works.runners.of(spec.run).put_nowait(RunnerGone(is_rest_gone=is_rest_gone))
        await works.wait_for(state)
    outcome = (await core.projection()).tasks[task.id].outcome
    assert outcome is not None
    assert outcome.code == code
