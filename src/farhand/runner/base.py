"""The checks on the commit a task began from: beside the agent while it works, or when somebody needs to know."""

import asyncio
import os
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from farhand.checks.baseline import FAILING, Baselines, compared
from farhand.checks.find import Folder, Found, checks_of_ticket
from farhand.checks.run import run_check
from farhand.errors import FarhandError, Unavailable
from farhand.log import Log
from farhand.project_file import ProjectFile, read_project_file
from farhand.runner.steps import Step
from farhand.runner.telling import Telling
from farhand.runs.lease import Lease
from farhand.runs.spec import RunSpec
from farhand.wire.run_events import CheckResult, StepKind
from farhand.workspaces.prepared import Prepared
from farhand.workspaces.setup import needs_setup, set_up
from farhand.workspaces.worktree import prepare_base, remove_base

log = Log.of(__name__)
REMOVE_S = 30.0  # for a worktree to go away; what stays is removed before the next one is made
_STEP = "baseline"


@dataclass(slots=True)
class Base:
    """The base of one workspace. Nothing here ever fails a run: what cannot be found out stays unknown."""

    spec: RunSpec
    prepared: Prepared
    kept: Baselines
    tell: Telling
    lease: Lease
    _known: dict[str, CheckResult] = field(default_factory=dict[str, CheckResult])

    async def look(self) -> None:
        """Run on the base whatever is a check there; to be cancelled as soon as nobody needs to know."""
        if why := await self._try(None):
            log.info("baseline.unknown", run=self.spec.run, why=why)

    async def compare(self, checks: tuple[CheckResult, ...]) -> tuple[CheckResult, ...]:
        """Return checks, those that fail set beside how they ended on the base."""
        failing = tuple(Found(check.command, check.source) for check in checks if check.status in FAILING)
        if any(each.command not in self._known for each in failing):
            title = "Run what fails on the commit before the change, to compare"
            self.tell.step(Step(_STEP, StepKind.SETUP, title, state="going"))
            why = await self._try(failing)
            state = "failed" if why else "ok"
            self.tell.step(
                Step(_STEP, StepKind.SETUP, title, f"it could not be run there: {why}" if why else "", state)
            )
        return tuple(compared(check, self._known.get(check.command)) for check in checks)

    async def _try(self, wanted: tuple[Found, ...] | None) -> str:
        try:
            await self._find_out(wanted)
        except (FarhandError, OSError) as error:
            return str(error)
        except Exception:  # the edge of what only compares: the run itself goes on without
            log.exception("baseline.broke", run=self.spec.run)
            return "Farhand itself failed there"
        return ""

    async def _find_out(self, wanted: tuple[Found, ...] | None) -> None:
        tree = await self._tree()
        listed = checks_of_ticket(self.spec.verify, Folder(self.prepared.path)) if wanted is None else wanted
        for each in listed:
            if (known := self.kept.find(tree, each.command)) is not None:
                self._known[each.command] = known
        missing = tuple(each for each in listed if each.command not in self._known)
        if not missing:
            await self._clear()
        else:
            async with self._worktree() as (base, project_file):
                for each in missing:
                    result = await run_check(
                        each, base.path, environment=self._environment(), timeout_s=project_file.timeout, behind=True
                    )
                    self._known[each.command] = result
                    self.kept.keep(tree, result)

    async def _tree(self) -> str:
        if self.prepared.branch is None:
            raise Unavailable("the project is no git repository")
        repository = self.prepared.repository
        found = await repository.run("rev-parse", "--verify", f"{self.prepared.base_commit}^{{tree}}")
        inner = self.prepared.path.relative_to(repository.folder)
        return f"{found.text()}:{inner.as_posix()}"

    @property
    def _place(self) -> Path:
        workspace = Path(self.spec.workspace)
        return workspace.with_name(f"{workspace.name}.base")

    async def _clear(self) -> None:
        """Remove what a runner that was killed left here."""
        if await asyncio.to_thread(os.path.lexists, self._place):
            await self._remove()

    @asynccontextmanager
    async def _worktree(self) -> AsyncGenerator[tuple[Prepared, ProjectFile]]:
        project = Path(self.spec.project)
        project_file = read_project_file(project) or ProjectFile()
        self.lease.check()
        try:
            base = await prepare_base(
                project,
                self._place,
                self.prepared.base_commit,
                trusted=self.spec.trusted,
                bring_patterns=project_file.bring,
            )
            if needs_setup(base, project_file):
                finished = await set_up(base, project_file, environment=self._environment())
                if finished.exit != 0 or finished.timed_out:
                    raise Unavailable("`setup` failed")
            yield base, project_file
        finally:
            await asyncio.shield(self._remove())

    async def _remove(self) -> None:
        try:
            async with asyncio.timeout(REMOVE_S):
                await remove_base(Path(self.spec.project), self._place)
        except (FarhandError, TimeoutError) as error:
            log.warning("baseline.not_removed", run=self.spec.run, why=str(error))

    def _environment(self) -> dict[str, str]:
        return {**os.environ, **self.spec.environment}


@asynccontextmanager
async def beside(work: Coroutine[None, None, None]) -> AsyncGenerator[None]:
    """Have something go on beside what is done within; it is stopped at the end."""
    failure: Exception | None = None
    async with asyncio.TaskGroup() as group:
        going = group.create_task(work)
        try:
            yield
        except Exception as error:  # noqa: BLE001  # raised again below, as itself and not as a group of one
            failure = error
        finally:
            going.cancel()
    if failure is not None:
        raise failure
