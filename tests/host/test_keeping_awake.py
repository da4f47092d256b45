"""A computer with work is kept awake, on a real database."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from farhand.power.keeping import KeepingAwake
from farhand.power.sleeping import Sleeping, Tell
from farhand.power.work import TELL_MS
from farhand.tasks.task import Claimed, Ended
from farhand.wire.commands import SetKeepAwake
from farhand.wire.power_events import HostSlept, KeepAwake, KeepAwakeChanged
from farhand.wire.task_events import TaskState
from tests.fakes.wake_lock import FakeWakeLock
from tests.host.core import Core


async def soon(_: float) -> None:
    await asyncio.sleep(0)


@asynccontextmanager
async def keeping(core: Core, lock: FakeWakeLock) -> AsyncGenerator[KeepingAwake]:
    service = KeepingAwake(core.database, core.commanding.keep_awake, lock, core.thread.changed, soon)
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        task = group.create_task(service.run(lambda: None))
        yield service
        task.cancel()


async def begin(core: Core) -> None:
    await core.add_project(core.folder / "site")
    task = await core.say("Fix the login")
    await core.database.write(lambda c: core.moving.move(c, task, Claimed(task.generation + 1)))


async def end(core: Core) -> None:
    (task,) = await core.tasks()
    await core.database.write(lambda c: core.moving.move(c, task, Ended(TaskState.DONE, "done")))


async def turn(core: Core, *, on: bool) -> None:
    command = SetKeepAwake(made_at=core.clock.now_ms(), on=on)
    await core.database.write(lambda c: core.commanding.carry_out(c, command, "local"))


async def test_a_computer_is_kept_awake_until_the_outcome_of_its_last_task_is_told(core: Core) -> None:
    lock = FakeWakeLock()
    async with keeping(core, lock) as service:
        await begin(core)
        assert await lock.moves.get() is True
        await end(core)
        core.clock.advance(TELL_MS)
        await core.database.write(core.commanding.keep_awake.tell_anew)
        assert await lock.moves.get() is False
    assert not service.is_held


async def test_a_host_that_stops_lets_the_computer_sleep(core: Core) -> None:
    lock = FakeWakeLock()
    async with keeping(core, lock):
        await begin(core)
        assert await lock.moves.get() is True

    assert await lock.moves.get() is False


async def test_a_person_turns_it_off_and_on_at_any_time(core: Core) -> None:
    lock = FakeWakeLock()
    async with keeping(core, lock):
        await begin(core)
        assert await lock.moves.get() is True
        await turn(core, on=False)
        assert await lock.moves.get() is False
        await turn(core, on=False)
        await turn(core, on=True)
        assert await lock.moves.get() is True

    assert [each.keep_awake.on for each in await core.of(KeepAwakeChanged)] == [False, True]


async def test_what_died_is_taken_again(core: Core) -> None:
    lock = FakeWakeLock()
    async with keeping(core, lock):
        await begin(core)
        assert await lock.moves.get() is True
        lock.die()
        await core.database.write(core.commanding.keep_awake.tell_anew)
        assert await lock.moves.get() is True


async def test_that_it_cannot_be_had_is_told_once_and_so_is_that_it_can_again(core: Core) -> None:
    lock = FakeWakeLock("there is no desktop session")
    async with keeping(core, lock):
        await begin(core)
        heard = core.thread.changed.rings
        while not await core.of(KeepAwakeChanged):
            heard = await core.thread.changed.wait_rung(heard)
        assert lock.tries == 1
        lock.refusal = ""
        await turn(core, on=False)
        await turn(core, on=True)
        assert await lock.moves.get() is True
        while len(await core.of(KeepAwakeChanged)) < 4:
            heard = await core.thread.changed.wait_rung(heard)

    told = [(each.keep_awake.on, each.keep_awake.cannot) for each in await core.of(KeepAwakeChanged)]
    why = "there is no desktop session"
    assert told == [(True, why), (False, why), (True, why), (True, "")]


async def test_where_nothing_puts_the_computer_to_sleep_that_is_told_once_and_is_no_failure(core: Core) -> None:
    lock = FakeWakeLock("there is no desktop session", needless=True)
    async with keeping(core, lock):
        await begin(core)
        heard = core.thread.changed.rings
        while not await core.of(KeepAwakeChanged):
            heard = await core.thread.changed.wait_rung(heard)
        assert await core.database.read(core.commanding.keep_awake.standing) == KeepAwake(on=True, needless=True)

    assert [each.keep_awake for each in await core.of(KeepAwakeChanged)] == [KeepAwake(on=True, needless=True)]


async def test_devices_hear_that_the_computer_sleeps_and_how_long_it_did(core: Core) -> None:
    states: asyncio.Queue[str] = asyncio.Queue()
    going: asyncio.Queue[bool] = asyncio.Queue()
    slept = [5_000_000]

    async def follow(tell: Tell) -> None:
        while True:
            await tell(await going.get())

    sleeping = Sleeping(core.database, core.thread, states.put, follow, lambda: slept[0], core.clock)
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        task = group.create_task(sleeping.run(lambda: None))
        going.put_nowait(True)
        assert await states.get() == "asleep"
        slept[0] += 3_600_000
        heard = core.thread.changed.rings
        going.put_nowait(False)
        assert await states.get() == "awake"
        await core.thread.changed.wait_rung(heard)
        task.cancel()

    (event,) = await core.of(HostSlept)
    assert event.until - event.since == 3_600_000
