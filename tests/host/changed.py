"""A task whose run has ended with a change in a real repository, as the host knows it."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from farhand.changes import store as changes
from farhand.changes.diff import find_change
from farhand.database import Connection
from farhand.git import Repository
from farhand.host.changing import Changing
from farhand.host.effects import LookAtQueue
from farhand.ids import RunId, TaskId, new_id
from farhand.tasks import chains, store
from farhand.tasks.chains import Chain
from farhand.tasks.task import Claimed, Task
from farhand.wire.change_events import ChangeReady, ChangeSettled
from farhand.wire.commands import ChangeAct, SettleChange
from farhand.wire.run_events import Outcome
from farhand.wire.task_events import TaskState
from farhand.workspaces.worktree import prepare
from tests.changes.places import add_commit
from tests.git_projects import git
from tests.host.core import Core

UNCHECKED = Outcome(code="unchecked", headline="done, not checked")


async def finish_run(core: Core, task: Task, project: Path, outcome: Outcome = UNCHECKED, **files: str) -> Task:
    """Let a run of a queued task change files and end."""
    branch = f"farhand/work-{task.root[:8]}"
    workspace = project.parent / "workspaces" / task.root
    prepared = await prepare(project, workspace, branch)
    head = await asyncio.to_thread(add_commit, prepared.path, "work", **files)
    base = git(project, "rev-parse", f"refs/farhand/base/{branch}")
    run = RunId(new_id())
    core.diffs[run] = (await find_change(Repository(project), base, head)).diff

    def end(connection: Connection) -> Task:
        if chains.find(connection, task.root) is None:
            chains.add(connection, Chain(task.root, branch, workspace))
        running = core.moving.move(connection, store.get(connection, task.id), Claimed(task.generation + 1))
        core.thread.append(
            connection,
            ChangeReady(
                at=core.clock.now_ms(), task=task.id, run=run, branch=branch, base=base, head=head, files=(),
                added=1, removed=1,
            ),
        )  # fmt: skip
        return core.concluding.conclude(connection, running, TaskState.DONE, outcome)

    return await core.database.write(end)


def wish(core: Core, task: TaskId, act: ChangeAct, given: str = "") -> SettleChange:
    """Return the command that asks for an act."""
    return SettleChange(made_at=core.clock.now_ms(), task=task, act=act, given=given)


async def ask(core: Core, task: TaskId, act: ChangeAct, given: str = "") -> None:
    """Ask for an act, as a device does."""
    await core.database.write(lambda c: core.commanding.carry_out(c, wish(core, task, act, given), "local"))


def changing_of(core: Core) -> Changing:
    """Return the service that settles changes."""
    look, runs = lambda: core.effects.append(LookAtQueue()), core.folder / "runs"
    return Changing(core.database, core.thread, core.intake, look, runs, core.clock)


@asynccontextmanager
async def serving(core: Core) -> AsyncGenerator[Changing]:
    """Run the service that settles changes."""
    changing = changing_of(core)
    ready = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        service = group.create_task(changing.run(ready.set))
        await ready.wait()
        yield changing
        service.cancel()


async def wait_idle(core: Core) -> list[ChangeSettled]:
    """Wait until nothing is wanted any more; return all that was told of changes."""
    async with asyncio.timeout(20):
        heard = core.thread.changed.rings
        while await core.database.read(changes.every_wanted):
            heard = await core.thread.changed.wait_rung(heard)
    return await core.of(ChangeSettled)


async def do(core: Core, task: TaskId, act: ChangeAct, given: str = "") -> ChangeSettled:
    """Ask for an act and return what came of it."""
    async with serving(core) as changing:
        await ask(core, task, act, given)
        changing.wake()
        return (await wait_idle(core))[-1]


async def stop_checks(core: Core) -> None:
    """Stop the checks that are to run again after a rebase, before they begin."""
    task = (await core.tasks())[0]
    await core.database.write(lambda c: core.commanding.cancel(c, task, "local"))
