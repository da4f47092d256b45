"""One message of several steps: a gate between each two, and everything that is not done is told."""

from pathlib import Path

import pytest

from farhand.changes import store as changes
from farhand.database import Connection
from farhand.host.concluding import EndState
from farhand.host.intake import Incoming
from farhand.ids import MessageId, new_id
from farhand.tasks import chains, steps, store, tickets
from farhand.tasks.chains import Chain
from farhand.tasks.task import Claimed, Task
from farhand.wire.attention_events import NoticePosted
from farhand.wire.change_events import ChangeReady
from farhand.wire.commands import ChangeAct, SendMessage
from farhand.wire.run_events import Outcome, TaskEnded
from farhand.wire.task_events import TaskCreated, TaskState, WaitReason
from tests.host.core import Core, Phone

PLAN = "Refactor the parser, then run the test suite, then fix what fails, then write the news"


@pytest.fixture
async def plan(core: Core, tmp_path: Path) -> list[Task]:
    await core.add_project(tmp_path / "site")
    return await say(core, PLAN)


async def say(core: Core, text: str, then: tuple[str, ...] = ()) -> list[Task]:
    incoming = Incoming(MessageId(new_id()), text, "local", then=then)
    await core.database.write(lambda connection: core.intake.receive(connection, incoming))
    return list(await core.database.read(lambda connection: store.of_message(connection, incoming.message)))


async def end(core: Core, task: Task, state: EndState, code: str = "x") -> None:
    task = await now(core, task)
    running = await core.database.write(lambda c: core.moving.move(c, task, Claimed(task.generation + 1)))
    await core.database.write(
        lambda c: core.concluding.conclude(c, running, state, Outcome(code=code, headline=f"headline of {code}"))
    )


async def now(core: Core, task: Task) -> Task:
    return await core.database.read(lambda connection: store.get(connection, task.id))


async def states(core: Core, tasks: list[Task]) -> list[TaskState]:
    return [(await now(core, each)).state for each in tasks]


Q, W, D, F, C = TaskState.QUEUED, TaskState.WAITING, TaskState.DONE, TaskState.FAILED, TaskState.CANCELLED


async def test_steps_are_tasks_of_one_chain_that_wait_for_each_other(core: Core, plan: list[Task]) -> None:
    assert [each.kind for each in plan] == ["agent", "verify", "agent", "agent"]
    assert {each.root for each in plan} == {plan[0].id}
    assert await states(core, plan) == [Q, W, W, W]
    assert {(await now(core, each)).reason for each in plan[1:]} == {WaitReason.DEPENDENCY}
    told = await core.of(TaskCreated)
    assert [(each.step.role, each.step.position, each.step.of) for each in told if each.step] == [
        ("work", 1, 4), ("verify", 2, 4), ("fix", 3, 4), ("work", 4, 4),
    ]  # fmt: skip


async def test_a_fix_is_not_needed_after_a_check_that_passed_and_what_comes_after_it_goes_on(
    core: Core, plan: list[Task]
) -> None:
    await end(core, plan[0], D)
    assert await states(core, plan) == [D, Q, W, W]
    await end(core, plan[1], D)
    assert await states(core, plan) == [D, D, C, Q]
    (ended,) = [each for each in await core.of(TaskEnded) if each.task == plan[2].id]
    assert (ended.outcome.code, ended.outcome.headline) == ("not_needed", "not needed: step 2 of 4 passed")


async def test_a_fix_starts_after_a_check_that_failed_and_a_failed_fix_stops_the_rest(
    core: Core, plan: list[Task]
) -> None:
    await end(core, plan[0], D)
    await end(core, plan[1], F, "check_failed")
    assert await states(core, plan) == [D, F, Q, W]
    await end(core, plan[2], F, "check_failed")
    assert await states(core, plan) == [D, F, F, C]
    assert (await now(core, plan[3])).words == "not done: step 3 of 4 failed"


async def test_cancelling_one_step_stops_all_that_come_after_and_each_says_why(core: Core, plan: list[Task]) -> None:
    await core.database.write(lambda c: core.commanding.cancel(c, plan[0], "local"))
    assert await states(core, plan) == [C, C, C, C]
    assert {(await now(core, each)).words for each in plan[1:]} == {"not done: step 1 of 4 was cancelled"}


async def test_an_interrupted_step_keeps_the_rest_waiting_until_it_was_gone_on_with(
    core: Core, plan: list[Task]
) -> None:
    await end(core, plan[0], TaskState.INTERRUPTED)
    waiting = await now(core, plan[1])
    assert (waiting.state, waiting.reason) == (W, WaitReason.DEPENDENCY)
    assert "interrupted" in waiting.words
    first = await now(core, plan[0])
    await core.database.write(lambda c: core.commanding.resume(c, first, "local"))
    await end(core, plan[0], D)
    assert await states(core, plan) == [D, Q, W, W]


async def test_a_person_is_asked_where_that_was_written(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    plan = await say(core, "Refactor X", ("run the tests", "if they fail, ask me", "write the news"))
    await end(core, plan[0], D)
    await end(core, plan[1], F, "check_failed")
    asks = await now(core, plan[2])
    assert (asks.state, asks.reason) == (W, WaitReason.CONFIRM)
    await core.database.write(lambda c: core.commanding.confirm(c, asks, "local", go=True))
    assert (await now(core, asks)).state is Q


async def changed(core: Core, task: Task, tmp_path: Path) -> None:
    change = ChangeReady(
        at=core.clock.now_ms(), task=task.id, run=new_id(), branch="farhand/x", base="0" * 40, head="1" * 40,
        files=(), added=1, removed=0,
    )  # fmt: skip
    chain = Chain(task.root, "farhand/x", tmp_path / "work")

    def write(connection: Connection) -> None:
        chains.add(connection, chain)
        core.thread.append(connection, change)

    await core.database.write(write)


async def test_work_that_a_check_proved_wrong_is_taken_back_where_that_was_written(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    plan = await say(core, "Refactor X, then run the tests; if they fail, revert")
    await end(core, plan[0], D)
    await changed(core, plan[0], tmp_path)
    await end(core, plan[1], F, "check_failed")
    (wanted,) = await core.database.read(changes.every_wanted)
    assert (wanted.task, wanted.act) == (plan[0].id, ChangeAct.DISCARD)


async def test_a_fix_is_proved_by_the_check_that_it_mends(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    plan = await say(core, "Refactor X", ("!npm run e2e", "fix what fails"))
    _, check, fix = [await core.database.read(lambda c, each=each: tickets.find(c, each.id)) for each in plan]
    assert check == fix
    assert (check.commands, check.is_only) == (("npm run e2e",), True)


async def test_steps_learn_their_project_from_the_first(core: Core, tmp_path: Path) -> None:
    site = await core.add_project(tmp_path / "site")
    await core.add_project(tmp_path / "blog")
    plan = await say(core, PLAN)
    assert (await now(core, plan[0])).reason is WaitReason.PROJECT
    (question,) = (await core.projection()).questions.values()
    await core.database.write(lambda c: core.commanding.answer_question(c, question.question, ("site",), "local"))
    await end(core, plan[0], D)
    assert ((await now(core, plan[1])).state, (await now(core, plan[1])).project) == (Q, site)


async def test_a_list_of_tasks_is_taken_in_whole_or_not_at_all_and_once(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    phone = Phone()
    await core.pair(phone)
    text = "Tasks:\n- Fix the login\n- !ls\n- Refactor X, then run the tests"
    mail = core.seal(phone, SendMessage(made_at=core.clock.now_ms(), text=text))
    await core.receiving.receive([mail, mail], None)
    await core.receiving.receive([mail], None)
    tasks = list(reversed(await core.tasks()))
    assert [each.kind for each in tasks] == ["agent", "command", "agent", "verify"]
    assert [each.state for each in tasks] == [Q, Q, Q, W]
    assert len({each.root for each in tasks}) == 3
    assert [await core.database.read(lambda c, each=each: steps.find(c, each.id)) is None for each in tasks[:2]] == [
        True,
        True,
    ]

    refused = core.seal(phone, SendMessage(made_at=core.clock.now_ms(), text="Tasks:\n- Fix the login\n- !"))
    await core.receiving.receive([refused], None)
    assert len(await core.tasks()) == 4


async def notices(core: Core) -> list[tuple[str, str]]:
    return [(each.title, each.body) for each in await core.of(NoticePosted)]


async def test_a_plan_that_goes_well_is_told_once_at_its_end(core: Core, plan: list[Task]) -> None:
    for each in (plan[0], plan[1], plan[3]):
        assert await notices(core) == []
        await end(core, each, D)
    assert await states(core, plan) == [D, D, C, D]
    ((title, body),) = await notices(core)
    assert title == "Refactor the parser: done"
    assert body.startswith("step 4 of 4: ")


async def test_a_plan_that_fails_is_told_once_with_the_step_that_failed(core: Core, plan: list[Task]) -> None:
    await end(core, plan[0], D)
    await end(core, plan[1], F, "check_not_started")
    assert await states(core, plan) == [D, F, C, C]
    ((title, body),) = await notices(core)
    assert title == "Refactor the parser: failed"
    assert body.startswith("step 2 of 4: headline of check_not_started")


async def test_a_plan_that_needs_a_person_says_so_at_once(core: Core, plan: list[Task]) -> None:
    await end(core, plan[0], TaskState.INTERRUPTED)
    ((title, _),) = await notices(core)
    assert title == "Refactor the parser: interrupted"


async def test_a_check_that_failed_and_is_mended_is_told_with_the_end(core: Core, plan: list[Task]) -> None:
    for each, state, code in zip(plan, (D, F, D, D), ("x", "check_failed", "x", "x"), strict=True):
        assert await notices(core) == []
        await end(core, each, state, code)
    assert len(await notices(core)) == 1


async def test_a_plan_that_is_cancelled_before_it_began_is_told_once(core: Core, plan: list[Task]) -> None:
    await core.database.write(lambda c: core.commanding.cancel(c, plan[0], "local"))
    ((title, _),) = await notices(core)
    assert title == "Refactor the parser: cancelled"
