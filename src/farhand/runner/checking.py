"""Runs the checks of a workspace; what fails by a few tests is run once more before it counts."""

import os
from dataclasses import dataclass, field

from farhand.checks.find import Folder, Found, checks_of_ticket
from farhand.checks.junit import find_reports, read_reports
from farhand.checks.run import run_check
from farhand.clock import Clock
from farhand.project_file import ProjectFile, read_project_file
from farhand.runner.showing import Showing
from farhand.runner.steps import Step
from farhand.runner.telling import Telling
from farhand.runner.verdict import failed_words
from farhand.runs.folder import RunFolder
from farhand.runs.lease import Lease
from farhand.runs.spec import RunSpec
from farhand.wire.run_events import CheckResult, CheckStatus, StepKind
from farhand.workspaces.prepared import Prepared


@dataclass(slots=True)
class Checking:
    """The checks of one run, as often as they are run in it."""

    spec: RunSpec
    folder: RunFolder
    tell: Telling
    lease: Lease
    clock: Clock
    _again: int = field(default=0)

    async def check(self, prepared: Prepared) -> tuple[CheckResult, ...]:
        """Run every check to its end; raises FarhandError when the project's own file cannot be read."""
        project_file = read_project_file(prepared.path) or ProjectFile()
        found = checks_of_ticket(self.spec.verify, Folder(prepared.path))
        checks: list[CheckResult] = []
        for each in found:
            self.tell.check_started(each.command)
            result = await self._run(each, prepared, project_file)
            if is_suspect(result):
                result = await self._run_again(each, prepared, project_file, result)
            checks.append(result)
            self.tell.check_ended(result)
        return tuple(checks)

    async def _run(self, found: Found, prepared: Prepared, project_file: ProjectFile) -> CheckResult:
        self.lease.check()
        before = find_reports(prepared.path, project_file.junit)
        result = await run_check(
            found,
            prepared.path,
            environment={**os.environ, **self.spec.environment},
            timeout_s=project_file.timeout,
            on_output=Showing(self.tell.printing, self.clock).add,
            log=self.folder.check_log,
        )
        counts = read_reports(before, find_reports(prepared.path, project_file.junit))
        if counts is None or result.status is CheckStatus.NOT_STARTED:
            return result
        return result.model_copy(update={"passed": counts[0], "total": counts[1]})

    async def _run_again(
        self, found: Found, prepared: Prepared, project_file: ProjectFile, first: CheckResult
    ) -> CheckResult:
        self._again += 1
        step = f"again-{self._again}"
        title = f"Run {found.command} once more: {failed_words(first)}"
        self.tell.step(Step(step, StepKind.SETUP, title, state="going"))
        second = await self._run(found, prepared, project_file)
        is_flaky = second.status is CheckStatus.PASSED
        detail = "it passes now: flaky" if is_flaky else failed_words(second)
        self.tell.step(Step(step, StepKind.SETUP, title, detail, "ok" if is_flaky else "failed"))
        return second.model_copy(update={"flaky": True}) if is_flaky else second


def is_suspect(check: CheckResult) -> bool:
    """Return whether a failure may be chance: tests ran and some of them failed."""
    return check.status is CheckStatus.FAILED and check.passed is not None and check.passed < (check.total or 0)
