"""Between which commits each run worked is told with it, however the run and its agent ended."""

import asyncio
from pathlib import Path

import pytest

from farhand.host.runners import RunnerGone
from farhand.runs.protocol import WorkspaceReady
from farhand.runs.spec import RunSpec
from farhand.wire.run_events import RunCommits
from farhand.wire.task_events import TaskState
from farhand.workspaces.committing import commit
from farhand.workspaces.prepared import Prepared
from farhand.workspaces.worktree import prepare
from tests.git_projects import git
from tests.host.core import Core
from tests.host.works import Works, ended

pytestmark = pytest.mark.usefixtures("project")  # made before it is a project of the host's


async def _next_run(works: Works) -> tuple[RunSpec, Prepared]:
    """Return the next run that was started, with its workspace ready."""
    works.scheduling.wake()
    spec = await works.runners.started.get()
    prepared = await prepare(Path(spec.project), Path(spec.workspace), spec.branch, spec.start, base=spec.base)
    head = git(prepared.path, "rev-parse", "HEAD")
    ready = WorkspaceReady(run=spec.run, at=1, n=1, path=spec.workspace, branch=spec.branch, head=head)
    works.runners.of(spec.run).put_nowait(ready)
    return spec, prepared


def _commit_as_agent(prepared: Prepared, name: str) -> None:
    (prepared.path / name).write_text(name)
    git(prepared.path, "add", name)
    git(prepared.path, "commit", "--quiet", "--message", f"The agent's own {name}")


async def _told(core: Core) -> list[tuple[int, str, str, int | None]]:
    return [(each.generation, each.before, each.after, each.commits) for each in await core.of(RunCommits)]


async def test_the_agents_own_commits_and_what_it_left_are_counted(core: Core, works: Works, project: Path) -> None:
    await core.say("Fix the login")
    async with works.going():
        spec, prepared = await _next_run(works)
        before = git(project, "rev-parse", spec.branch)
        _commit_as_agent(prepared, "a")
        (prepared.path / "untracked").write_text("left")
        after = (await commit(prepared, "The rest")).head
        works.runners.of(spec.run).put_nowait(ended(spec.run))
        await works.wait_for(TaskState.DONE)
    assert await _told(core) == [(1, before, after, 2)]
    events = [event.type for event in await core.events()]
    assert events.index("run.commits") < events.index("task.ended")


async def test_what_a_run_merged_is_not_counted_as_its_own(core: Core, works: Works, project: Path) -> None:
    await core.say("Fix the login")
    async with works.going():
        spec, prepared = await _next_run(works)
        before = git(project, "rev-parse", spec.branch)
        for number in range(3):
            git(project, "commit", "--quiet", "--allow-empty", "--message", f"Newer {number}")
        _commit_as_agent(prepared, "a")
        git(prepared.path, "merge", "--quiet", "--no-commit", "main")
        after = (await commit(prepared, "Bring both together")).head
        works.runners.of(spec.run).put_nowait(ended(spec.run))
        await works.wait_for(TaskState.DONE)
    assert await _told(core) == [(1, before, after, 2)]


async def test_a_rewritten_history_has_no_count(core: Core, works: Works, project: Path) -> None:
    await core.say("Fix the login")
    async with works.going():
        spec, prepared = await _next_run(works)
        before = git(project, "rev-parse", spec.branch)
        git(prepared.path, "commit", "--quiet", "--amend", "--message", "Another start")
        works.runners.of(spec.run).put_nowait(ended(spec.run))
        await works.wait_for(TaskState.DONE)
    assert await _told(core) == [(1, before, git(project, "rev-parse", spec.branch), None)]


async def test_a_run_whose_runner_is_gone_is_told_too_and_the_next_begins_there(
    core: Core, works: Works, project: Path
) -> None:
    task = await core.say("Fix the login")
    async with works.going():
        spec, prepared = await _next_run(works)
        before = git(project, "rev-parse", spec.branch)
        _commit_as_agent(prepared, "a")
        works.runners.of(spec.run).put_nowait(RunnerGone())
        stopped = await works.wait_for(TaskState.INTERRUPTED)
        await core.database.write(lambda c: core.commanding.resume(c, stopped, "local"))
        again, _ = await _next_run(works)
        works.runners.of(again.run).put_nowait(ended(again.run))
        await works.wait_for(TaskState.DONE)
    tip = git(project, "rev-parse", spec.branch)
    assert await _told(core) == [(1, before, tip, 1), (2, tip, tip, 0)]
    assert [each.run for each in (await core.projection()).tasks[task.id].commits] == [spec.run, again.run]


async def test_a_run_outside_git_has_no_commits(core: Core, works: Works) -> None:
    await core.say("Fix the login")
    async with works.going():
        works.scheduling.wake()
        spec = await works.runners.started.get()
        works.runners.of(spec.run).put_nowait(WorkspaceReady(run=spec.run, at=1, n=1, path=spec.project))
        works.runners.of(spec.run).put_nowait(ended(spec.run))
        await asyncio.wait_for(works.wait_for(TaskState.DONE), 10)
    assert await _told(core) == []
