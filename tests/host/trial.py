"""A task with fresh attempts, whose runs do real work in git."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from farhand.changes.diff import find_change
from farhand.changes.risk import judge_risk
from farhand.host.intake import Incoming
from farhand.ids import MessageId, new_id
from farhand.runs.protocol import FROM_RUNNER
from farhand.runs.spec import RunSpec
from farhand.tasks import attempts_store
from farhand.tasks.attempts import Attempt
from farhand.tasks.task import Task
from farhand.wire.attempt_events import AttemptState
from farhand.wire.task_events import WaitReason
from farhand.workspaces.prepared import Prepared
from farhand.workspaces.worktree import prepare
from tests.changes.places import add_commit
from tests.git_projects import git
from tests.host.core import Core
from tests.host.works import Works


@dataclass(slots=True)
class Trial:
    """A task with attempts, whose runs do real work in git."""

    core: Core
    works: Works
    project: Path

    async def send(self, text: str = "Fix the login", best_of: int | None = 2) -> Task:
        """Send a message."""
        incoming = Incoming(message=MessageId(new_id()), text=text, origin="local", best_of=best_of)
        task = (await self.core.database.write(lambda c: self.core.intake.receive(c, incoming)))[1]
        self.works.scheduling.wake()
        return task

    async def next_run(self) -> tuple[RunSpec, Prepared]:
        """Return the next run that was started, in its workspace."""
        self.works.scheduling.wake()
        spec = await self.works.runners.started.get()
        prepared = await prepare(Path(spec.project), Path(spec.workspace), spec.branch, spec.start, base=spec.base)
        head = git(prepared.path, "rev-parse", "HEAD")
        self.say(
            spec, 1, "workspace.ready", path=spec.workspace, branch=spec.branch, base=prepared.base_commit, head=head
        )
        self.say(spec, 2, "session.opened", session=f"session of {spec.branch}", resumed=False)
        return spec, prepared

    async def next_runs(self, count: int) -> list[tuple[RunSpec, Prepared]]:
        """Return the next runs, by the numbers of their attempts."""
        runs = [await self.next_run() for _ in range(count)]
        return sorted(runs, key=lambda run: run[0].branch)

    async def finish(self, spec: RunSpec, prepared: Prepared, *, passes: bool, **files: str) -> None:
        """Let a run change files and end."""
        await asyncio.to_thread(add_commit, prepared.path, "work", **files)
        change = await find_change(prepared.repository, prepared.base_commit)
        self.say(spec, 3, "check.started", command="make test")
        self.say(
            spec, 4, "change", branch=spec.branch, base=change.base, head=change.head, files=change.files,
            added=change.added, removed=change.removed, risk=judge_risk(change.files, change.diff.decode()),
        )  # fmt: skip
        self.end(spec, "done" if passes else "failed", "done" if passes else "check_failed", verified=passes)

    def end(
        self, spec: RunSpec, state: str, code: str, *, verified: bool = False, resets_at: int | None = None, n: int = 5
    ) -> None:
        """Let a run end."""
        headline = "14 of 14 tests pass" if verified else "1 of 14 tests fails"
        self.say(
            spec, n, "ended", state=state, code=code, headline=headline, verified=verified, seconds=1.5, cost_usd=0.25,
            resets_at=resets_at,
        )  # fmt: skip

    async def begin_attempts(self, best_of: int, begun: int) -> tuple[Task, list[tuple[RunSpec, Prepared]]]:
        """Let a first run fail; return its task and the runs of those of its fresh attempts that find a place."""
        task = await self.send(best_of=best_of)
        first, where = await self.next_run()
        await self.finish(first, where, passes=False, app_py="one = 0\n")
        return task, await self.next_runs(begun)

    def say(self, spec: RunSpec, n: int, kind: str, **given: object) -> None:
        event = FROM_RUNNER.validate_python({"type": kind, "run": spec.run, "at": 1, "n": n, **given})
        self.works.runners.of(spec.run).put_nowait(event)


async def wait_parked(trial: Trial, reason: WaitReason | None) -> Task:
    """Wait until the newest task waits for this, and return it."""
    heard = 0
    while (task := (await trial.core.tasks())[0]).reason is not reason:
        heard = await trial.core.thread.changed.wait_rung(heard)
    return task


async def wait_attempt(trial: Trial, task: Task, number: int, state: AttemptState) -> Attempt:
    """Wait until an attempt is in a state, and return it."""
    heard = 0
    while True:
        attempts = await trial.core.database.read(lambda c: attempts_store.of_task(c, task.id))
        for each in attempts:
            if (each.number, each.state) == (number, state):
                return each
        heard = await trial.core.thread.changed.wait_rung(heard)
