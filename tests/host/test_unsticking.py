"""A run that is stuck is a state of its own, and whoever helps first has helped."""

import pytest

from farhand.errors import Conflict
from farhand.host.effects import StopRun, TellNudge
from farhand.ids import new_id
from farhand.runs.protocol import SessionOpened, StuckOver, StuckSeen
from farhand.runs.spec import RunSpec
from farhand.tasks.task import Task
from farhand.wire.attention_events import NoticePosted, RunStuck, RunUnstuck
from farhand.wire.commands import StuckAct, UnstickTask
from farhand.wire.task_events import TaskState, WaitReason
from tests.host.works import Works, ended

WORDS = "ran `npm test` 6 times with the same result"


async def get_stuck(works: Works) -> tuple[RunSpec, str]:
    """Have a run that has a session get stuck; return its spec and the id."""
    spec, stuck = await works.runners.started.get(), new_id()
    said = works.runners.of(spec.run)
    said.put_nowait(SessionOpened(run=spec.run, at=1, n=1, session="s1", resumed=False))
    said.put_nowait(StuckSeen(run=spec.run, at=1, n=2, stuck=stuck, words=WORDS, since=1, deadline=9))
    await wait_for_reason(works, WaitReason.STUCK)
    return spec, stuck


async def wait_for_reason(works: Works, reason: WaitReason | None) -> Task:
    heard = 0
    while (task := (await works.core.tasks())[0]).reason is not reason:
        heard = await works.core.thread.changed.wait_rung(heard)
    return task


def unstick(stuck: str, act: StuckAct, text: str = "") -> UnstickTask:
    return UnstickTask(made_at=0, stuck=stuck, act=act, text=text)


async def test_a_stuck_run_says_what_was_seen_and_that_it_still_works(works: Works) -> None:
    await works.core.say("Fix the login")
    async with works.going():
        _, stuck = await get_stuck(works)
        task = (await works.core.tasks())[0]
        assert (task.state, task.deadline) == (TaskState.RUNNING, 9)
        assert task.words.startswith(f"stuck: {WORDS}; it still works, and is stopped ")
        assert [each.stuck for each in await works.core.of(RunStuck)] == [stuck]
        assert [each.title for each in await works.core.of(NoticePosted)] == ["Fix the login: stuck"]


async def test_the_first_who_says_something_has_said_it(works: Works) -> None:
    core = works.core
    await core.say("Fix the login")
    async with works.going():
        spec, stuck = await get_stuck(works)
        nudge = unstick(stuck, StuckAct.NUDGE, "look at the cache")
        effects = await core.database.write(lambda c: core.commanding.carry_out(c, nudge, "local"))
        assert effects == (TellNudge(spec.run, stuck, "look at the cache"),)  # pyright: ignore[reportArgumentType]  # ids as they come
        with pytest.raises(Conflict):
            await core.database.write(lambda c: core.commanding.carry_out(c, unstick(stuck, StuckAct.RETRY), "local"))
        task = (await core.tasks())[0]
        assert (task.reason, task.words) == (None, "asked to try another way")


async def test_a_retry_begins_anew_in_the_same_workspace_with_a_session_of_its_own(works: Works) -> None:
    core = works.core
    await core.say("Fix the login")
    async with works.going():
        spec, stuck = await get_stuck(works)
        effects = await core.database.write(
            lambda c: core.commanding.carry_out(c, unstick(stuck, StuckAct.RETRY), "local")
        )
        assert effects == (StopRun((await core.tasks())[0].id),)
        works.runners.of(spec.run).put_nowait(ended(spec.run, "cancelled"))
        await works.wait_for(TaskState.QUEUED)
        works.scheduling.wake()
        second = await works.runners.started.get()
        assert (second.workspace, second.session, second.prompt) == (spec.workspace, None, "Fix the login")


async def test_a_run_that_gets_out_of_it_or_ends_takes_the_offer_back(works: Works) -> None:
    await works.core.say("Fix the login")
    async with works.going():
        spec, stuck = await get_stuck(works)
        works.runners.of(spec.run).put_nowait(StuckOver(run=spec.run, at=1, n=3, stuck=stuck))
        assert (await wait_for_reason(works, None)).words == "works again"
        again = new_id()
        seen = StuckSeen(run=spec.run, at=1, n=4, stuck=again, words=WORDS, since=1, deadline=9)
        works.runners.of(spec.run).put_nowait(seen)
        works.runners.of(spec.run).put_nowait(ended(spec.run, "interrupted", code="stuck"))
        await works.wait_for(TaskState.INTERRUPTED)
    assert [(each.stuck, each.verdict) for each in await works.core.of(RunUnstuck)] == [
        (stuck, "over"),
        (again, "over"),
    ]
