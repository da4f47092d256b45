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
from farhand.ids import TaskId, new_id
from farhand.runner.desk import Desk
from farhand.runner.journal import Journal
from farhand.runner.run import Run
from farhand.runner.sessions import Sessions
from farhand.runs.folder import RunFolder
from farhand.runs.lease import take
from farhand.runs.protocol import ChangeMade, Ended, FromRunner, RepairBegan, WorkspaceReady
from farhand.runs.spec import RunSpec
from farhand.tasks.attempts import Attempt as FreshAttempt
from farhand.tasks.attempts import best_passing
from farhand.wire.attempt_events import AttemptState
from farhand.wire.change_events import ChangeReady

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


@dataclass(frozen=True, slots=True)
class _Trial:
    """A run that is over: its own first one of a task, or a fresh attempt with the number `fresh`."""

    fresh: int
    workspace: Path
    ended: Ended
    events: tuple[FromRunner, ...]

    @property
    def ready(self) -> WorkspaceReady:
        """Where it began."""
        return next(event for event in self.events if isinstance(event, WorkspaceReady))

    @property
    def repairs(self) -> int:
        """How many rounds of repair it took."""
        return sum(isinstance(event, RepairBegan) for event in self.events)

    def to_attempt(self) -> FreshAttempt:
        """Return the trial as a host would choose among its like."""
        made = next((event for event in self.events if isinstance(event, ChangeMade)), None)
        state = AttemptState.PASSED if self.ended.verified and made is not None else AttemptState.FAILED
        change = made and ChangeReady(
            at=made.at, task=made.run, run=made.run, branch=made.branch, base=made.base, head=made.head,
            files=made.files, added=made.added, removed=made.removed, risk=made.risk,
        )  # fmt: skip
        task, branch = TaskId(self.ended.run), made.branch if made else ""
        return FreshAttempt(task, self.fresh, 1, branch, self.workspace, state, change=change)


async def play(cases: Sequence[Case], best_of: int) -> Sequence[Ending]:
    """Carry out cases, some at once; return how each ended."""
    places = asyncio.Semaphore(AT_ONCE)
    with fresh_place() as place:
        bases = _Bases(place)

        async def carry_out(case: Case) -> Ending:
            async with places:
                return await _carry_out(case, place, bases, best_of)

        async with asyncio.TaskGroup() as group:
            running = [group.create_task(carry_out(case)) for case in cases]
        return [each.result() for each in running]


async def _carry_out(case: Case, place: Place, bases: _Bases, best_of: int) -> Ending:
    folder = place.root / f"case-{new_id()}"
    folder.mkdir()
    await asyncio.to_thread(bases.copy, case, folder / "project")
    first = await _run(case, place, folder, 0)
    trials: list[_Trial] = []
    if first.ended.code == "check_failed":
        trials = [await _run(case, place, folder, number, first.ready) for number in range(1, best_of + 1)]
    best = best_passing([trial.to_attempt() for trial in trials])
    taken = first if best is None else trials[best.number - 1]
    ending = await judge(
        case,
        taken.workspace,
        claims=taken.ended.state == "done",
        verified=taken.ended.verified,
        repairs=first.repairs,
        fresh=len(trials),
    )
    await asyncio.to_thread(shutil.rmtree, folder)
    return ending


async def _run(case: Case, place: Place, folder: Path, fresh: int, began: WorkspaceReady | None = None) -> _Trial:
    """Carry out one run to its end; a fresh attempt begins where the first run `began`."""
    run, suffix = new_id(), f"-attempt-{fresh}" if fresh else ""
    workspace = folder / f"work{suffix}"
    lease = await take(RunFolder(folder / "runs" / run).lease(str(workspace)), run)
    spec = RunSpec(
        run=run,
        task=new_id(),
        generation=1,
        number=case.number + 1,
        title=case.project.ask,
        kind="agent",
        prompt=case.project.ask,
        project=str(folder / "project"),
        project_name="project",
        branch=f"farhand/bench-{case.number}{suffix}",
        workspace=str(workspace),
        lease=lease.number,
        start=began.head if began else None,
        base=began.base if began else None,
        environment=place.environment,
    )
    clock, files = SystemClock(), RunFolder.create(folder / "runs", spec)
    journal = Journal(files.events)
    sessions = Sessions({"claude-code": _Agent(case.attempts(fresh))})
    try:
        ended = await Run(spec, files, journal, Desk(run, journal, clock), sessions, lease, clock).carry_out()
    finally:
        journal.close()
        await sessions.close()
    return _Trial(fresh, workspace, ended, tuple(files.read_events()))
