"""A task that is to come after another waits for it to be done, and asks where it is not."""

from pathlib import Path

import pytest

from farhand.errors import NotFound
from farhand.host.concluding import EndState
from farhand.host.intake import Incoming
from farhand.ids import MessageId, TaskId, new_id
from farhand.tasks import store
from farhand.tasks.task import Claimed, Task
from farhand.wire.attention_events import NoticePosted
from farhand.wire.run_events import Outcome
from farhand.wire.task_events import TaskCreated, TaskState, WaitReason
from tests.host.core import Core


@pytest.fixture
async def first(core: Core, tmp_path: Path) -> Task:
    await core.add_project(tmp_path / "site")
    await core.add_project(tmp_path / "blog")
    return await core.say("Fix the login of site")


async def say_after(core: Core, before: Task) -> Task:
    incoming = Incoming(MessageId(new_id()), "Write the news", "local", after=(before.id,), priority="high")
    return (await core.database.write(lambda connection: core.intake.receive(connection, incoming)))[1]


async def end(core: Core, task: Task, state: EndState) -> None:
    running = await core.database.write(lambda c: core.moving.move(c, task, Claimed(task.generation + 1)))
    outcome = Outcome(code="x", headline="x")
    await core.database.write(lambda c: core.concluding.conclude(c, running, state, outcome))


async def now(core: Core, task: Task) -> Task:
    return await core.database.read(lambda connection: store.get(connection, task.id))


async def test_it_waits_until_the_other_is_done_and_is_queued_then(core: Core, first: Task) -> None:
    second = await say_after(core, first)
    assert (second.state, second.reason) == (TaskState.WAITING, WaitReason.DEPENDENCY)
    assert second.words == "waits until task 1 is done"
    assert second.project == first.project
    told = (await core.of(TaskCreated))[1]
    assert (told.after, told.priority) == (first.id, "high")

    await end(core, first, TaskState.DONE)

    assert (await now(core, second)).state is TaskState.QUEUED


async def test_after_a_failure_a_person_is_asked_and_may_say_yes(core: Core, first: Task) -> None:
    second = await say_after(core, first)
    notices = len(await core.of(NoticePosted))
    await end(core, first, TaskState.FAILED)

    asks = await now(core, second)
    assert (asks.state, asks.reason) == (TaskState.WAITING, WaitReason.CONFIRM)
    assert "task 1" in asks.words
    assert len(await core.of(NoticePosted)) == notices + 2

    await core.database.write(lambda c: core.commanding.confirm(c, asks, "local", go=True))
    assert (await now(core, second)).state is TaskState.QUEUED


async def test_a_cancelled_task_leads_to_the_same_question_and_no_cancels_the_next_one_too(
    core: Core, first: Task
) -> None:
    second = await say_after(core, first)
    third = await say_after(core, second)
    await core.database.write(lambda c: core.commanding.cancel(c, first, "local"))
    asks = await now(core, second)
    assert asks.reason is WaitReason.CONFIRM

    await core.database.write(lambda c: core.commanding.confirm(c, asks, "local", go=False))

    assert (await now(core, second)).state is TaskState.CANCELLED
    assert (await now(core, third)).reason is WaitReason.CONFIRM


async def test_after_a_task_that_is_done_already_it_is_queued_at_once(core: Core, first: Task) -> None:
    await end(core, first, TaskState.DONE)
    assert (await say_after(core, first)).state is TaskState.QUEUED


async def test_after_a_task_that_failed_already_a_person_is_asked_at_once(core: Core, first: Task) -> None:
    await end(core, first, TaskState.FAILED)
    assert (await say_after(core, first)).reason is WaitReason.CONFIRM


async def test_a_task_that_is_not_there_cannot_be_waited_for(core: Core, first: Task) -> None:
    incoming = Incoming(MessageId(new_id()), "Write", "local", after=(TaskId(first.id[::-1]),))
    with pytest.raises(NotFound):
        await core.database.write(lambda connection: core.intake.receive(connection, incoming))
