"""Runs in the database."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from farhand.database import Database
from farhand.ids import RunId, TaskId, new_id
from farhand.runs import store
from farhand.runs.store import Run, RunState


def make_run(task: TaskId, generation: int = 1) -> Run:
    return Run(
        run=RunId(new_id()), task=task, generation=generation, state=RunState.STARTING, agent="claude-code",
        workspace="/w", branch="farhand/t", previous=None, session=None, pid=None, stored=0, began_at=generation,
    )  # fmt: skip


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "db", {"runs": store.MIGRATIONS}) as database:
        yield database


async def test_an_event_takes_effect_once(database: Database) -> None:
    run = make_run(TaskId(new_id()))
    await database.write(lambda connection: store.add(connection, run))
    moved = [
        await database.write(
            lambda connection, n=n: store.advance(connection, run.run, n, state=RunState.WORKING, session="s", pid=7)
        )
        for n in (1, 2, 2, 1)
    ]
    assert moved == [True, True, False, False]
    kept = await database.read(lambda connection: store.get(connection, run.run))
    assert kept is not None
    assert (kept.stored, kept.state, kept.session, kept.pid) == (2, RunState.WORKING, "s", 7)
    await database.write(lambda connection: store.advance(connection, run.run, 3))
    kept = await database.read(lambda connection: store.get(connection, run.run))
    assert kept is not None
    assert (kept.stored, kept.session) == (3, "s")


async def test_the_newest_run_of_a_task_and_all_that_are_open_are_found(database: Database) -> None:
    task = TaskId(new_id())
    first, second = make_run(task, 1), make_run(task, 2)
    for run in (second, first):
        await database.write(lambda connection, run=run: store.add(connection, run))
    assert await database.write(lambda connection: store.end(connection, first.run))
    assert not await database.write(lambda connection: store.end(connection, first.run))
    assert await database.read(lambda connection: store.latest_of(connection, task)) == second
    assert await database.read(store.all_open) == (second,)
    assert await database.read(lambda connection: store.get(connection, RunId(new_id()))) is None


async def test_the_newest_run_in_a_workspace_is_the_one_begun_last_although_the_clock_went_back(
    database: Database,
) -> None:
    task = TaskId(new_id())
    before = make_run(task, 1)
    after = replace(make_run(task, 2), began_at=before.began_at - 86_400_000)
    for run in (before, after):
        await database.write(lambda connection, run=run: store.add(connection, run))
    assert await database.read(lambda connection: store.latest_in(connection, "/w")) == after
    assert await database.read(store.all_open) == (before, after)
