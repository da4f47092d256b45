"""What has not begun can be changed and moved, from every device; what has begun cannot, and says so."""

from pathlib import Path

import pytest

from farhand.database import Connection
from farhand.errors import Conflict
from farhand.host.intake import Incoming
from farhand.ids import MessageId, TaskId, new_id
from farhand.tasks import dependencies, queue_store, store, tickets
from farhand.tasks.queue import Limits, choose
from farhand.tasks.task import Claimed, Task
from farhand.wire.commands import AnyCommand, EditTask, MoveTask
from farhand.wire.task_events import CommandRefused, Spot, TaskEdited, TaskState, Verify, WaitReason
from tests.host.core import Core, Phone


@pytest.fixture
async def tasks(core: Core, tmp_path: Path) -> list[Task]:
    await core.add_project(tmp_path / "site")
    return [await core.say(f"write {name}") for name in ("a", "b", "c")]


async def order(core: Core) -> list[int]:
    def query(connection: Connection) -> list[int]:
        choice = choose(queue_store.entries(connection), {}, Limits(99, {}))
        return [each.number for each in choice.start]

    return await core.database.read(query)


async def carry_out(core: Core, command: AnyCommand) -> None:
    await core.database.write(lambda connection: core.commanding.carry_out(connection, command, "local"))


async def now(core: Core, task: Task) -> Task:
    return await core.database.read(lambda connection: store.get(connection, task.id))


@pytest.mark.parametrize(
    ("moved", "spot", "other", "expected"),
    [
        (3, "top", None, [3, 1, 2]),
        (1, "bottom", None, [2, 3, 1]),
        (3, "before", 2, [1, 3, 2]),
        (1, "after", 2, [2, 1, 3]),
    ],
)
async def test_a_queued_task_is_put_elsewhere(
    core: Core, tasks: list[Task], moved: int, spot: Spot, other: int | None, expected: list[int]
) -> None:
    beside = tasks[other - 1].id if other else None
    await carry_out(core, MoveTask(made_at=0, task=tasks[moved - 1].id, spot=spot, other=beside))
    assert await order(core) == expected
    (told,) = await core.of(TaskEdited)
    assert told.words.startswith("moved ")
    places = {each.id: each.number for each in tasks} | {each.task: each.place for each in told.places}
    assert [each.number for each in sorted(tasks, key=lambda each: places[each.id])] == expected, "devices are told"


async def test_what_is_moved_takes_the_priority_of_its_neighbour(core: Core, tasks: list[Task]) -> None:
    await carry_out(core, EditTask(made_at=0, task=tasks[1].id, priority="high"))
    assert await order(core) == [2, 1, 3]
    await carry_out(core, MoveTask(made_at=0, task=tasks[2].id, spot="top"))
    assert await order(core) == [3, 2, 1]
    assert (await now(core, tasks[2])).priority == "high"


async def test_a_follow_up_cannot_be_put_before_what_it_builds_on(core: Core, tasks: list[Task]) -> None:
    incoming = Incoming(MessageId(new_id()), "and more", "local", follows=tasks[0].id)
    _, follow_up = await core.database.write(lambda connection: core.intake.receive(connection, incoming))
    with pytest.raises(Conflict):
        await carry_out(core, MoveTask(made_at=0, task=follow_up.id, spot="top"))
    assert await core.of(TaskEdited) == []


async def test_the_text_of_a_task_and_its_checks_are_changed_and_told(core: Core, tasks: list[Task]) -> None:
    await carry_out(core, EditTask(made_at=0, task=tasks[0].id, text="do it well\nVerify: npm test"))
    changed = await now(core, tasks[0])
    assert (changed.title, changed.text) == ("do it well", "do it well\nVerify: npm test")
    verify = await core.database.read(lambda connection: tickets.find(connection, tasks[0].id))
    assert verify == Verify(commands=("npm test",))
    assert (await core.projection()).tasks[tasks[0].id].title == "do it well"


async def test_a_task_comes_after_others_but_never_in_a_circle(core: Core, tasks: list[Task]) -> None:
    first, second, third = tasks
    await carry_out(core, EditTask(made_at=0, task=third.id, after=(first.id, second.id)))
    waiting = await now(core, third)
    assert (waiting.state, waiting.reason) == (TaskState.WAITING, WaitReason.DEPENDENCY)
    assert waiting.words == "waits until tasks 1 and 2 are done"
    with pytest.raises(Conflict):
        await carry_out(core, EditTask(made_at=0, task=first.id, after=(third.id,)))
    await carry_out(core, EditTask(made_at=0, task=third.id, after=()))
    assert (await now(core, third)).state is TaskState.QUEUED
    assert await core.database.read(lambda connection: dependencies.of(connection, TaskId(third.id))) == ()


async def test_another_project_answers_the_question_which(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    blog = await core.add_project(tmp_path / "blog")
    task = await core.say("Fix the login")
    await carry_out(core, EditTask(made_at=0, task=task.id, project=blog))
    assert ((await now(core, task)).state, (await now(core, task)).project) == (TaskState.QUEUED, blog)
    assert (await core.projection()).questions == {}


async def test_what_has_begun_is_left_alone_and_the_device_is_told(core: Core, tasks: list[Task]) -> None:
    phone = Phone()
    await core.pair(phone)
    await core.database.write(lambda connection: core.moving.move(connection, tasks[0], Claimed(1)))
    made_at = core.clock.now_ms()
    for command in (
        EditTask(made_at=made_at, task=tasks[0].id, text="else"),
        MoveTask(made_at=made_at, task=tasks[0].id, spot="bottom"),
    ):
        await core.receiving.receive([core.seal(phone, command)], None)
    refused = await core.of(CommandRefused)
    assert ["has begun" in each.message for each in refused] == [True, True]
    assert await core.of(TaskEdited) == []
