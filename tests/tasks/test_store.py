from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from farhand.database import Database
from farhand.errors import NotFound, UsageError
from farhand.ids import MessageId, ProjectId, TaskId, new_id
from farhand.tasks import projects, store
from farhand.tasks.hooks import has_hooks
from farhand.tasks.task import Task
from farhand.tasks.title import title_of
from farhand.wire.events import TaskState


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    migrations = {"tasks": store.MIGRATIONS, "projects": projects.MIGRATIONS}
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


async def test_one_task_at_a_time_is_claimable_in_each_project_in_order(database: Database) -> None:
    tasks = [task(1, "a"), task(2, "a"), task(3, "b"), task(4, "c", TaskState.RUNNING), task(5, "c")]
    for each in tasks:
        await database.write(lambda connection, each=each: store.save(connection, each))

    claimable = await database.read(store.claimable)

    assert [each.number for each in claimable] == [1, 3]


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
