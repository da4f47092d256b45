"""A workspace is shown on the computer's screen when a device asks: once, and every wish is told of."""

import asyncio
from pathlib import Path

import pytest

from farhand.errors import Conflict
from farhand.host.effects import OpenWorkspaces
from farhand.host.opening import Opening
from farhand.tasks import chains
from farhand.tasks.chains import Chain
from farhand.tasks.task import Task
from farhand.wire.commands import OpenWorkspace
from farhand.wire.task_events import CommandRefused
from farhand.wire.workspace_events import WorkspaceOpening
from farhand.workspaces.opening import Opened
from tests.host.core import Core, Phone


async def worked(core: Core, folder: Path) -> Task:
    task = await core.say("count to two")
    await core.database.write(lambda connection: chains.add(connection, Chain(task.root, "farhand/count", folder)))
    return task


async def ask(core: Core, task: Task) -> None:
    command = OpenWorkspace(made_at=core.clock.now_ms(), task=task.id)
    effects = await core.database.write(lambda connection: core.commanding.carry_out(connection, command, "phone"))
    assert effects == (OpenWorkspaces(),)


async def told(core: Core, count: int) -> list[tuple[str, str]]:
    """Wait until so many were told of, and return them."""
    heard = 0
    async with asyncio.timeout(5):
        while len(events := await core.of(WorkspaceOpening)) < count:
            heard = await core.thread.changed.wait_rung(heard)
    return [(event.state, event.words) for event in events]


class Desk:
    """Keeps what was shown; the first time it breaks where it is told to."""

    def __init__(self, *, breaks: bool = False) -> None:
        self.shown: list[Path] = []
        self._breaks = breaks

    async def show(self, folder: Path) -> Opened:
        """Keep it."""
        self.shown.append(folder)
        if self._breaks and len(self.shown) == 1:
            raise RuntimeError
        return Opened("opened", "opened by `code`")


async def test_what_came_of_it_is_told_whether_it_opened_or_broke(core: Core, tmp_path: Path) -> None:
    task, desk = await worked(core, tmp_path), Desk(breaks=True)
    opening = Opening(core.database, core.thread, desk.show, core.clock)
    async with asyncio.TaskGroup() as group:
        ready = asyncio.Event()
        service = group.create_task(opening.run(ready.set))
        await ready.wait()
        for count in (2, 4):
            await ask(core, task)
            opening.wake()
            said = await told(core, count)
        service.cancel()
    assert [state for state, _ in said] == ["asked", "failed", "asked", "opened"]
    assert desk.shown == [tmp_path, tmp_path]


async def test_a_wish_that_a_crash_left_is_told_and_not_carried_out(core: Core, tmp_path: Path) -> None:
    await ask(core, await worked(core, tmp_path))
    desk = Desk()
    opening = Opening(core.database, core.thread, desk.show, core.clock)
    async with asyncio.TaskGroup() as group:
        service = group.create_task(opening.run(lambda: None))
        said = await told(core, 2)
        service.cancel()
    assert said[-1] == ("failed", "Farhand was started anew before it was opened")
    assert desk.shown == []


async def test_a_task_without_a_workspace_has_nothing_to_open(core: Core) -> None:
    task = await core.say("what is new?")
    with pytest.raises(Conflict):
        await ask(core, task)


async def test_a_wish_that_comes_too_late_opens_nothing(core: Core, phone: Phone, tmp_path: Path) -> None:
    await core.pair(phone)
    task = await worked(core, tmp_path)
    command = OpenWorkspace(made_at=core.clock.now_ms() - 60_001, ttl_ms=60_000, task=task.id)
    await core.receiving.receive([core.seal(phone, command)], None)
    assert len(await core.of(CommandRefused)) == 1
    assert await core.of(WorkspaceOpening) == []
