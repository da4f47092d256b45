"""What a task may spend, as it is stored: wished for, fixed when it begins, raised by a person."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from farhand.database import Database
from farhand.ids import RunId, TaskId, new_id
from farhand.tasks import budgets, spending
from farhand.tasks.budget import NO_WISH, Budget, Spent, Wish

TASK = TaskId(new_id())
NOW = 1_800_000_000_000


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    migrations = {"spending": spending.MIGRATIONS, "budgets": budgets.MIGRATIONS}
    async with Database.open(tmp_path / "host.sqlite", migrations) as opened:
        yield opened


async def limit(database: Database) -> Budget | None:
    found = await database.read(lambda c: budgets.find(c, TASK))
    return found.limit if found else None


@pytest.mark.parametrize(
    ("wished", "project", "fixed"),
    [
        (NO_WISH, Budget(), None),
        (NO_WISH, Budget(2, 30), Budget(2, 30)),
        (Wish(minutes=5), Budget(2, 30), Budget(2, 5)),
        (Wish(0, 0), Budget(2, 30), None),
        (Wish(usd=0), Budget(2, 30), Budget(0, 30)),
        (Wish(0.5, None), Budget(), Budget(0.5, 0)),
    ],
)
async def test_what_the_message_leaves_open_the_project_says(
    database: Database, wished: Wish, project: Budget, fixed: Budget | None
) -> None:
    await database.write(lambda c: budgets.wish(c, TASK, wished))
    assert await limit(database) is None
    await database.write(lambda c: budgets.begin(c, TASK, project))
    assert await limit(database) == fixed


async def test_what_was_fixed_stays_whatever_the_project_says_later(database: Database) -> None:
    await database.write(lambda c: budgets.begin(c, TASK, Budget(minutes=30)))
    await database.write(lambda c: budgets.begin(c, TASK, Budget(minutes=5)))
    assert await limit(database) == Budget(minutes=30)


@pytest.mark.parametrize(("minutes", "then"), [(31, 61), (10, 60), (100, 130)])
async def test_another_budget_is_a_whole_one_from_where_the_task_stands(
    database: Database, minutes: float, then: float
) -> None:
    spent = Spent(0.5, minutes * 60)
    await database.write(lambda c: budgets.begin(c, TASK, Budget(minutes=30)))
    await database.write(lambda c: spending.note(c, RunId(new_id()), TASK, NOW, spent, working=False))
    assert await database.read(lambda c: budgets.is_used_up(c, TASK, NOW)) is (minutes >= 30)
    await database.write(lambda c: budgets.grant(c, TASK, NOW))
    assert await limit(database) == Budget(minutes=then)
    assert not await database.read(lambda c: budgets.is_used_up(c, TASK, NOW))


async def test_runs_that_work_are_counted_up_to_now_and_those_that_stopped_are_not(database: Database) -> None:
    working, stopped = RunId(new_id()), RunId(new_id())
    for run in (working, stopped):
        await database.write(lambda c, run=run: spending.note(c, run, TASK, NOW, Spent(0.25, 10), working=True))
    await database.write(lambda c: spending.stop(c, stopped))
    await database.write(lambda c: spending.go_on(c, stopped, NOW + 5000))
    await database.write(lambda c: spending.go_on(c, working, NOW + 3000))
    assert await database.read(lambda c: spending.of_task(c, TASK, NOW + 5000)) == Spent(0.5, 25)
    assert await database.read(lambda c: spending.since(c, NOW + 1, NOW + 5000)) == Spent(0.25, 15)
    assert await database.read(lambda c: spending.is_working(c, TASK))
