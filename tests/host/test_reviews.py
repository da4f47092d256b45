"""What waits for a person's review, and what then does not begin."""

import asyncio
from pathlib import Path

import pytest

from farhand.host.reviews import unreviewed
from farhand.ids import ProjectId
from farhand.tasks.limiting import Limiting
from farhand.tasks.scheduling import Reviews, Scheduling
from farhand.tasks.task import Task
from farhand.wire.commands import ChangeAct
from farhand.wire.task_events import TaskState
from tests.host.changed import do, finish_run
from tests.host.core import Core
from tests.host.test_gating import FakeRuns


async def count(core: Core, task: Task) -> int:
    assert task.project is not None
    name = ProjectId(task.project)
    return await core.database.read(lambda connection: unreviewed(connection, name))


@pytest.mark.parametrize("act", [ChangeAct.APPLY, ChangeAct.DISCARD, ChangeAct.KEEP])
async def test_a_change_waits_until_it_is_settled(core: Core, project: Path, act: ChangeAct) -> None:
    await core.add_project(project)
    task = await core.say("one")
    assert await count(core, task) == 0
    await finish_run(core, task, project, a="1")
    assert await count(core, task) == 1
    await do(core, task.id, act, "mine" if act is ChangeAct.KEEP else "")
    assert await count(core, task) == 0


async def test_what_was_sent_back_waits_for_nobody(core: Core, project: Path) -> None:
    await core.add_project(project)
    task = await core.say("one")
    await finish_run(core, task, project, a="1")
    await core.say("also two")
    assert await count(core, task) == 0


async def test_a_task_begins_once_a_change_was_settled(core: Core, project: Path) -> None:
    await core.add_project(project)
    await finish_run(core, await core.say("one"), project, a="1")
    runs = FakeRuns()
    scheduling = Scheduling(
        core.database, core.moving, runs, Limiting(core.moving, core.clock), 2, Reviews(1, unreviewed)
    )
    first, second = (await core.tasks())[0], await core.say("Write the guide")
    scheduling.open_gate()
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        service = group.create_task(scheduling.run(lambda: None))
        heard = core.thread.changed.rings
        while not (waiting := (await core.tasks())[0]).words.startswith("waits for your review"):
            heard = await core.thread.changed.wait_rung(heard)
        assert waiting.state is TaskState.QUEUED
        await do(core, first.id, ChangeAct.DISCARD)
        scheduling.wake()
        assert (await runs.begun.get()).id == second.id
        service.cancel()
