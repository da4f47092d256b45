"""A task that has spent its budget waits for a person: nothing is lost meanwhile, and a yes gives it another."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from farhand.attention import store as attention
from farhand.errors import Conflict, Refused, UsageError
from farhand.host.intake import Incoming
from farhand.host.runners import RunnerGone
from farhand.ids import MessageId, new_id
from farhand.runs.protocol import Ended, SessionOpened, SpentSoFar, StepTaken
from farhand.runs.spec import BUDGET_USED, RunSpec
from farhand.tasks.budget import Wish
from farhand.tasks.task import Task
from farhand.wire.attention_events import NoticePosted, QuestionAsked, QuestionClosed
from farhand.wire.run_events import StepKind, TaskEnded
from farhand.wire.spending_events import TaskSpent
from farhand.wire.task_events import TaskState, WaitReason
from tests.host.core import Core, open_asks
from tests.host.works import Works, ended

MINUTES = 60.0


async def send(
    core: Core, text: str = "Fix the login", *, usd: float | None = None, minutes: float | None = None
) -> Task:
    """Send a message that says what its task may spend."""
    incoming = Incoming(message=MessageId(new_id()), text=text, origin="local", wish=Wish(usd, minutes))
    return (await core.database.write(lambda c: core.intake.receive(c, incoming)))[1]


def used_up(spec: RunSpec, seconds: float, usd: float | None = None) -> Ended:
    """Return the end of a run that had spent all it might."""
    return ended(
        spec.run, "parked", code=BUDGET_USED, headline="stopped at the budget", worked_s=seconds, cost_usd=usd,
        summary="I was half way.",
    )  # fmt: skip


async def spend(works: Works, seconds: float, usd: float | None = None) -> RunSpec:
    """Have the next run spend its budget; return it once its task waits."""
    spec = await works.runners.started.get()
    works.runners.of(spec.run).put_nowait(SessionOpened(run=spec.run, at=1, n=1, session="s1", resumed=False))
    works.runners.of(spec.run).put_nowait(used_up(spec, seconds, usd))
    await works.wait_for_task(spec.task, TaskState.WAITING)
    return spec


async def answer(works: Works, *said: str) -> None:
    """Answer the question that is open."""
    core = works.core
    (asked,) = await core.database.read(attention.open_questions)
    await core.database.write(lambda c: core.commanding.answer_question(c, asked.id, said, "local"))
    works.scheduling.wake()


def figures(told: Sequence[TaskSpent]) -> list[tuple[float, float, bool, float | None, float | None]]:
    return [(each.usd, each.seconds, each.working, each.of_usd, each.of_minutes) for each in told]


async def test_a_task_that_spent_its_minutes_asks_and_goes_on_in_its_session_with_another_budget(works: Works) -> None:
    core = works.core
    task = await send(core, minutes=30)
    async with works.going():
        first = await spend(works, 31 * MINUTES)
        assert (first.left_s, first.left_usd) == (30 * MINUTES, None)
        waiting = (await core.tasks())[0]
        assert waiting.reason is WaitReason.CONFIRM
        assert waiting.words == "has used 31 of 30 minutes; its work so far is kept, and it goes on when you say so"
        (asked,) = await core.of(QuestionAsked)
        assert (asked.about, asked.text) == ("budget", "It has used 31 of 30 minutes; go on?")
        assert asked.options[0].detail == "for another 30 minutes"
        assert [each.kind for each in await core.of(NoticePosted)] == ["question"]

        await answer(works, "go", "on")
        second = await works.runners.started.get()
        assert (second.task, second.session, second.workspace) == (task.id, "s1", first.workspace)
        assert second.left_s == 30 * MINUTES
        works.runners.of(second.run).put_nowait(ended(second.run, worked_s=120, verified=True))
        await works.wait_for(TaskState.DONE)
    told = await core.of(TaskSpent)
    assert figures(told)[-1] == (0, 33 * MINUTES, False, None, 61)


async def test_the_question_outlives_the_host_and_while_it_is_open_others_run(works: Works) -> None:
    core = works.core
    await send(core, usd=2)
    async with works.going():
        await spend(works, 60, 2.1)
    async with works.going():
        other = await core.say("!make")
        works.scheduling.wake()
        run = await works.runners.started.get()
        assert run.task == other.id
        works.runners.of(run.run).put_nowait(ended(run.run))
        await works.wait_for_task(other.id, TaskState.DONE)
        assert await open_asks(core) == (0, 1)
        await answer(works, "Go on")
        again = await works.runners.started.get()
        assert again.left_usd == pytest.approx(2)


async def test_a_no_ends_the_task_with_what_it_has_and_never_as_done(works: Works) -> None:
    core = works.core
    await send(core, minutes=30)
    async with works.going():
        spec = await spend(works, 31 * MINUTES)
        await answer(works, "stop")
    (told,) = await core.of(TaskEnded)
    assert (told.state, told.outcome.code, told.outcome.headline) == (
        TaskState.CANCELLED, BUDGET_USED, "stopped at the budget",
    )  # fmt: skip
    assert (told.outcome.verified, told.outcome.summary) == (False, "I was half way.")
    assert spec.task == told.task


@pytest.mark.parametrize("go", [True, False])
async def test_a_yes_or_no_on_the_card_answers_the_question_too(works: Works, go: bool) -> None:
    core = works.core
    await send(core, minutes=30)
    async with works.going():
        await spend(works, 31 * MINUTES)
        task = (await core.tasks())[0]
        await core.database.write(lambda c: core.commanding.confirm(c, task, "local", go=go))
        assert (await core.tasks())[0].state is (TaskState.QUEUED if go else TaskState.CANCELLED)
        assert await open_asks(core) == (0, 0)
        assert len(await core.of(QuestionClosed)) == 1
        answered = (await core.tasks())[0]
        with pytest.raises(Conflict):
            await core.database.write(lambda c: core.commanding.confirm(c, answered, "local", go=go))


async def test_another_answer_than_those_offered_is_refused_and_the_question_stays(works: Works) -> None:
    await send(works.core, minutes=30)
    async with works.going():
        await spend(works, 31 * MINUTES)
        with pytest.raises(Refused):
            await answer(works, "perhaps")
        assert await open_asks(works.core) == (0, 1)


async def test_a_task_that_is_to_stop_is_cancelled_where_its_run_spent_the_budget(works: Works) -> None:
    core = works.core
    await send(core, minutes=30)
    async with works.going():
        spec = await works.runners.started.get()
        running = (await core.tasks())[0]
        await core.database.write(lambda c: core.commanding.cancel(c, running, "local"))
        works.runners.of(spec.run).put_nowait(used_up(spec, 31 * MINUTES))
        await works.wait_for(TaskState.CANCELLED)
    assert await open_asks(core) == (0, 0)


async def test_a_task_that_waits_at_its_budget_can_be_cancelled(works: Works) -> None:
    core = works.core
    await send(core, minutes=30)
    async with works.going():
        await spend(works, 31 * MINUTES)
        task = (await core.tasks())[0]
        await core.database.write(lambda c: core.commanding.cancel(c, task, "local"))
    assert await open_asks(core) == (0, 0)
    assert [each.withdrawn for each in await core.of(QuestionClosed)] == [True]


async def test_what_is_spent_is_told_while_the_run_goes_on_and_up_to_when_it_died(works: Works) -> None:
    core = works.core
    now = core.clock.now_ms()
    await send(core, minutes=30, usd=2)
    async with works.going():
        spec = await works.runners.started.get()
        said = works.runners.of(spec.run).put_nowait
        said(SpentSoFar(run=spec.run, at=now, n=1, seconds=0, working=True))
        said(SpentSoFar(run=spec.run, at=now + 60_000, n=2, seconds=60, cost_usd=0.4, working=True))
        said(StepTaken(run=spec.run, at=now + 90_000, n=3, step="1", kind=StepKind.SAY, title="x"))
        works.runners.of(spec.run).put_nowait(RunnerGone())
        await works.wait_for(TaskState.INTERRUPTED)
        task = (await core.tasks())[0]
        await core.database.write(lambda c: core.commanding.resume(c, task, "local"))
        works.scheduling.wake()
        again = await works.runners.started.get()
        assert (again.left_s, again.left_usd) == (30 * MINUTES - 90, pytest.approx(1.6))
    assert figures(await core.of(TaskSpent)) == [
        (0, 0, True, 2, 30), (0.4, 60, True, 2, 30), (0.4, 90, False, 2, 30),
    ]  # fmt: skip


async def test_the_time_of_a_run_that_works_goes_on_between_what_it_tells(works: Works) -> None:
    core = works.core
    await send(core, minutes=30)
    async with works.going():
        spec = await works.runners.started.get()
        told = SpentSoFar(run=spec.run, at=core.clock.now_ms(), n=1, seconds=60, working=True)
        works.runners.of(spec.run).put_nowait(told)
        heard = 0
        while not await core.of(TaskSpent):
            heard = await core.thread.changed.wait_rung(heard)
        core.clock.advance(120_000)
        task = (await core.tasks())[0]
        spent = await core.database.read(lambda c: works.budgeting.spent(c, task.id))
        assert spent is not None
        assert (spent.seconds, spent.working) == (180, True)


async def test_the_project_says_what_its_tasks_may_spend_and_a_message_says_otherwise(
    works: Works, tmp_path: Path
) -> None:
    core = works.core
    (tmp_path / "site" / "farhand.toml").write_text("[budget]\nusd = 2\nminutes = 30\n")
    async with works.going():
        seen: list[tuple[float | None, float | None]] = []
        for usd, minutes in ((None, None), (None, 0.5), (0, 0)):
            await send(core, usd=usd, minutes=minutes)
            works.scheduling.wake()
            spec = await works.runners.started.get()
            works.runners.of(spec.run).put_nowait(ended(spec.run))
            await works.wait_for(TaskState.DONE)
            seen.append((spec.left_usd, spec.left_s))
    assert seen == [(2, 1800), (2, 30), (None, None)]


async def test_a_line_in_the_message_says_it_and_an_option_goes_first(works: Works) -> None:
    core = works.core
    async with works.going():
        await send(core, "Fix the login\nBudget: 10 minutes, $1", usd=3)
        works.scheduling.wake()
        spec = await works.runners.started.get()
        assert (spec.left_usd, spec.left_s) == (3, 600)


async def test_a_command_has_no_budget(core: Core, works: Works) -> None:
    with pytest.raises(UsageError):
        await send(works.core, "!make", minutes=1)
    assert await core.tasks() == ()
