"""Facts are kept with what they tell of, and counted for whoever asks."""

from pathlib import Path

import pytest

from farhand.errors import Conflict, UsageError
from farhand.host import tallying
from farhand.host.concluding import EndState
from farhand.outcomes import store as outcomes
from farhand.tasks import store
from farhand.tasks.task import ChecksBegan, Claimed, Repairing, Task
from farhand.wire.change_events import DiscardReason
from farhand.wire.commands import ChangeAct, ExplainDiscard
from farhand.wire.run_events import Outcome
from farhand.wire.statistics import Statistics
from farhand.wire.task_events import Complexity, TaskCreated, TaskState
from tests.git_projects import isolate_git, make_project
from tests.host.changed import do, finish_run
from tests.host.core import Core


@pytest.fixture
async def task(core: Core, tmp_path: Path) -> Task:
    await core.add_project(tmp_path / "site")
    return await core.say("Refactor the login across every module")


async def end(core: Core, task: Task, state: EndState, *, verified: bool = False) -> None:
    running = await core.database.write(lambda c: core.moving.move(c, task, Claimed(task.generation + 1)))
    checking = await core.database.write(lambda c: core.moving.move(c, running, ChecksBegan()))
    repairing = await core.database.write(lambda c: core.moving.move(c, checking, Repairing("again")))
    outcome = Outcome(code="done", headline="x", verified=verified, cost_usd=0.5)
    await core.database.write(lambda c: core.concluding.conclude(c, repairing, state, outcome))


async def count(core: Core, since_ms: int | None = None, project: str | None = None) -> Statistics:
    return await core.database.read(lambda c: tallying.tell(c, core.clock, since_ms, project))


async def test_the_estimate_is_told_with_the_task_and_kept(core: Core, task: Task) -> None:
    (created,) = await core.of(TaskCreated)
    assert created.estimate is not None
    assert created.estimate.complexity is Complexity.COMPLEX
    facts = await core.database.read(lambda c: outcomes.find(c, task.id))
    assert facts is not None
    assert facts.complexity is Complexity.COMPLEX


async def test_an_outcome_is_counted_as_soon_as_it_is_stored(core: Core, task: Task) -> None:
    assert (await count(core)).total.going == 1
    await end(core, task, TaskState.DONE, verified=True)
    total = (await count(core)).total
    assert (total.passed, total.first_time, total.repairs, total.cost_usd) == (1, 0, 1, 0.5)


async def test_what_is_undone_with_its_outcome_leaves_no_fact_behind(core: Core, task: Task) -> None:
    def break_off(connection: object) -> None:
        raise RuntimeError(connection)

    before = await core.database.read(lambda c: outcomes.find(c, task.id))
    with pytest.raises(RuntimeError):
        await core.database.write(lambda c: break_off(core.moving.move(c, task, Claimed(1))))
    assert await core.database.read(lambda c: outcomes.find(c, task.id)) == before


async def test_tasks_of_an_earlier_version_are_read_from_the_thread(core: Core, task: Task) -> None:
    await end(core, task, TaskState.FAILED)
    kept = await core.database.read(lambda c: outcomes.find(c, task.id))
    await core.database.write(lambda c: c.execute("DELETE FROM task_facts"))
    await core.database.write(lambda c: tallying.catch_up(c, core.thread))
    assert await core.database.read(lambda c: outcomes.find(c, task.id)) == kept


async def test_a_project_and_a_moment_narrow_what_is_counted(core: Core, task: Task) -> None:
    later = core.clock.now_ms() + 1
    assert (await count(core, project=task.project)).total.tasks == 1
    assert (await count(core, project="0" * 32)).total.tasks == 0
    assert (await count(core, since_ms=later)).total.tasks == 0


async def test_a_discarded_change_is_explained_and_one_that_is_not_cannot_be(
    core: Core, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolate_git(tmp_path, monkeypatch)
    project = make_project(tmp_path / "shop")
    await core.add_project(project)
    task = await finish_run(core, await core.say("Make it two"), project, app_py="one = 2\n")
    why = ExplainDiscard(made_at=0, task=task.id, why=DiscardReason.WRONG)
    with pytest.raises(Conflict):
        await core.database.write(lambda c: core.commanding.carry_out(c, why, "local"))
    await do(core, task.id, ChangeAct.DISCARD)
    await core.database.write(lambda c: core.commanding.carry_out(c, why, "local"))
    assert [(each.why, each.n) for each in (await count(core)).discards] == [(DiscardReason.WRONG, 1)]
    explained = (await core.projection()).tasks[task.id].explained
    assert explained is not None
    assert explained.why is DiscardReason.WRONG
    assert (await core.database.read(lambda c: store.get(c, task.id))).state is TaskState.DONE

    other = why.model_copy(update={"why": DiscardReason.OTHER})
    with pytest.raises(UsageError, match="in your own words"):
        await core.database.write(lambda c: core.commanding.carry_out(c, other, "local"))
    said = other.model_copy(update={"words": " too slow "})
    await core.database.write(lambda c: core.commanding.carry_out(c, said, "local"))
    assert [each.words for each in (await count(core)).discards] == [("too slow",)]
