"""The services that carry out tasks, over runners that tell what a test puts in."""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from farhand.attention.notices import Notices
from farhand.errors import Unavailable
from farhand.host.attempting import Attempting
from farhand.host.briefing import Briefing
from farhand.host.budgeting import Budgeting
from farhand.host.cautioning import Cautioning
from farhand.host.content import Content
from farhand.host.effects import Effect, LookAtQueue
from farhand.host.inputs import Inputs
from farhand.host.narrating import Narrating
from farhand.host.reviews import unreviewed
from farhand.host.running import Running
from farhand.host.streaming import Streaming
from farhand.ids import RunId
from farhand.runs.folder import RunFolder
from farhand.runs.protocol import Allow, Answer, Cancel, Ended, FromRunner, Nudge, Permit
from farhand.runs.spec import RunSpec
from farhand.tasks.budget import Budget
from farhand.tasks.limiting import Limiting
from farhand.tasks.scheduling import Reviews, Scheduling
from farhand.tasks.task import Task
from farhand.wire.envelope import Envelope
from farhand.wire.task_events import TaskState
from tests.host.core import Core


@dataclass(slots=True)
class FakeRunners:
    """Tells what a test puts in; an exception is raised instead."""

    root: Path
    started: asyncio.Queue[RunSpec] = field(default_factory=asyncio.Queue[RunSpec])
    stopped: asyncio.Queue[RunId] = field(default_factory=asyncio.Queue[RunId])
    told: list[RunId] = field(default_factory=list[RunId])
    said: dict[RunId, asyncio.Queue[FromRunner | Exception]] = field(
        default_factory=dict[RunId, asyncio.Queue[FromRunner | Exception]]
    )

    def of(self, run: str) -> asyncio.Queue[FromRunner | Exception]:
        """Return where a run's events are put in."""
        return self.said.setdefault(RunId(run), asyncio.Queue())

    async def start(self, spec: RunSpec, after: RunId | None) -> None:
        """Keep what was started."""
        del after
        self.started.put_nowait(spec)

    async def events(self, run: RunId, after: int) -> AsyncGenerator[FromRunner]:
        """Yield what was put in."""
        del after
        while True:
            event = await self.of(run).get()
            if isinstance(event, Exception):
                raise event
            yield event

    async def tell(self, run: RunId, message: Allow | Answer | Permit | Nudge | Cancel) -> None:
        """Keep who was told something."""
        del message
        self.told.append(run)

    async def stop(self, run: RunId) -> None:
        """Keep what was stopped."""
        self.stopped.put_nowait(run)

    async def dismiss(self) -> None:
        """Nobody lingers."""

    def folder(self, run: RunId) -> RunFolder:
        """Return a folder that is not there."""
        return RunFolder(self.root / run)


@dataclass(slots=True)
class Works:
    """The services, to be run within `going`."""

    core: Core
    runners: FakeRunners
    attempting: Attempting
    budgeting: Budgeting
    running: Running
    scheduling: Scheduling

    @asynccontextmanager
    async def going(self) -> AsyncGenerator[None]:
        """Run the services."""
        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            ready = asyncio.Event()
            services = [group.create_task(self.running.run(ready.set))]
            await ready.wait()
            self.scheduling.open_gate()
            services.append(group.create_task(self.scheduling.run(lambda: None)))
            yield
            for each in services:
                each.cancel()

    async def wait_for(self, state: TaskState) -> Task:
        """Wait until the newest task is in a state."""
        heard = 0
        while True:
            task = (await self.core.tasks())[0]
            if task.state is state:
                return task
            heard = await self.core.thread.changed.wait_rung(heard)

    async def wait_for_task(self, task: str, state: TaskState) -> None:
        """Wait until a task is in a state."""
        heard = 0
        while all(each.id != task or each.state is not state for each in await self.core.tasks()):
            heard = await self.core.thread.changed.wait_rung(heard)

    async def wait_for_words(self, task: str, words: str) -> None:
        """Wait until a task says so."""
        heard = 0
        while all(each.id != task or each.words != words for each in await self.core.tasks()):
            heard = await self.core.thread.changed.wait_rung(heard)


class NoPost:
    """A relay that takes no files."""

    async def put(self, blob: str, index: int, chunk: bytes, sha256: bytes) -> None:
        """Take nothing."""
        del blob, index, chunk, sha256
        raise Unavailable("no relay")

    async def get(self, blob: str, index: int) -> bytes | None:
        """Give nothing."""
        del blob, index
        raise Unavailable("no relay")


def ended(run: str, state: str = "done", **more: object) -> Ended:
    """Return the end of a run."""
    given: dict[str, object] = {
        "run": run,
        "at": 1,
        "n": 9,
        "state": state,
        "code": state,
        "headline": state,
        "seconds": 1,
        **more,
    }
    return Ended.model_validate(given)


async def make_works(core: Core, folder: Path, day: Budget | None = None) -> Works:
    """Return services over a core, with one project."""

    async def send(_: Envelope) -> bool:
        return False

    def after_run(effects: Sequence[Effect]) -> None:
        core.effects.extend(effects)
        if LookAtQueue() in effects:
            scheduling.wake()

    await core.add_project(folder / "site")
    runners = FakeRunners(folder / "runs")
    notices = Notices(core.database, core.thread, {}, core.clock, secrets.token_bytes)
    streaming = Streaming(
        core.database, core.thread, core.keys.identity, send, lambda: False, core.clock, secrets.token_bytes
    )
    budgeting = Budgeting(core.thread, core.moving, core.concluding, notices, day or Budget(), core.clock)
    narrating = Narrating(core.thread, core.moving, core.concluding, budgeting, notices, core.parking, core.clock)
    attempting = Attempting(
        core.database, core.thread, core.moving, narrating, core.concluding, core.attempt_waits, core.clock,
        secrets.token_bytes,
    )  # fmt: skip
    post = NoPost()
    inputs = Inputs(core.database, Content(folder / "files"), post, folder / "inputs", core.clock)
    cautioning = Cautioning(core.thread, notices, core.clock, {"HOME": str(folder / "home")}, is_root=False)
    running = Running(
        core.database, core.thread, narrating, attempting, core.concluding, budgeting, cautioning, streaming, runners,
        post, inputs, Briefing(core.thread, budgeting, inputs, {}, 1800), folder / "workspaces", after_run, core.clock,
        secrets.token_bytes,
    )  # fmt: skip
    scheduling = Scheduling(
        core.database,
        core.moving,
        running,
        Limiting(core.moving, core.clock, day),
        2,
        Reviews(0, unreviewed),
    )
    return Works(core, runners, attempting, budgeting, running, scheduling)
