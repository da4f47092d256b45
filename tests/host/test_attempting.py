"""Fresh attempts: made when the checks still fail, each on its own branch, and the best one that passes is taken."""

import asyncio
from pathlib import Path

import pytest

from farhand.changes.diff import find_change
from farhand.changes.state import KEPT_MS
from farhand.git import Repository
from farhand.tasks import attempts_store, chains
from farhand.tasks.quota import MINUTE_MS
from farhand.wire.attempt_events import AttemptState
from farhand.wire.change_events import ChangeState
from farhand.wire.commands import ChangeAct
from farhand.wire.task_events import TaskState
from tests.git_projects import git
from tests.host.changed import changing_of, do
from tests.host.trial import Trial, wait_attempt

HOUR_MS = 60 * MINUTE_MS


async def test_the_passing_attempt_with_the_smallest_risk_becomes_the_tasks_branch(trial: Trial) -> None:
    async with trial.works.going():
        task = await trial.send()
        first, where = await trial.next_run()
        await trial.finish(first, where, passes=False, app_py="one = 0\n")
        runs = await trial.next_runs(2)
        specs = [spec for spec, _ in runs]
        assert len({spec.workspace for spec in (first, *specs)}) == 3
        assert [(spec.session, spec.start, spec.linger_s) for spec in specs] == [(None, specs[0].base, 0)] * 2
        assert (await trial.core.tasks())[0].words == "2 fresh attempts: 2 running"
        await trial.finish(*runs[0], passes=True, app_py="one = 2\n", uv_lock="x\n")
        await trial.finish(*runs[1], passes=True, app_py="one = 2\n")
        done = await trial.works.wait_for(TaskState.DONE)

    seen = (await trial.core.projection()).tasks[task.id]
    assert done.words == "14 of 14 tests pass; fresh attempt 2 of 2, the smallest risk of the 2 that pass"
    assert git(trial.project, "show", f"{first.branch}:app.py") == "one = 2"
    assert git(trial.project, "rev-parse", first.branch) == git(trial.project, "rev-parse", specs[1].branch)
    assert git(trial.project, "show", f"{first.branch}-attempt-0:app.py") == "one = 0"
    assert (Path(first.workspace) / "app.py").read_text() == "one = 2\n"
    assert ".attempt-" not in git(trial.project, "worktree", "list")
    assert seen.outcome is not None
    assert (seen.outcome.verified, seen.outcome.cost_usd, seen.outcome.seconds) == (True, 0.75, 3.0)
    assert seen.change is not None
    assert (seen.change.branch, seen.change.run) == (first.branch, specs[1].run)
    states = [(each.number, each.state, each.chosen, each.fresh) for each in seen.attempts]
    passed, failed = AttemptState.PASSED, AttemptState.FAILED
    assert states == [(0, failed, False, False), (1, passed, False, True), (2, passed, True, True)]
    chain = await trial.core.database.read(lambda c: chains.find(c, task.root))
    assert chain is not None
    assert chain.session == f"session of {specs[1].branch}"


async def test_the_branches_of_attempts_go_with_their_change_once_it_cannot_be_undone(trial: Trial) -> None:
    branch = await _made_three_attempts(trial)
    task = (await trial.core.tasks())[0]
    assert (await do(trial.core, task.id, ChangeAct.APPLY)).what == "applied"
    trial.core.clock.advance(KEPT_MS)
    await changing_of(trial.core).sweep()
    assert _attempt_branches(trial.project, branch) == {0, 1, 2}

    trial.core.clock.advance(1)
    await changing_of(trial.core).sweep()
    assert _attempt_branches(trial.project, branch) == set()
    assert branch in git(trial.project, "branch", "--list", branch)
    attempts = (await trial.core.projection()).tasks[task.id].attempts
    assert [each.kept for each in attempts] == [False] * 3
    assert "attempt" not in git(trial.project, "for-each-ref", "refs/farhand")


async def test_what_a_person_went_on_with_or_has_checked_out_stays(trial: Trial, tmp_path: Path) -> None:
    branch = await _made_three_attempts(trial)
    task = (await trial.core.tasks())[0]
    await do(trial.core, task.id, ChangeAct.DISCARD)
    mine = git(trial.project, "commit-tree", "HEAD^{tree}", "-p", f"{branch}-attempt-0", "-m", "Mine")
    git(trial.project, "update-ref", f"refs/heads/{branch}-attempt-0", mine)
    git(trial.project, "worktree", "add", "--quiet", str(tmp_path / "looked-at"), f"{branch}-attempt-1")
    trial.core.clock.advance(KEPT_MS + 1)
    await changing_of(trial.core).sweep()
    assert _attempt_branches(trial.project, branch) == {0, 1}


async def test_attempts_stay_while_their_change_waits_however_long(trial: Trial) -> None:
    branch = await _made_three_attempts(trial)
    task = (await trial.core.tasks())[0]
    for act in (ChangeAct.APPLY, ChangeAct.REVERT):
        await do(trial.core, task.id, act)
    trial.core.clock.advance(10 * KEPT_MS)
    await changing_of(trial.core).sweep()
    assert _attempt_branches(trial.project, branch) == {0, 1, 2}


async def _made_three_attempts(trial: Trial) -> str:
    """Let a first run fail and two fresh attempts pass; return the task's branch."""
    async with trial.works.going():
        await trial.send()
        first, where = await trial.next_run()
        await trial.finish(first, where, passes=False, app_py="one = 0\n")
        for number, run in enumerate(await trial.next_runs(2), 2):
            await trial.finish(*run, passes=True, app_py=f"one = {number}\n")
        await trial.works.wait_for(TaskState.DONE)
    return first.branch


def _attempt_branches(project: Path, branch: str) -> set[int]:
    listed = git(project, "for-each-ref", "--format=%(refname)", f"refs/heads/{branch}-attempt-*")
    return {int(name.rpartition("-")[2]) for name in listed.split()}


async def test_when_none_passes_the_task_fails_and_keeps_what_it_had(trial: Trial) -> None:
    async with trial.works.going():
        await trial.send(best_of=1)
        first, where = await trial.next_run()
        await trial.finish(first, where, passes=False, app_py="one = 0\n")
        spec, workspace = await trial.next_run()
        await trial.finish(spec, workspace, passes=False, app_py="one = 3\n")
        failed = await trial.works.wait_for(TaskState.FAILED)
    assert failed.words == "1 of 14 tests fails; the fresh attempt fails, too, nor comes nearer"
    assert git(trial.project, "show", f"{first.branch}:app.py") == "one = 0"


async def test_attempts_take_places_one_each(trial: Trial) -> None:
    async with trial.works.going():
        await trial.send(best_of=3)
        first, where = await trial.next_run()
        await trial.finish(first, where, passes=False, app_py="one = 0\n")
        runs = await trial.next_runs(2)
        await trial.core.database.read(lambda _: None)
        assert trial.works.runners.started.empty()
        assert (await trial.core.tasks())[0].words == "3 fresh attempts: 1 waits, 2 running"
        await trial.finish(*runs[0], passes=False, app_py="one = 3\n")
        third = await trial.next_run()
        for run in (runs[1], third):
            await trial.finish(*run, passes=False, app_py="one = 4\n")
        await trial.works.wait_for(TaskState.FAILED)


async def test_stopping_a_task_stops_every_attempt_and_begins_no_more(trial: Trial) -> None:
    async with trial.works.going():
        task = await trial.send(best_of=3)
        first, where = await trial.next_run()
        await trial.finish(first, where, passes=False, app_py="one = 0\n")
        runs = await trial.next_runs(2)
        running = (await trial.core.tasks())[0]
        await trial.core.database.write(lambda c: trial.core.commanding.cancel(c, running, "local"))
        await trial.works.running.stop(task.id)
        assert set(trial.works.runners.told) == {spec.run for spec, _ in runs}
        for spec, _ in runs:
            trial.end(spec, "cancelled", "cancelled")
        await trial.works.wait_for(TaskState.CANCELLED)
        assert trial.works.runners.started.empty()
    seen = (await trial.core.projection()).tasks[task.id]
    assert [each.state for each in seen.attempts[1:]] == [AttemptState.STOPPED] * 3


async def test_a_host_that_was_killed_goes_on_with_what_runs_and_what_waits(trial: Trial) -> None:
    async with trial.works.going():
        task = await trial.send(best_of=3)
        first, where = await trial.next_run()
        await trial.finish(first, where, passes=False, app_py="one = 0\n")
        runs = await trial.next_runs(2)
        await trial.finish(*runs[0], passes=False, app_py="one = 3\n")
        await wait_attempt(trial, task, 1, AttemptState.FAILED)
    async with trial.works.going():
        seen = [await trial.works.runners.started.get() for _ in range(2)]
        assert {spec.branch for spec in seen} == {runs[1][0].branch, f"{first.branch}-attempt-3"}
        assert runs[1][0].run in {spec.run for spec in seen}  # never begun by a runner that left a trace: the same run
        await trial.finish(*runs[1], passes=True, app_py="one = 5\n")
        third = next(spec for spec in seen if spec.branch.endswith("3"))
        trial.end(third, "failed", "agent_failed")
        done = await trial.works.wait_for(TaskState.DONE)
    assert "the only one that passes" in done.words


async def test_a_host_killed_before_it_chose_chooses_at_the_next_start(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempting = type(trial.works.attempting)
    with monkeypatch.context() as patch:
        patch.setattr(attempting, "_put_on_branch", hang)
        async with trial.works.going():
            task = await trial.send(best_of=1)
            first, where = await trial.next_run()
            await trial.finish(first, where, passes=False, app_py="one = 0\n")
            spec, workspace = await trial.next_run()
            await trial.finish(spec, workspace, passes=True, app_py="one = 2\n")
            await wait_attempt(trial, task, 1, AttemptState.PASSED)
    async with trial.works.going():
        await trial.works.wait_for(TaskState.DONE)
    assert git(trial.project, "show", f"{first.branch}:app.py") == "one = 2"


async def test_a_project_asks_for_attempts_and_a_message_declines_them(trial: Trial) -> None:
    (trial.project / "farhand.toml").write_text("best_of = 2\n")
    async with trial.works.going():
        task = await trial.send(best_of=0)
        first, where = await trial.next_run()
        await trial.finish(first, where, passes=False, app_py="one = 0\n")
        await trial.works.wait_for(TaskState.FAILED)
        assert await trial.core.database.read(lambda c: attempts_store.of_task(c, task.id)) == ()
        await trial.send("Another thing", best_of=None)
        second, there = await trial.next_run()
        await trial.finish(second, there, passes=False, app_py="one = 9\n")
        fresh = [spec.branch for spec, _ in await trial.next_runs(2)]
        assert fresh == [f"{second.branch}-attempt-1", f"{second.branch}-attempt-2"]


async def test_a_person_takes_another_attempt_and_its_outcome_counts(trial: Trial) -> None:
    core = trial.core
    async with trial.works.going():
        task = await trial.send(best_of=2)
        first, where = await trial.next_run()
        await trial.finish(first, where, passes=False, app_py="one = 0\n")
        runs = await trial.next_runs(2)
        await trial.finish(*runs[0], passes=True, app_py="one = 5\n")
        await trial.finish(*runs[1], passes=False, app_py="one = 2\n")
        await trial.works.wait_for(TaskState.DONE)
    told = await do(core, task.id, ChangeAct.USE, "2")
    assert (told.what, told.state) == ("used", ChangeState.PENDING)
    assert git(trial.project, "show", f"{first.branch}:app.py") == "one = 2"
    seen = (await core.projection()).tasks[task.id]
    assert (seen.state, [each.number for each in seen.attempts if each.chosen]) == (TaskState.FAILED, [2])
    assert seen.outcome is not None
    assert not seen.outcome.verified
    await do(core, task.id, ChangeAct.USE, "1")
    seen = (await core.projection()).tasks[task.id]
    assert (seen.state, seen.outcome.verified if seen.outcome else None) == (TaskState.DONE, True)
    assert (await do(core, task.id, ChangeAct.USE, "9")).code == "not_found"


async def test_a_follow_up_begins_anew_where_it_began_and_counts_from_the_base(trial: Trial) -> None:
    async with trial.works.going():
        await trial.send("Fix the login", best_of=0)
        first, where = await trial.next_run()
        await trial.finish(first, where, passes=True, app_py="one = 2\n")
        await trial.works.wait_for(TaskState.DONE)
        began = git(trial.project, "rev-parse", first.branch)
        await trial.send("also test it", best_of=1)
        again, there = await trial.next_run()
        await trial.finish(again, there, passes=False, app_py="one = 0\n")
        spec, workspace = await trial.next_run()
        assert (spec.start, git(workspace.path, "rev-parse", "HEAD")) == (began, began)
        assert "Fix the login" in spec.prompt
        await trial.finish(spec, workspace, passes=True, test_py="assert True\n")
        await trial.works.wait_for(TaskState.DONE)
    files = await find_change(Repository(trial.project), first.base or f"{first.branch}~2", first.branch)
    assert [each.path for each in files.files] == ["app.py", "test.py"]


async def hang(*_: object) -> None:
    """Wait until cancelled."""
    await asyncio.Event().wait()
