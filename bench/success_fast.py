"""The pipeline without the agent's program: a run in this process, real git, real checks, patches from a script."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.place import Place, commit_all, fresh_place
from bench.success_attempts import Attempt, Case
from bench.success_ending import Ending, judge
from bench.success_projects import CHECK, write_files
from farhand.agents.port import Activity, Finding, Session, SessionKnown, SessionSettings, TurnEnded
from farhand.clock import SystemClock
from farhand.ids import new_id
from farhand.runner.desk import Desk
from farhand.runner.journal import Journal
from farhand.runner.run import Run
from farhand.runner.sessions import Sessions
from farhand.runs.folder import RunFolder
from farhand.runs.lease import take
from farhand.runs.protocol import RepairBegan, RunSpec

AT_ONCE = 3  # most of the time of a run is spent waiting for git and the check


@dataclass(slots=True)
class _Writer:
    """A session that writes the next attempt each turn, and always says that it is done."""

    settings: SessionSettings
    attempts: Iterator[Attempt]
    is_live: bool = True

    async def turn(self, prompt: str) -> AsyncIterator[Activity]:
        """Write the next attempt."""
        del prompt
        yield SessionKnown("scripted")
        write_files(self.settings.workspace, next(self.attempts).patch)
        yield TurnEnded("Done.")

    async def interrupt(self) -> None:
        """Nothing is ever under way."""

    async def close(self) -> None:
        """End."""
        self.is_live = False


@dataclass(slots=True)
class _Agent:
    """Opens sessions that go on with the attempts of one case."""

    attempts: Iterator[Attempt]
    name: str = "claude-code"

    async def find(self) -> Finding:
        """Be there."""
        return Finding(self.name, "Scripted", None, ready=True)

    async def open(self, settings: SessionSettings) -> Session:
        """Open a session."""
        return _Writer(settings, self.attempts)


@dataclass(slots=True)
class _Bases:
    """A repository for each project, copied for each case; what is known of a base is shared, as on a host."""

    place: Place
    made: dict[str, Path] = field(default_factory=dict[str, Path])

    def copy(self, case: Case, folder: Path) -> None:
        """Copy the repository of a case into a folder."""
        name = case.project.complexity.value
        if name not in self.made:
            base = self.place.root / f"base-{name}"
            base.mkdir()
            write_files(base, case.project.base)
            (base / "farhand.toml").write_text(f'check = "{CHECK}"\n')
            commit_all(self.place, base)
            self.made[name] = base
        shutil.copytree(self.made[name], folder)


async def play(cases: Sequence[Case]) -> Sequence[Ending]:
    """Carry out cases, some at once; return how each ended."""
    places = asyncio.Semaphore(AT_ONCE)
    with fresh_place() as place:
        bases = _Bases(place)

        async def carry_out(case: Case) -> Ending:
            async with places:
                return await _carry_out(case, place, bases)

        async with asyncio.TaskGroup() as group:
            running = [group.create_task(carry_out(case)) for case in cases]
        return [each.result() for each in running]


async def _carry_out(case: Case, place: Place, bases: _Bases) -> Ending:
    run = new_id()
    project, workspace = place.root / f"project-{run}", place.root / f"work-{run}"
    await asyncio.to_thread(bases.copy, case, project)
    lease = await take(RunFolder(place.root / "runs" / run).lease(str(workspace)), run)
    spec = RunSpec(
        run=run,
        task=new_id(),
        generation=1,
        number=case.number + 1,
        title=case.project.ask,
        kind="agent",
        prompt=case.project.ask,
        project=str(project),
        project_name=project.name,
        branch=f"farhand/bench-{case.number}",
        workspace=str(workspace),
        lease=lease.number,
        environment=place.environment,
    )
    clock, folder = SystemClock(), RunFolder.create(place.root / "runs", spec)
    journal = Journal(folder.events)
    sessions = Sessions({"claude-code": _Agent(case.attempts())})
    try:
        ended = await Run(spec, folder, journal, Desk(run, journal, clock), sessions, lease, clock).carry_out()
    finally:
        journal.close()
        await sessions.close()
    repairs = sum(isinstance(event, RepairBegan) for event in folder.read_events())
    ending = await judge(case, workspace, claims=ended.state == "done", verified=ended.verified, repairs=repairs)
    for each in (project, workspace, folder.path):
        await asyncio.to_thread(shutil.rmtree, each)
    return ending
