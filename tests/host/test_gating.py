"""With each connection the mail that waits is read before work starts; without one, work goes on."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from farhand.database import Connection
from farhand.host.gating import Gate, GatedDial
from farhand.host.reviews import unreviewed
from farhand.ids import RunId, new_id
from farhand.sync.link import Link
from farhand.tasks.limiting import Limiting
from farhand.tasks.scheduling import Reviews, Scheduling
from farhand.tasks.task import Task, TaskState
from tests.host.core import Core


@dataclass(slots=True)
class FakeLink:
    """A line that says nothing."""

    async def send(self, frame: bytes) -> None:
        """Send nowhere."""

    async def receive(self) -> bytes:
        """Hear nothing."""
        return b""

    async def close(self) -> None:
        """End."""


@dataclass(slots=True)
class FakeDial:
    """Opens such lines."""

    audience: str = "local"

    async def connect(self) -> Link:
        """Open one."""
        return FakeLink()


@dataclass(slots=True)
class FakeRuns:
    """Keeps which tasks began."""

    begun: asyncio.Queue[Task] = field(default_factory=asyncio.Queue[Task])
    _opened: dict[RunId, Task] = field(default_factory=dict[RunId, Task])

    def open(self, connection: Connection, task: Task) -> RunId:
        """Keep it under an id of its own."""
        del connection
        run = RunId(new_id())
        self._opened[run] = task
        return run

    def open_attempts(self, connection: Connection, places: int) -> tuple[RunId, ...]:
        """Have none."""
        del connection, places
        return ()

    def begin(self, run: RunId) -> None:
        """Keep whose it is."""
        self.begun.put_nowait(self._opened[run])


async def test_work_starts_after_the_mail_was_read_and_again_when_the_line_is_lost(core: Core, tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        await core.add_project(tmp_path / name)
    runs, gate = FakeRuns(), Gate()
    scheduling = Scheduling(
        core.database, core.moving, runs, Limiting(core.moving, core.clock), 2, Reviews(0, unreviewed)
    )
    gate.use(scheduling)
    lost = list[str]()
    dial = GatedDial(FakeDial(), gate, lambda: lost.append("line"))

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        service = group.create_task(scheduling.run(lambda: None))
        link = await dial.connect()
        await core.say("work on one")
        assert (await core.tasks())[0].state is TaskState.QUEUED
        gate.open()
        assert (await runs.begun.get()).title == "work on one"

        await link.close()
        link = await dial.connect()
        await core.say("work on two")
        gate.wake()
        await core.database.read(lambda _: None)
        assert runs.begun.empty()
        assert (await core.tasks())[0].state is TaskState.QUEUED

        await link.close()
        assert (await runs.begun.get()).title == "work on two"
        assert lost == ["line", "line"]
        service.cancel()


async def test_without_ever_having_read_its_mail_a_host_starts_nothing(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "one")
    gate = Gate()
    scheduling = Scheduling(
        core.database,
        core.moving,
        FakeRuns(),
        Limiting(core.moving, core.clock),
        2,
        Reviews(0, unreviewed),
    )
    gate.use(scheduling)

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        service = group.create_task(scheduling.run(lambda: None))
        await core.say("work on one")
        await (await GatedDial(FakeDial(), gate, lambda: None).connect()).close()
        await core.database.read(lambda _: None)
        assert (await core.tasks())[0].state is TaskState.QUEUED
        service.cancel()


async def test_work_given_at_the_computer_starts_though_no_relay_is_ever_reached(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "one")
    patience = asyncio.Event()

    async def sleep(_: float) -> None:
        await patience.wait()

    runs, gate = FakeRuns(), Gate(sleep)
    scheduling = Scheduling(
        core.database, core.moving, runs, Limiting(core.moving, core.clock), 2, Reviews(0, unreviewed)
    )
    gate.use(scheduling)
    task = await core.say("one")
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        serving = [group.create_task(each.run(lambda: None)) for each in (gate, scheduling)]
        assert runs.begun.empty()

        patience.set()

        assert (await runs.begun.get()).id == task.id
        for each in serving:
            each.cancel()
