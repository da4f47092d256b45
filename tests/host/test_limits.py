"""A limit of the model is waited for: by the task that met it, and by whatever would meet it next."""

from pathlib import Path

from farhand.runs.protocol import SessionOpened
from farhand.tasks.budget import Budget
from farhand.tasks.quota import MAX_WAITS, MINUTE_MS
from farhand.tasks.task import Task
from farhand.wire.attention_events import NoticePosted
from farhand.wire.spending_events import DaySpent
from farhand.wire.task_events import TaskState, WaitReason
from tests.host.core import Core
from tests.host.works import Works, ended, make_works

HOUR_MS = 60 * MINUTE_MS


async def meet_the_limit(works: Works, resets_at: int | None = None) -> Task:
    """Have the run that starts next meet the limit; return its task as it waits then."""
    spec = await works.runners.started.get()
    works.runners.of(spec.run).put_nowait(SessionOpened(run=spec.run, at=1, n=1, session="s1", resumed=False))
    over = ended(spec.run, "failed", code="limit_reached", resets_at=resets_at)
    works.runners.of(spec.run).put_nowait(over)
    await works.wait_for_task(spec.task, TaskState.WAITING)
    return next(each for each in await works.core.tasks() if each.id == spec.task)


async def test_a_task_waits_until_the_time_told_and_goes_on_in_its_session(works: Works) -> None:
    core = works.core
    until = core.clock.now_ms() + HOUR_MS
    await core.say("Fix the login")

    async with works.going():
        waiting = await meet_the_limit(works, until)
        assert (waiting.reason, waiting.deadline) == (WaitReason.QUOTA, until)
        assert waiting.words.startswith("the model's limit is reached; goes on ")

    core.clock.advance(HOUR_MS)
    async with works.going():  # as after a restart of the host
        spec = await works.runners.started.get()
        assert (spec.task, spec.session) == (waiting.id, "s1")
        assert "Fix the login" in spec.prompt
        assert spec.prompt != "Fix the login"
        works.runners.of(spec.run).put_nowait(ended(spec.run))
        await works.wait_for(TaskState.DONE)
    assert next(each.title for each in await core.of(NoticePosted)) == "Fix the login: waits"


async def test_what_is_queued_for_the_same_agent_waits_with_the_same_words_and_commands_do_not(works: Works) -> None:
    core = works.core
    await core.say("Fix the login")
    async with works.going():
        first = await meet_the_limit(works)
        second = await core.say("Fix the footer")
        command = await core.say("!make")
        works.scheduling.wake()
        run = await works.runners.started.get()
        assert run.task == command.id
        works.runners.of(run.run).put_nowait(ended(run.run))
        await works.wait_for_task(command.id, TaskState.DONE)
        await works.wait_for_task(second.id, TaskState.WAITING)
        waiting = next(each for each in await core.tasks() if each.id == second.id)
        assert (waiting.words, waiting.deadline) == (first.words, first.deadline)

        core.clock.advance(5 * MINUTE_MS)
        works.scheduling.wake()
        assert (await works.runners.started.get()).task == first.id


async def test_a_person_has_it_go_on_now(works: Works) -> None:
    core = works.core
    await core.say("Fix the login")
    async with works.going():
        waiting = await meet_the_limit(works, core.clock.now_ms() + HOUR_MS)
        await core.database.write(lambda c: core.commanding.resume(c, waiting, "local"))
        works.scheduling.wake()
        assert (await works.runners.started.get()).task == waiting.id


async def test_once_the_budget_of_a_day_is_used_up_nothing_starts_before_midnight_but_what_a_person_lets_start(
    core: Core, tmp_path: Path
) -> None:
    works = await make_works(core, tmp_path, Budget(usd=1))
    await core.say("Fix the login")
    async with works.going():
        first = await works.runners.started.get()
        works.runners.of(first.run).put_nowait(ended(first.run, cost_usd=1.2))
        await works.wait_for(TaskState.DONE)
        second, third = await core.say("Fix the footer"), await core.say("Fix the header")
        works.scheduling.wake()
        await works.wait_for_task(third.id, TaskState.WAITING)
        waiting = next(each for each in await core.tasks() if each.id == second.id)
        assert waiting.words == "the day's budget is used up ($1.20 of $1); goes on at midnight"
        assert [(each.usd, each.seconds, each.of_usd) for each in await core.of(DaySpent)] == [(1.2, 1, 1)]
        await core.database.write(lambda c: core.commanding.resume(c, waiting, "local"))
        works.scheduling.wake()
        run = await works.runners.started.get()
        assert run.task == second.id
        works.runners.of(run.run).put_nowait(ended(run.run))
        await works.wait_for_task(second.id, TaskState.DONE)

        core.clock.advance(24 * HOUR_MS)
        works.scheduling.wake()
        assert (await works.runners.started.get()).task == third.id


async def test_a_person_cancels_what_waits(works: Works) -> None:
    core = works.core
    await core.say("Fix the login")
    async with works.going():
        waiting = await meet_the_limit(works)
        await core.database.write(lambda c: core.commanding.cancel(c, waiting, "local"))
        await works.wait_for(TaskState.CANCELLED)


async def test_it_does_not_wait_for_ever(works: Works) -> None:
    core = works.core
    await core.say("Fix the login")
    async with works.going():
        for _ in range(MAX_WAITS):
            await meet_the_limit(works)
            core.clock.advance(HOUR_MS)
            works.scheduling.wake()
        spec = await works.runners.started.get()
        works.runners.of(spec.run).put_nowait(ended(spec.run, "failed", code="limit_reached"))
        failed = await works.wait_for(TaskState.FAILED)
    assert failed.words == f"the model's limit is still reached after {MAX_WAITS} waits"


async def test_a_task_that_is_to_stop_is_cancelled_where_its_run_met_the_limit(works: Works) -> None:
    core = works.core
    await core.say("Fix the login")
    async with works.going():
        spec = await works.runners.started.get()
        running = (await core.tasks())[0]
        await core.database.write(lambda c: core.commanding.cancel(c, running, "local"))
        works.runners.of(spec.run).put_nowait(ended(spec.run, "failed", code="limit_reached"))
        await works.wait_for(TaskState.CANCELLED)


async def test_what_waits_only_for_the_limit_goes_on_at_once_when_a_person_cuts_it_short(works: Works) -> None:
    core = works.core
    await core.say("Fix the login")
    async with works.going():
        first = await meet_the_limit(works, core.clock.now_ms() + HOUR_MS)
        second = await core.say("Fix the footer")
        works.scheduling.wake()
        await works.wait_for_task(second.id, TaskState.WAITING)
        await core.database.write(lambda c: core.commanding.resume(c, first, "local"))
        works.scheduling.wake()
        going = await works.runners.started.get()
        assert going.task == first.id
        works.runners.of(going.run).put_nowait(ended(going.run))
        assert (await works.runners.started.get()).task == second.id


async def test_what_met_the_limit_itself_waits_on_when_another_has_gone_on(works: Works, tmp_path: Path) -> None:
    core = works.core
    (tmp_path / "site" / "farhand.toml").write_text("parallel = 2\n")
    await core.say("Fix the login")
    await core.say("Fix the footer")
    async with works.going():
        until = core.clock.now_ms() + HOUR_MS
        specs = [await works.runners.started.get() for _ in range(2)]
        for spec in specs:
            works.runners.of(spec.run).put_nowait(ended(spec.run, "failed", code="limit_reached", resets_at=until))
            await works.wait_for_task(spec.task, TaskState.WAITING)
        first = next(each for each in await core.tasks() if each.id == specs[0].task)
        await core.database.write(lambda c: core.commanding.resume(c, first, "local"))
        works.scheduling.wake()
        assert (await works.runners.started.get()).task == first.id
        other = next(each for each in await core.tasks() if each.id == specs[1].task)
        assert (other.state, other.deadline) == (TaskState.WAITING, until)


async def test_a_day_with_a_larger_budget_lets_go_on_what_waited_for_midnight(core: Core, tmp_path: Path) -> None:
    works = await make_works(core, tmp_path, Budget(minutes=0.01))
    await core.say("Fix the login")
    async with works.going():
        run = await works.runners.started.get()
        works.runners.of(run.run).put_nowait(ended(run.run))
        await works.wait_for(TaskState.DONE)
        later = await core.say("Fix the footer")
        works.scheduling.wake()
        await works.wait_for_task(later.id, TaskState.WAITING)
    works = await make_works(core, tmp_path, Budget(minutes=60))
    async with works.going():
        assert (await works.runners.started.get()).task == later.id


async def test_a_limit_of_one_agent_holds_no_project_that_names_another(works: Works, tmp_path: Path) -> None:
    core = works.core
    shop = await core.add_project(tmp_path / "shop")
    (tmp_path / "shop" / "farhand.toml").write_text('agent = "other"\n')
    await core.say("Fix the login in site")
    async with works.going():
        await meet_the_limit(works, core.clock.now_ms() + HOUR_MS)
        other = await core.say("Fix the cart in shop")
        held = await core.say("Fix the footer in site")
        works.scheduling.wake()
        spec = await works.runners.started.get()
        assert (spec.task, spec.agent) == (other.id, "other")
        assert other.project == shop
        await works.wait_for_task(held.id, TaskState.WAITING)
        works.runners.of(spec.run).put_nowait(ended(spec.run, "failed", code="limit_reached"))
        await works.wait_for_task(other.id, TaskState.WAITING)
