"""A task whose agent was put away while somebody was asked goes on with the answer, once, whoever died meanwhile."""

from collections.abc import Callable

import pytest

from farhand.attention import store as attention
from farhand.host.control_api import ApprovalAnswer
from farhand.host.runners import RunnerGone
from farhand.ids import new_id
from farhand.runner.desk import action_hash
from farhand.runs.protocol import AnswerAsked, AnswersTaken, Ended, LeaveAsked
from farhand.runs.spec import RunSpec
from farhand.tasks import store
from farhand.wire.attention_events import ApprovalClosed
from farhand.wire.task_events import TaskChanged, TaskState, WaitReason
from tests.host.core import open_asks
from tests.host.works import Works, ended

COMMAND = "npm test"


def leave(run: str, n: int = 1) -> LeaveAsked:
    hashed = action_hash("Bash", COMMAND)
    return LeaveAsked(
        run=run, at=1, n=n, approval=new_id(), tool="Bash", title="Run a command", exact=COMMAND, action_hash=hashed,
        deadline=1_800_001,
    )  # fmt: skip


def question(run: str, n: int = 1) -> AnswerAsked:
    return AnswerAsked(run=run, at=1, n=n, question=new_id(), text="Which colour?")


def parked(run: str, n: int = 2) -> Ended:
    return ended(run).model_copy(update={"state": "parked", "code": "parked", "n": n})


async def answer(works: Works, **given: str) -> None:
    """Answer whatever is open, from the local socket."""
    core = works.core
    for approval in await core.database.read(attention.open_approvals):
        told = ApprovalAnswer.model_validate(given)
        await core.database.write(
            lambda connection, name=approval.id, told=told: core.commanding.answer_approval(
                connection, name, told, "local"
            )
        )
    for asked in await core.database.read(attention.open_questions):
        await core.database.write(
            lambda connection, name=asked.id: core.commanding.answer_question(connection, name, ("blue",), "local")
        )
    works.scheduling.wake()


async def put_away(works: Works, asked: Callable[[str], LeaveAsked | AnswerAsked], end: Ended | Exception) -> RunSpec:
    """Have a run ask, and end before anybody answered."""
    spec = await works.runners.started.get()
    works.runners.of(spec.run).put_nowait(asked(spec.run))
    works.runners.of(spec.run).put_nowait(end if isinstance(end, Exception) else parked(spec.run))
    await works.wait_for(TaskState.WAITING)
    return spec


@pytest.mark.parametrize("end", [ended("0" * 32), RunnerGone()], ids=["parked", "died"])
@pytest.mark.parametrize("verdict", ["allow", "deny"])
async def test_an_answer_to_a_parked_task_lets_it_go_on_in_the_same_session(
    works: Works, end: Ended | Exception, verdict: str
) -> None:
    await works.core.say("fix the login")
    async with works.going():
        first = await put_away(works, leave, end)
        task = (await works.core.tasks())[0]
        assert (task.state, task.reason) == (TaskState.WAITING, WaitReason.APPROVAL)
        assert "Run a command" in task.words
        assert await open_asks(works.core) == (1, 0)

        await answer(works, verdict=verdict, words="" if verdict == "allow" else "use pnpm")
        second = await works.runners.started.get()
        assert second.generation == first.generation + 1
        assert [(each.exact, each.allow) for each in second.decided] == [(COMMAND, verdict == "allow")]
        assert COMMAND in second.prompt
        assert ("use pnpm" in second.prompt) is (verdict == "deny")


async def test_a_question_to_a_parked_task_is_answered_in_the_next_run(works: Works) -> None:
    await works.core.say("fix the login")
    async with works.going():
        await put_away(works, question, ended("0" * 32))
        assert (await works.core.tasks())[0].reason is WaitReason.ANSWER
        await answer(works)
        second = await works.runners.started.get()
        assert [(each.text, each.answers) for each in second.answered] == [("Which colour?", ("blue",))]


@pytest.mark.parametrize("end", ["parked", "died"])
async def test_an_answer_that_crosses_the_end_of_its_run_is_not_lost(works: Works, end: str) -> None:
    await works.core.say("fix the login")
    async with works.going():
        first = await works.runners.started.get()
        works.runners.of(first.run).put_nowait(leave(first.run))
        await wait_until_asked(works)
        await answer(works, verdict="allow")
        over = parked(first.run) if end == "parked" else RunnerGone()
        works.runners.of(first.run).put_nowait(over)
        second = await works.runners.started.get()
        assert [each.allow for each in second.decided] == [True]
    waits = [each.words for each in await works.core.of(TaskChanged) if each.state is TaskState.WAITING]
    assert waits == ["goes on with your answer"]


async def test_an_answer_that_the_agent_heard_is_not_given_again(works: Works) -> None:
    await works.core.say("fix the login")
    async with works.going():
        first = await works.runners.started.get()
        asked = leave(first.run)
        works.runners.of(first.run).put_nowait(asked)
        await wait_until_asked(works)
        await answer(works, verdict="allow")
        works.runners.of(first.run).put_nowait(AnswersTaken(run=first.run, at=1, n=2, ids=(asked.approval,)))
        works.runners.of(first.run).put_nowait(RunnerGone())
        await works.wait_for(TaskState.INTERRUPTED)


async def test_a_parked_task_can_be_cancelled_and_its_card_is_gone(works: Works) -> None:
    await works.core.say("fix the login")
    async with works.going():
        await put_away(works, leave, ended("0" * 32))
        core = works.core
        task = (await core.tasks())[0]
        await core.database.write(lambda c: core.commanding.cancel(c, store.get(c, task.id), "local"))
        assert (await core.tasks())[0].state is TaskState.CANCELLED
        assert await open_asks(core) == (0, 0)
        assert [each.verdict for each in await core.of(ApprovalClosed)] == ["withdrawn"]


async def wait_until_asked(works: Works) -> None:
    """Wait until somebody is asked."""
    heard = 0
    while await open_asks(works.core) == (0, 0):
        heard = await works.core.thread.changed.wait_rung(heard)
