"""Where a run works: the workspace that stands from the run before it, or a new one, set up as the project says."""

import os
from dataclasses import dataclass
from pathlib import Path

from farhand.clock import Clock
from farhand.errors import FarhandError, NotFound
from farhand.printed import ending, settle
from farhand.project_file import ProjectFile, read_project_file
from farhand.runner.sessions import Sessions, changed_workspace
from farhand.runner.showing import Showing
from farhand.runner.steps import Step
from farhand.runner.telling import Telling
from farhand.runner.verdict import MAX_OUTPUT, RunFailed, Verdict
from farhand.runs.lease import Lease
from farhand.runs.spec import RunSpec
from farhand.sayings import outcomes
from farhand.wire.run_events import StepKind
from farhand.workspaces.bases import with_newest_base
from farhand.workspaces.prepared import Prepared
from farhand.workspaces.setup import needs_setup, set_up
from farhand.workspaces.worktree import prepare

MAX_STEP = 2000  # characters of what `setup` printed that its step shows


@dataclass(frozen=True, slots=True)
class Preparing:
    """Prepares the workspace of one run, under its lease."""

    spec: RunSpec
    sessions: Sessions
    lease: Lease
    tell: Telling
    clock: Clock

    async def prepare(self) -> Prepared:
        """Return the workspace, told and ready to work in; raises RunFailed."""
        kept = self.sessions.prepared
        if kept is not None and kept.branch == self.spec.branch and self.sessions.is_live and kept.path.is_dir():
            prepared = await with_newest_base(changed_workspace(kept))
            self.tell.workspace(prepared, await prepared.repository.resolve("HEAD"))
            return prepared
        try:
            project_file = read_project_file(Path(self.spec.project))
            prepared = await self._prepare(project_file)
        except NotFound as error:
            raise RunFailed(project_gone(self.spec)) from error
        except FarhandError as error:
            raise RunFailed(Verdict("failed", "setup_failed", error.message, error.hint)) from error
        self.tell.workspace(prepared, await prepared.repository.resolve("HEAD"))
        await self._set_up(prepared, project_file)
        self.sessions.prepared = prepared
        return prepared

    async def _prepare(self, project_file: ProjectFile | None) -> Prepared:
        async with self.lease.writing():
            return await prepare(
                Path(self.spec.project),
                Path(self.spec.workspace),
                self.spec.branch,
                self.spec.start,
                base=self.spec.base,
                trusted=self.spec.trusted,
                bring_patterns=project_file.bring if project_file else (),
            )

    async def _set_up(self, prepared: Prepared, project_file: ProjectFile | None) -> None:
        if project_file is None or not needs_setup(prepared, project_file):
            return
        self.lease.check()
        title = f"Run {project_file.setup}"
        self.tell.step(Step("setup", StepKind.SETUP, title, state="going"))
        showing = Showing(self.tell.printing, self.clock)
        finished = await set_up(
            prepared, project_file, environment={**os.environ, **self.spec.environment}, on_output=showing.add
        )
        if finished.exit == 0 and not finished.timed_out:
            self.tell.step(Step("setup", StepKind.SETUP, title))
            return
        printed = settle(finished.output)
        self.tell.step(Step("setup", StepKind.SETUP, title, ending(printed, MAX_STEP), "failed"))
        how = outcomes.SETUP_LATE if finished.timed_out else outcomes.setup_failed(finished.exit)
        output = ending(printed, MAX_OUTPUT)
        raise RunFailed(Verdict("failed", "setup_failed", how, outcomes.MEND_SETUP, output=output))


def project_gone(spec: RunSpec) -> Verdict:
    """Return the verdict on a run whose project is not there."""
    return Verdict("failed", "project_gone", outcomes.folder_missing(spec.project), outcomes.MOVED_OR_REMOVED)
