"""What fresh attempts wait for beside a place: the model's limit, or a person; their places are free meanwhile."""

from farhand.attention import store as attention
from farhand.host.control_api import ApprovalAnswer
from farhand.host.runners import RunnerGone
from farhand.ids import RunId, new_id
from farhand.power.store import standings
from farhand.power.work import has_work
from farhand.runner.desk import action_hash
from farhand.runs.spec import RunSpec
from farhand.sayings.tasks import limit_until
from farhand.tasks.attempts import NOT_ANSWERED, NOT_WAITED_FOR
from farhand.tasks.quota import MAX_WAITS, MINUTE_MS
from farhand.wire.attempt_events import AttemptState
from farhand.wire.attention_events import NoticePosted
from farhand.wire.task_events import TaskState, WaitReason
from tests.git_projects import git
from tests.host.trial import Trial, wait_attempt, wait_parked

HOUR_MS = 60 * MINUTE_MS
COMMAND = "rm -rf build"


async def test_attempts_wait_for_a_limit_give_up_their_places_and_go_on_in_their_sessions(trial: Trial) -> None:
    core = trial.core
    until = core.clock.now_ms() + HOUR_MS
    async with trial.works.going():
        task, runs = await trial.begin_attempts(best_of=3, begun=2)
        for spec, _ in runs:
            trial.end(spec, "failed", "limit_reached", resets_at=until)
        waiting = await wait_parked(trial, WaitReason.QUOTA)
        assert (waiting.state, waiting.deadline) == (TaskState.RUNNING, until)
        words = limit_until(until, core.clock.now_ms())
        assert waiting.words == f"3 fresh attempts: 3 wait; {words}"
        command = await core.say("!make")
        trial.works.scheduling.wake()
        beside = await trial.works.runners.started.get()
        assert beside.task == command.id
        trial.end(beside, "done", "done")
        await trial.works.wait_for_task(command.id, TaskState.DONE)
    seen = (await core.projection()).tasks[task.id].attempts[1:]
    assert {(each.state, each.words) for each in seen} == {(AttemptState.WAITING, words)}
    titles = [each.title for each in await core.of(NoticePosted)]
    assert titles.count("Fix the login: waits") == 1

    core.clock.advance(HOUR_MS)
    async with trial.works.going():  # as after a restart of the host
        again, where = await trial.next_run()
        before, other = sorted((spec for spec, _ in runs), key=lambda spec: spec.branch != again.branch)
        assert (again.branch, again.workspace) == (before.branch, before.workspace)
        assert (again.session, again.run != before.run) == (f"session of {before.branch}", True)
        assert before.prompt in again.prompt
        assert again.prompt != before.prompt
        await trial.finish(again, where, passes=True, app_py="one = 2\n")
        for session in (f"session of {other.branch}", None):
            spec, where = await trial.next_run()
            assert spec.session == session
            await trial.finish(spec, where, passes=False, app_py="one = 3\n")
        await trial.works.wait_for_task(task.id, TaskState.DONE)
    assert git(trial.project, "show", f"{before.branch.rpartition('-attempt-')[0]}:app.py") == "one = 2"


async def test_one_that_passes_is_taken_without_those_that_wait_for_a_limit(trial: Trial) -> None:
    async with trial.works.going():
        task, runs = await trial.begin_attempts(best_of=2, begun=2)
        trial.end(runs[0][0], "failed", "limit_reached")
        await wait_attempt(trial, task, 1, AttemptState.WAITING)
        assert (await trial.core.tasks())[0].reason is None
        await trial.finish(*runs[1], passes=True, app_py="one = 2\n")
        done = await trial.works.wait_for(TaskState.DONE)
    assert done.words.endswith("fresh attempt 2 of 2, the only one that passes; 1 did not come to its end")
    seen = (await trial.core.projection()).tasks[task.id].attempts[1]
    assert (seen.state, seen.words) == (AttemptState.STOPPED, NOT_WAITED_FOR)


async def test_stopping_a_task_ends_attempts_that_wait_for_a_limit(trial: Trial) -> None:
    async with trial.works.going():
        task, runs = await trial.begin_attempts(best_of=2, begun=2)
        trial.end(runs[0][0], "failed", "limit_reached")
        await wait_attempt(trial, task, 1, AttemptState.WAITING)
        running = (await trial.core.tasks())[0]
        await trial.core.database.write(lambda c: trial.core.commanding.cancel(c, running, "local"))
        await trial.works.running.stop(task.id)
        trial.end(runs[1][0], "failed", "limit_reached")
        await trial.works.wait_for(TaskState.CANCELLED)
        assert trial.works.runners.started.empty()
    seen = (await trial.core.projection()).tasks[task.id]
    assert [each.state for each in seen.attempts[1:]] == [AttemptState.STOPPED] * 2


async def test_attempts_do_not_wait_for_ever_and_count_as_cut_off_then(trial: Trial) -> None:
    async with trial.works.going():
        task, [(spec, _)] = await trial.begin_attempts(best_of=1, begun=1)
        for _ in range(MAX_WAITS):
            trial.end(spec, "failed", "limit_reached")
            await wait_parked(trial, WaitReason.QUOTA)
            trial.core.clock.advance(HOUR_MS)
            spec, _ = await trial.next_run()
        trial.end(spec, "failed", "limit_reached")
        ended = await trial.works.wait_for(TaskState.INTERRUPTED)
    assert "not every fresh attempt came to its end" in ended.words
    seen = (await trial.core.projection()).tasks[task.id].attempts[1]
    assert (seen.state, str(MAX_WAITS) in seen.words) == (AttemptState.STOPPED, True)


async def test_a_person_has_attempts_that_wait_for_a_limit_go_on_at_once(trial: Trial) -> None:
    async with trial.works.going():
        task, [(spec, _)] = await trial.begin_attempts(best_of=1, begun=1)
        trial.end(spec, "failed", "limit_reached", resets_at=trial.core.clock.now_ms() + HOUR_MS)
        waiting = await wait_parked(trial, WaitReason.QUOTA)
        assert (await trial.core.projection()).tasks[task.id].can_resume
        await trial.core.database.write(lambda c: trial.core.commanding.resume(c, waiting, "local"))
        again, where = await trial.next_run()
        assert again.session == f"session of {spec.branch}"
        await trial.finish(again, where, passes=True, app_py="one = 2\n")
        await trial.works.wait_for(TaskState.DONE)


async def test_an_attempt_that_asks_leaves_its_place_and_goes_on_in_its_session_when_it_was_put_away(
    trial: Trial,
) -> None:
    core = trial.core
    async with trial.works.going():
        task, runs = await trial.begin_attempts(best_of=3, begun=2)
        asks, other = runs
        await ask(trial, asks[0])
        third = await trial.next_run()
        assert third[0].branch.endswith("-attempt-3")
        assert await keeps_awake(trial)
        trial.end(asks[0], "parked", "parked")
        away = await wait_attempt(trial, task, 1, AttemptState.WAITING)
        assert away.words == "waits for you: Run a command. Its agent is put away, and goes on when you answer"
        for spec, where in (other, third):
            await trial.finish(spec, where, passes=False, app_py="one = 3\n")
            await wait_attempt(trial, task, 2 if spec is other[0] else 3, AttemptState.FAILED)
        parked = (await core.tasks())[0]
        assert (parked.state, parked.reason, parked.deadline) == (TaskState.RUNNING, WaitReason.APPROVAL, None)
        assert parked.words.startswith("3 fresh attempts: 1 waits, 2 failed; attempt 1 waits for you: Run a command.")
        assert trial.works.runners.started.empty()
        assert not await keeps_awake(trial)

    async with trial.works.going():  # as after a restart of the host
        await allow(trial)
        again, where = await trial.next_run()
        assert (again.session, again.workspace) == (f"session of {asks[0].branch}", asks[0].workspace)
        assert [(each.exact, each.allow) for each in again.decided] == [(COMMAND, True)]
        assert COMMAND in again.prompt
        trial.say(again, 3, "answers.taken", ids=[each.approval for each in again.decided])
        await trial.finish(again, where, passes=True, app_py="one = 2\n")
        await trial.works.wait_for(TaskState.DONE)
    assert await core.database.read(lambda c: attention.untaken_approvals(c, task.id)) == ()


async def test_an_answer_while_the_agent_is_held_lets_it_work_on_in_its_place(trial: Trial) -> None:
    async with trial.works.going():
        task, [(spec, where)] = await trial.begin_attempts(best_of=1, begun=1)
        await ask(trial, spec)
        asked = (await trial.core.tasks())[0]
        assert (asked.reason, asked.deadline) == (WaitReason.APPROVAL, 9)
        await allow(trial)
        assert (await trial.core.tasks())[0].reason is None
        seen = (await trial.core.projection()).tasks[task.id].attempts[1]
        assert (seen.state, seen.words) == (AttemptState.RUNNING, "goes on with your answer")
        await trial.finish(spec, where, passes=True, app_py="one = 2\n")
        await trial.works.wait_for(TaskState.DONE)


async def test_each_attempt_is_told_only_the_answers_to_what_it_asked_itself(trial: Trial) -> None:
    async with trial.works.going():
        task, runs = await trial.begin_attempts(best_of=2, begun=2)
        for number, (spec, _) in enumerate(runs, 1):
            await ask(trial, spec)
            trial.end(spec, "parked", "parked")
            await wait_attempt(trial, task, number, AttemptState.WAITING)
        first, second = await trial.core.database.read(attention.open_approvals)
        await allow(trial)
        again = await trial.next_runs(2)
        assert [[each.approval for each in spec.decided] for spec, _ in again] == [[first.id], [second.id]]


async def test_an_attempt_that_was_cut_off_while_it_asked_still_waits_for_the_answer(trial: Trial) -> None:
    async with trial.works.going():
        task, [(spec, _)] = await trial.begin_attempts(best_of=1, begun=1)
        await ask(trial, spec)
        trial.works.runners.of(spec.run).put_nowait(RunnerGone())
        await wait_attempt(trial, task, 1, AttemptState.WAITING)
        await allow(trial)
        again, where = await trial.next_run()
        await trial.finish(again, where, passes=True, app_py="one = 2\n")
        await trial.works.wait_for(TaskState.DONE)


async def test_one_that_passes_is_taken_without_those_that_were_put_away(trial: Trial) -> None:
    async with trial.works.going():
        task, runs = await trial.begin_attempts(best_of=2, begun=2)
        await ask(trial, runs[0][0])
        trial.end(runs[0][0], "parked", "parked")
        await wait_attempt(trial, task, 1, AttemptState.WAITING)
        await trial.finish(*runs[1], passes=True, app_py="one = 2\n")
        await trial.works.wait_for(TaskState.DONE)
    seen = (await trial.core.projection()).tasks[task.id].attempts[1]
    assert (seen.state, seen.words) == (AttemptState.STOPPED, NOT_ANSWERED)
    assert await trial.core.database.read(attention.open_approvals) == ()


async def test_stopping_a_task_withdraws_what_an_attempt_asked_that_was_put_away(trial: Trial) -> None:
    async with trial.works.going():
        task, [(spec, _)] = await trial.begin_attempts(best_of=1, begun=1)
        await ask(trial, spec)
        trial.end(spec, "parked", "parked")
        await wait_attempt(trial, task, 1, AttemptState.WAITING)
        running = (await trial.core.tasks())[0]
        await trial.core.database.write(lambda c: trial.core.commanding.cancel(c, running, "local"))
        await trial.works.running.stop(task.id)
        await trial.works.wait_for(TaskState.CANCELLED)
    assert await trial.core.database.read(attention.open_approvals) == ()


async def ask(trial: Trial, spec: RunSpec) -> None:
    """Have a run ask for an approval."""
    trial.say(
        spec, 3, "leave.asked", approval=new_id(), tool="Bash", title="Run a command", exact=COMMAND,
        action_hash=action_hash("Bash", COMMAND), deadline=9,
    )  # fmt: skip
    heard = 0
    while not await trial.core.database.read(lambda c: attention.approvals_of_run(c, RunId(spec.run))):
        heard = await trial.core.thread.changed.wait_rung(heard)


async def keeps_awake(trial: Trial) -> bool:
    """Return whether the computer is to be kept awake."""
    now_ms = trial.core.clock.now_ms()
    tasks = await trial.core.database.read(lambda c: standings(c, now_ms))
    return has_work(tasks, paused=False, now_ms=now_ms)


async def allow(trial: Trial) -> None:
    """Allow all that is asked, from the local socket."""
    core, told = trial.core, ApprovalAnswer(verdict="allow")
    for each in await core.database.read(attention.open_approvals):
        await core.database.write(lambda c, asked=each.id: core.commanding.answer_approval(c, asked, told, "local"))
    trial.works.scheduling.wake()
