"""Every message becomes exactly one task that is queued, or waits with a reason in words."""

from pathlib import Path

import pytest

from farhand.database import Connection
from farhand.errors import Conflict, Refused, UsageError
from farhand.host.intake import Incoming
from farhand.ids import MessageId, new_id
from farhand.tasks import projects, store, tickets
from farhand.tasks.task import Claimed
from farhand.wire.attention_events import NoticePosted, QuestionAsked
from farhand.wire.run_events import TaskEnded
from farhand.wire.task_events import TaskCreated, TaskState, Verify, WaitReason
from tests.host.core import Core, Phone, open_asks


async def test_a_message_about_the_only_project_is_queued(core: Core, tmp_path: Path) -> None:
    project = await core.add_project(tmp_path / "site")

    task = await core.say("Fix the login\nmore words")

    assert (task.state, task.project, task.title, task.number) == (TaskState.QUEUED, project, "Fix the login", 1)
    assert (await core.projection()).tasks[task.id].state is TaskState.QUEUED


async def test_what_a_message_asks_to_verify_is_told_and_kept(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    text = "Fix the login\nVerify only: npm test\nVerify: that it looks nice"
    incoming = Incoming(MessageId(new_id()), text, "local", checks=("ruff check .",))

    _, task = await core.database.write(lambda connection: core.intake.receive(connection, incoming))

    verify = await core.database.read(lambda connection: tickets.find(connection, task.id))
    assert verify == Verify(commands=("ruff check .", "npm test"), is_only=True, not_checkable=("that it looks nice",))
    (told,) = await core.of(TaskCreated)
    assert told.verify == verify


async def test_a_command_takes_no_check_beside_it(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    incoming = Incoming(MessageId(new_id()), "!ls", "local", checks=("npm test",))
    with pytest.raises(UsageError):
        await core.database.write(lambda connection: core.intake.receive(connection, incoming))


async def test_a_message_without_any_project_fails_in_words(core: Core) -> None:
    task = await core.say("Fix the login")

    (ended,) = await core.of(TaskEnded)
    assert task.state is TaskState.FAILED
    assert (ended.outcome.code, ended.outcome.hint is not None) == ("no_project", True)
    assert len(await core.of(NoticePosted)) == 1


async def test_a_message_that_could_mean_two_projects_asks_which(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    blog = await core.add_project(tmp_path / "blog")

    task = await core.say("Fix the login")
    (asked,) = await core.of(QuestionAsked)
    assert (task.state, task.reason, asked.about) == (TaskState.WAITING, WaitReason.PROJECT, "project")

    await core.database.write(
        lambda connection: core.commanding.answer_question(connection, asked.question, (blog,), "local")
    )

    (answered,) = await core.tasks()
    assert (answered.state, answered.project) == (TaskState.QUEUED, blog)
    with pytest.raises(Conflict):
        await core.database.write(
            lambda connection: core.commanding.answer_question(connection, asked.question, (blog,), "local")
        )


@pytest.mark.parametrize(("answer", "trust"), [("trust", "trusted"), ("no", "untrusted")])
async def test_a_project_with_hooks_is_asked_about_once(core: Core, tmp_path: Path, answer: str, trust: str) -> None:
    folder = tmp_path / "site"
    core.hooked.add(folder)
    project = await core.add_project(folder)

    task = await core.say("Fix the login")
    (asked,) = await core.of(QuestionAsked)
    assert (task.state, asked.about) == (TaskState.WAITING, "trust")
    await core.database.write(
        lambda connection: core.commanding.answer_question(connection, asked.question, (answer,), "local")
    )

    second = await core.say("Fix the logout")
    found = await core.database.read(lambda connection: projects.find(connection, project))
    assert found is not None
    assert found.trust == trust
    assert second.state is TaskState.QUEUED


async def test_a_message_that_leans_on_the_last_one_follows_it(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    first = await core.say("Add rate limiting to /api/subscribe")

    second = await core.say("Also add it to /api/contact with the same config")
    third = await core.say("Fix the footer")

    assert (second.follows, second.root) == (first.id, first.id)
    assert (third.follows, third.root) == (None, third.id)


async def test_a_command_follows_nothing_and_needs_no_word_about_hooks(core: Core, tmp_path: Path) -> None:
    core.hooked.add(tmp_path / "site")
    await core.add_project(tmp_path / "site")

    task = await core.say("!pytest -q")

    assert (task.kind, task.text, task.state) == ("command", "pytest -q", TaskState.QUEUED)


async def test_cancelling_withdraws_what_a_task_still_asks(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    await core.add_project(tmp_path / "blog")
    task = await core.say("Fix the login")
    assert await open_asks(core) == (0, 1)

    await core.database.write(lambda connection: core.commanding.cancel(connection, task, "local"))

    assert await open_asks(core) == (0, 0)
    assert (await core.tasks())[0].state is TaskState.CANCELLED
    with pytest.raises(Conflict):
        await core.database.write(
            lambda connection: core.commanding.cancel(connection, store.get(connection, task.id), "local")
        )


async def test_cancelling_what_runs_is_said_only_once_its_tree_is_gone(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    queued = await core.say("Fix the login")
    running = await core.database.write(lambda connection: core.moving.move(connection, queued, Claimed(1)))

    await core.database.write(lambda connection: core.commanding.cancel(connection, running, "local"))

    (task,) = await core.tasks()
    assert (task.state, task.stopping, task.words) == (TaskState.RUNNING, True, "stopping")


async def test_a_word_about_hooks_settles_every_task_that_waits_for_it(core: Core, tmp_path: Path) -> None:
    core.hooked.add(tmp_path / "site")
    project = await core.add_project(tmp_path / "site")
    await core.say("Fix the login")
    await core.say("Fix the logout")

    def trust(connection: Connection) -> None:
        found = projects.find(connection, project)
        assert found is not None
        core.commanding.trust(connection, found, "local", trusted=True)

    await core.database.write(trust)

    assert [task.state for task in await core.tasks()] == [TaskState.QUEUED, TaskState.QUEUED]
    assert await open_asks(core) == (0, 0)


async def test_a_device_on_plain_http_cannot_let_hooks_load_for_always(core: Core, tmp_path: Path) -> None:
    core.hooked.add(tmp_path / "site")
    await core.add_project(tmp_path / "site")
    plain = Phone(name="Plain")
    await core.pair(plain, unprotected=True)
    await core.say("Fix the login")
    (asked,) = await core.of(QuestionAsked)

    with pytest.raises(Refused):
        await core.database.write(
            lambda connection: core.commanding.answer_question(connection, asked.question, ("trust",), plain.id)
        )
    assert await open_asks(core) == (0, 1)

    await core.database.write(
        lambda connection: core.commanding.answer_question(connection, asked.question, ("no",), plain.id)
    )
    assert (await core.tasks())[0].state is TaskState.QUEUED
