"""After a rebase the checks run again, as a run of the same task; apply never claims more than ran on its commit."""

import asyncio
from pathlib import Path

import pytest

from farhand.errors import Conflict
from farhand.host.changing import Changing
from farhand.host.effects import LookAtQueue
from farhand.ids import RunId, new_id
from farhand.runs import store as runs
from farhand.runs.folder import lease_of
from farhand.runs.lease import take
from farhand.runs.protocol import ChangeMade
from farhand.runs.spec import RunSpec
from farhand.runs.store import Run, RunState
from farhand.tasks import attempts_store, chains, quota_store, rechecks
from farhand.tasks.agents import DEFAULT_AGENT
from farhand.tasks.task import Task
from farhand.wire.commands import ChangeAct
from farhand.wire.run_events import CheckResult, CheckStatus, Outcome
from farhand.wire.task_events import TaskState
from tests.changes.places import add_commit
from tests.git_projects import git
from tests.host.changed import ask, do, finish_run, serving, stop_checks, wait_idle
from tests.host.core import Core
from tests.host.works import Works, ended

pytestmark = pytest.mark.usefixtures("project")  # made before it is a project of the host's
CHECK = CheckResult(command="npm test", source="found", status=CheckStatus.PASSED, seconds=1, passed=14, total=14)
FAILING = CHECK.model_copy(update={"status": CheckStatus.FAILED, "exit": 1, "passed": 13, "output": "test_two fails"})


@pytest.fixture
async def task(core: Core, works: Works, project: Path) -> Task:
    del works
    proven = Outcome(code="done", headline="14 of 14 tests pass", verified=True, checks=(CHECK,))
    return await finish_run(core, await core.say("Make it two"), project, proven, app_py="one = 2\n")


@pytest.fixture
async def rebased(core: Core, project: Path, task: Task) -> Task:
    add_commit(project, "newer", page_py="page = 1\n")
    told = await do(core, task.id, ChangeAct.REBASE)
    assert (told.what, LookAtQueue() in core.effects) == ("rebased", True)
    return task


def _say_end(works: Works, spec: RunSpec, state: str, **more: object) -> None:
    works.runners.of(spec.run).put_nowait(ended(spec.run, state, **more))


async def _message_when_applied(core: Core, project: Path, task: Task) -> str:
    assert (await do(core, task.id, ChangeAct.APPLY)).what == "applied"
    return git(project, "log", "-1", "--format=%B")


async def _outcome(core: Core, task: Task) -> Outcome:
    outcome = (await core.projection()).tasks[task.id].outcome
    assert outcome is not None
    return outcome


async def test_what_passed_where_it_was_applied_is_claimed(core: Core, project: Path, task: Task) -> None:
    assert "Checked: `npm test` passed, 14 of 14 tests" in await _message_when_applied(core, project, task)


async def test_what_the_branch_got_by_hand_after_the_checks_is_not_claimed(
    core: Core, project: Path, task: Task
) -> None:
    chain = await core.database.read(lambda c: chains.find(c, task.root))
    assert chain is not None
    add_commit(chain.workspace, "by hand", app_py="one = 3\n")
    assert "Not checked" in await _message_when_applied(core, project, task)


async def test_a_change_that_was_taken_back_is_what_was_checked(core: Core, project: Path, task: Task) -> None:
    for act in (ChangeAct.APPLY, ChangeAct.REVERT):
        assert (await do(core, task.id, act)).what != "kept"
    git(project, "reset", "--quiet", "--hard", "HEAD~2")
    assert "Checked: `npm test` passed" in await _message_when_applied(core, project, task)


async def test_a_rebased_task_is_queued_for_its_checks_and_done_once_they_passed(
    core: Core, works: Works, project: Path, rebased: Task
) -> None:
    seen = (await core.projection()).tasks[rebased.id]
    assert (seen.state, seen.words, seen.outcome) == (TaskState.QUEUED, "its checks run again after the rebase", None)
    async with works.going():
        spec = await works.runners.started.get()
        assert (spec.kind, spec.generation) == ("recheck", 2)
        head = git(project, "rev-parse", spec.branch)
        change = ChangeMade(
            run=spec.run, at=1, n=1, branch=spec.branch, base=head, head=head, files=(), added=1, removed=1
        )
        works.runners.of(spec.run).put_nowait(change)
        _say_end(works, spec, "done", verified=True, headline="14 of 14 tests pass", checks=(CHECK,))
        await works.wait_for(TaskState.DONE)
    outcome = await _outcome(core, rebased)
    assert (outcome.headline, outcome.verified) == ("after the rebase: 14 of 14 tests pass", True)
    assert "Checked: `npm test` passed, 14 of 14 tests" in await _message_when_applied(core, project, rebased)


async def test_nothing_is_settled_until_the_checks_ran_or_were_stopped(
    core: Core, project: Path, rebased: Task
) -> None:
    with pytest.raises(Conflict, match="checks of task 1"):
        await ask(core, rebased.id, ChangeAct.APPLY)
    await stop_checks(core)
    outcome = await _outcome(core, rebased)
    assert (outcome.code, (await core.tasks())[0].state) == ("unchecked", TaskState.DONE)
    assert "Not checked" in await _message_when_applied(core, project, rebased)


async def test_checks_that_are_stopped_while_they_run_leave_the_task_as_it_was_not_checked(
    core: Core, works: Works, rebased: Task
) -> None:
    async with works.going():
        spec = await works.runners.started.get()
        task = (await core.tasks())[0]
        await core.database.write(lambda c: core.commanding.cancel(c, task, "local"))
        _say_end(works, spec, "cancelled")
        await works.wait_for(TaskState.DONE)
    assert (await _outcome(core, rebased)).code == "unchecked"
    assert await core.database.read(lambda c: rechecks.find(c, rebased.id)) is None


async def test_what_fails_after_the_rebase_is_told_and_can_be_handed_to_the_agent(
    core: Core, works: Works, rebased: Task
) -> None:
    async with works.going():
        spec = await works.runners.started.get()
        _say_end(works, spec, "failed", code="check_failed", headline="1 of 14 tests fails", checks=(FAILING,))
        await works.wait_for(TaskState.FAILED)
    assert (await _outcome(core, rebased)).headline == "after the rebase: 1 of 14 tests fails"
    assert (await do(core, rebased.id, ChangeAct.HAND_OVER)).what == "handed over"
    follow_up = (await core.tasks())[0]
    assert (follow_up.follows, follow_up.root, follow_up.kind) == (rebased.id, rebased.root, "agent")
    assert "test_two fails" in follow_up.text


async def test_checks_whose_runner_died_are_run_when_the_task_goes_on(core: Core, works: Works, rebased: Task) -> None:
    async with works.going():
        spec = await works.runners.started.get()
        _say_end(works, spec, "interrupted", headline="the computer ended the run")
        task = await works.wait_for(TaskState.INTERRUPTED)
        await core.database.write(lambda c: core.commanding.resume(c, task, "local"))
        works.scheduling.wake()
        again = await works.runners.started.get()
        assert again.kind == "recheck"
        _say_end(works, again, "done", verified=True, headline="14 of 14 tests pass", checks=(CHECK,))
        await works.wait_for(TaskState.DONE)
    assert (await _outcome(core, rebased)).verified


class _Killed(BaseException):
    """The host dies."""


async def test_a_host_that_died_once_git_had_rebased_still_runs_the_checks(
    core: Core, project: Path, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_commit(project, "newer", page_py="page = 1\n")
    with monkeypatch.context() as patched:

        def die(*_: object) -> None:
            raise _Killed

        patched.setattr(Changing, "_finish", die)
        with pytest.raises(BaseExceptionGroup):
            await do(core, task.id, ChangeAct.REBASE)
    async with serving(core):
        assert (await wait_idle(core))[-1].what == "rebased"
    assert (await core.tasks())[0].state is TaskState.QUEUED
    assert await core.database.read(lambda c: rechecks.find(c, task.id)) is not None


async def test_checks_after_a_rebase_begin_no_fresh_attempts(core: Core, works: Works, rebased: Task) -> None:
    await core.database.write(lambda c: attempts_store.want(c, rebased.id, 2))
    async with works.going():
        spec = await works.runners.started.get()
        _say_end(works, spec, "failed", code="check_failed", headline="1 of 14 tests fails", checks=(FAILING,))
        await works.wait_for(TaskState.FAILED)
    assert await core.database.read(lambda c: attempts_store.of_task(c, rebased.id)) == ()


async def test_checks_without_an_agent_do_not_wait_for_its_limit(core: Core, works: Works, rebased: Task) -> None:
    until = core.clock.now_ms() + 3_600_000
    await core.database.write(lambda c: quota_store.hold(c, DEFAULT_AGENT, until))
    async with works.going():
        spec = await works.runners.started.get()
        assert (spec.task, spec.kind) == (rebased.id, "recheck")
        _say_end(works, spec, "done", verified=True, headline="14 of 14 tests pass", checks=(CHECK,))
        await works.wait_for(TaskState.DONE)


async def test_what_settles_a_change_waits_for_who_writes_in_its_workspace(core: Core, task: Task) -> None:
    chain = await core.database.read(lambda c: chains.find(c, task.root))
    assert chain is not None
    held = await take(lease_of(core.folder / "runs", str(chain.workspace)), "a run")
    async with serving(core) as changing:
        async with held.writing():
            await ask(core, task.id, ChangeAct.DISCARD)
            changing.wake()
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await wait_idle(core)
            assert chain.workspace.is_dir()
        assert (await wait_idle(core))[-1].what == "discarded"
    assert not held.is_held()


async def test_nothing_is_settled_while_an_older_run_is_still_being_stopped(core: Core, task: Task) -> None:
    chain = await core.database.read(lambda c: chains.find(c, task.root))
    assert chain is not None
    left = Run(
        RunId(new_id()), task.id, 1, RunState.WORKING, "claude-code", str(chain.workspace), chain.branch, None, None,
        None, 0, 1,
    )  # fmt: skip
    await core.database.write(lambda c: runs.add(c, left))
    told = await do(core, task.id, ChangeAct.APPLY)
    assert (told.what, told.words) == ("kept", "a run in its workspace has not ended yet")
    await core.database.write(lambda c: runs.end(c, left.run))
    assert (await do(core, task.id, ChangeAct.APPLY)).what == "applied"
