"""A message that says too little is asked about, once, and goes on with what a person says of it."""

from pathlib import Path

import pytest

from farhand.host.intake import AS_IT_IS, Incoming
from farhand.ids import MessageId, new_id
from farhand.tasks import store, tickets
from farhand.tasks.task import Task
from farhand.wire.attention_events import NoticePosted, QuestionAsked, QuestionClosed
from farhand.wire.commands import AnswerQuestion, AnyCommand, EditTask, SendMessage
from farhand.wire.task_events import MessageReceived, TaskCreated, TaskEdited, TaskState, Ticket, Verify, WaitReason
from tests.host.core import Core, Phone, open_asks

TICKET = Ticket(where="src/login.py", verify="npm test\nit looks nice", leave_alone="the database")


async def carry_out(core: Core, command: AnyCommand) -> None:
    await core.database.write(lambda connection: core.commanding.carry_out(connection, command, "local"))


async def answer(core: Core, words: str) -> None:
    asked = (await core.of(QuestionAsked))[-1]
    await carry_out(core, AnswerQuestion(made_at=0, question=asked.question, answers=(words,)))


async def now(core: Core, task: Task) -> Task:
    return await core.database.read(lambda connection: store.get(connection, task.id))


async def test_a_vague_message_waits_and_goes_on_with_what_it_is_about(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")

    task = await core.say("Fix it")
    (asked,) = await core.of(QuestionAsked)
    assert (task.state, task.reason) == (TaskState.WAITING, WaitReason.ANSWER)
    assert (asked.about, asked.own_words, asked.options) == ("clarity", True, (AS_IT_IS,))
    assert [each.asked for each in await core.of(NoticePosted)] == [asked.question]
    await answer(core, "the login\nVerify: npm test")

    task = await now(core, task)
    assert (task.state, task.text) == (TaskState.QUEUED, "Fix it: the login\nVerify: npm test")
    (told,) = await core.of(TaskEdited)
    assert (told.title, told.verify) == ("Fix it: the login", Verify(commands=("npm test",)))


@pytest.mark.parametrize("words", [AS_IT_IS.value, AS_IT_IS.label])
async def test_it_may_begin_as_it_is(core: Core, tmp_path: Path, words: str) -> None:
    await core.add_project(tmp_path / "site")
    task = await core.say("Fix it")

    await answer(core, words)

    task = await now(core, task)
    assert (task.state, task.text) == (TaskState.QUEUED, "Fix it")
    assert await core.of(TaskEdited) == []


async def test_an_answer_that_names_the_project_settles_that_too(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    blog = await core.add_project(tmp_path / "blog")
    task = await core.say("Fix it")

    await answer(core, "the feed of the blog")

    task = await now(core, task)
    assert (task.state, task.project) == (TaskState.QUEUED, blog)
    assert await open_asks(core) == (0, 0)


async def test_a_text_that_is_edited_while_it_is_asked_about_is_the_answer(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    task = await core.say("Fix it")

    await carry_out(core, EditTask(made_at=0, task=task.id, text="Fix the login"))

    assert ((await now(core, task)).state, await open_asks(core)) == (TaskState.QUEUED, (0, 0))
    (closed,) = await core.of(QuestionClosed)
    assert closed.withdrawn


async def test_what_follows_has_a_ticket_or_is_a_question_is_not_asked_about(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    first = await core.say("Fix the login")

    for incoming in (
        Incoming(MessageId(new_id()), "Fix it", "local", follows=first.id),
        Incoming(MessageId(new_id()), "Fix it", "local", ticket=TICKET),
        Incoming(MessageId(new_id()), "Does it work?", "local"),
    ):
        _, task = await core.database.write(lambda connection, one=incoming: core.intake.receive(connection, one))
        assert task.state is TaskState.QUEUED


async def test_a_ticket_reaches_the_task_and_its_checks(core: Core, tmp_path: Path) -> None:
    await core.add_project(tmp_path / "site")
    phone = Phone()
    await core.pair(phone)
    sent = SendMessage(made_at=core.clock.now_ms(), text="Fix the login", ticket=TICKET)

    await core.receiving.receive([core.seal(phone, sent)], None)

    (received,) = await core.of(MessageReceived)
    (created,) = await core.of(TaskCreated)
    assert (received.text, received.ticket) == ("Fix the login", TICKET)
    assert created.text == (
        "Fix the login\n\nWhere: src/login.py\nVerify: npm test\nVerify: it looks nice\nLeave alone: the database"
    )
    (task,) = await core.tasks()
    assert (task.title, task.text) == ("Fix the login", created.text)
    verify = await core.database.read(lambda connection: tickets.find(connection, task.id))
    assert verify == created.verify == Verify(commands=("npm test",), not_checkable=("it looks nice",))


async def test_of_several_steps_the_first_says_the_ticket_and_all_work_is_proved_by_it(
    core: Core, tmp_path: Path
) -> None:
    await core.add_project(tmp_path / "site")
    incoming = Incoming(MessageId(new_id()), "Fix the login", "local", then=("update the news",), ticket=TICKET)

    await core.database.write(lambda connection: core.intake.receive(connection, incoming))

    first, second = await core.of(TaskCreated)
    assert (first.text or "").endswith("Leave alone: the database")
    assert second.text == "update the news"
    assert first.verify == second.verify
