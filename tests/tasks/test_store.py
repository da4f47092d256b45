from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from farhand.database import Database
from farhand.errors import Conflict, NotFound, UsageError
from farhand.ids import MessageId, ProjectId, TaskId, new_id
from farhand.tasks import attempts_store, dependencies, projects, queue_store, rechecks, store
from farhand.tasks.hooks import has_hooks
from farhand.tasks.task import Task
from farhand.tasks.title import title_of
from farhand.wire.task_events import TaskState, WaitReason


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    migrations = {
        "tasks": store.MIGRATIONS,
        "attempts": attempts_store.MIGRATIONS,
        "rechecks": rechecks.MIGRATIONS,
        "projects": projects.MIGRATIONS,
    }
    async with Database.open(tmp_path / "host.sqlite", migrations) as opened:
        yield opened


def task(number: int, project: str, state: TaskState = TaskState.QUEUED) -> Task:
    task_id = TaskId(new_id())
    return Task(
        id=task_id,
        number=number,
        message=MessageId(new_id()),
        kind="agent",
        title="t",
        text="t",
        root=task_id,
        created_at=1,
        changed_at=1,
        project=ProjectId(project),
        state=state,
    )


async def test_the_queue_holds_what_is_queued_runs_or_waits_for_another_task(database: Database) -> None:
    parked = replace(task(4, "c", TaskState.RUNNING), reason=WaitReason.APPROVAL)
    held = replace(task(5, "c", TaskState.WAITING), reason=WaitReason.DEPENDENCY, after=parked.id)
    asks = replace(task(6, "c", TaskState.WAITING), reason=WaitReason.CONFIRM)
    for each in (replace(task(1, "a"), priority="high"), task(2, "a", TaskState.DONE), parked, held, asks):
        await database.write(lambda connection, each=each: store.save(connection, each))

    entries = await database.read(queue_store.entries)

    assert [(each.number, each.parked, each.priority) for each in entries] == [
        (1, 0, "high"),
        (4, 1, "normal"),
        (5, 0, "normal"),
    ]
    await database.write(lambda connection: dependencies.save(connection, held.id, (parked.id,)))
    assert await database.read(lambda connection: store.dependents(connection, parked.id)) == (held,)


async def test_a_database_from_before_keeps_its_tasks_and_what_they_come_after(tmp_path: Path) -> None:
    first = task(1, "a")
    second = replace(task(2, "a", TaskState.WAITING), reason=WaitReason.DEPENDENCY, after=first.id)
    async with Database.open(tmp_path / "old.sqlite", {"tasks": store.MIGRATIONS[:2]}) as old:
        for each in (first, second):
            await old.write(lambda connection, each=each: store.save(connection, each))

    async with Database.open(tmp_path / "old.sqlite", {"tasks": store.MIGRATIONS}) as new:
        assert await new.read(store.newest) == (second, first)
        assert await new.read(lambda connection: store.dependents(connection, first.id)) == (second,)
        assert await new.read(lambda connection: store.of_message(connection, first.message)) == (first,)


async def test_a_task_cannot_come_after_what_comes_after_it(database: Database) -> None:
    first, second, third = task(1, "a"), task(2, "a"), task(3, "a")
    follow_up = replace(task(4, "a"), root=third.root)
    for each in (first, second, third, follow_up):
        await database.write(lambda connection, each=each: store.save(connection, each))
    await database.write(lambda connection: dependencies.save(connection, second.id, (first.id,)))
    await database.write(lambda connection: dependencies.save(connection, third.id, (second.id,)))

    edges = await database.read(dependencies.edges)

    for before in (first, second, third, follow_up):
        with pytest.raises(Conflict):
            dependencies.refuse_cycle(edges, first.id, (before.id,))
    dependencies.refuse_cycle(edges, third.id, (first.id, second.id))


async def test_turns_grow_and_a_pause_is_kept(database: Database) -> None:
    for project in ("a", "b", "a"):
        await database.write(lambda c, project=project: queue_store.note_turn(c, ProjectId(project)))
    assert await database.read(queue_store.turns) == {"a": 3, "b": 2}

    assert await database.write(lambda connection: queue_store.set_paused(connection, paused=True))
    assert not await database.write(lambda connection: queue_store.set_paused(connection, paused=True))
    assert await database.read(queue_store.is_paused)


async def test_a_saved_task_is_read_back_whole(database: Database) -> None:
    saved = replace(task(1, "a"), stopping=True, words="why", generation=3)
    await database.write(lambda connection: store.save(connection, saved))

    assert await database.read(lambda connection: store.get(connection, saved.id)) == saved


@pytest.mark.parametrize("reference", ["1", "#1"])
async def test_a_person_names_a_task_by_number(database: Database, reference: str) -> None:
    saved = task(1, "a")
    await database.write(lambda connection: store.save(connection, saved))

    assert await database.read(lambda connection: store.resolve(connection, reference)) == saved
    assert await database.read(lambda connection: store.resolve(connection, saved.id[:8])) == saved


@pytest.mark.parametrize("reference", ["2", "", "zz", "abc", "*" * 32])
async def test_a_task_that_is_not_there_is_not_found(database: Database, reference: str) -> None:
    with pytest.raises(NotFound):
        await database.read(lambda connection: store.resolve(connection, reference))


async def test_two_folders_of_one_name_are_two_projects(database: Database, tmp_path: Path) -> None:
    for parent in ("x", "y"):
        (tmp_path / parent / "site").mkdir(parents=True)
    first = await database.write(lambda c: projects.add(c, ProjectId(new_id()), tmp_path / "x" / "site"))
    again = await database.write(lambda c: projects.add(c, ProjectId(new_id()), tmp_path / "x" / "site"))
    second = await database.write(lambda c: projects.add(c, ProjectId(new_id()), tmp_path / "y" / "site"))

    assert again == first
    assert second.name == "site-2"
    with pytest.raises(UsageError):
        await database.write(lambda c: projects.add(c, ProjectId(new_id()), tmp_path / "nowhere"))


def test_hooks_of_a_project_are_seen(tmp_path: Path) -> None:
    assert not has_hooks(tmp_path)
    settings = tmp_path / ".claude" / "settings.json"
    settings.parent.mkdir()
    settings.write_text('{"permissions": {}}')
    assert not has_hooks(tmp_path)
    settings.write_text('{"hooks": {"SessionStart": []}}')
    assert has_hooks(tmp_path)
    settings.write_text("not json")
    assert has_hooks(tmp_path)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\n  Fix the login  \nmore", "Fix the login"),
        ("", "untitled"),
        ("word " * 40, "word " * 13 + "word…"),
        ("x" * 100, "x" * 71 + "…"),
    ],
)
def test_a_title_is_the_first_line_cut_at_a_word(text: str, title: str) -> None:
    assert title_of(text) == title
