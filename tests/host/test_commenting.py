"""Comments on a change are drafts that every device sees, until they are sent as one follow-up."""

from pathlib import Path

import pytest

from farhand.database import Database
from farhand.errors import Conflict, FarhandError, NotFound, UsageError
from farhand.host.commenting import MAX_DRAFTS, told
from farhand.host.effects import LookAtQueue
from farhand.host.schema import MIGRATIONS
from farhand.ids import new_id
from farhand.tasks import attempts_store, steps, tickets
from farhand.tasks.task import Task
from farhand.wire.command import TTL_MS
from farhand.wire.commands import AnyCommand, ChangeAct
from farhand.wire.comment_commands import RemoveComment, SendComments, WriteComment
from farhand.wire.comment_events import CommentDrafted, CommentsDropped, Side
from farhand.wire.task_events import CommandRefused, MessageReceived, TaskState, Verify
from tests.changes.places import add_commit
from tests.git_projects import isolate_git, make_project
from tests.host.changed import do, finish_run
from tests.host.core import Core, Phone

WORDS = "call it `count`, then run the tests, then fix what fails\n\nVerify: make everything"


@pytest.fixture
async def project(core: Core, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate_git(tmp_path, monkeypatch)
    project = make_project(tmp_path / "site")
    add_commit(project, "base", app_py="one\ntwo\nthree\n")
    await core.add_project(project)
    return project


@pytest.fixture
async def task(core: Core, project: Path) -> Task:
    return await finish_run(core, await core.say("limit the form"), project, app_py="one\n2\nthree\nfour\n")


def _write(core: Core, task: Task, line: int, text: str, side: Side = "new", path: str = "app.py") -> WriteComment:
    return WriteComment(
        made_at=core.clock.now_ms(), task=task.id, comment=new_id(), path=path, line=line, side=side, text=text
    )


async def _do(core: Core, command: AnyCommand) -> None:
    core.effects += await core.database.write(lambda c: core.commanding.carry_out(c, command, "local"))


async def _drafts(core: Core, task: Task) -> list[tuple[str, int, str, bool]]:
    listed = await core.database.read(lambda connection: told(connection, task))
    return [(each.quote, each.line, each.text, each.outdated) for each in listed]


def _send(core: Core, task: Task) -> SendComments:
    return SendComments(made_at=core.clock.now_ms(), task=task.id)


async def test_comments_are_collected_into_one_follow_up_and_are_gone_with_it(core: Core, task: Task) -> None:
    await _do(core, _write(core, task, 4, WORDS))
    await _do(core, _write(core, task, 2, "why not?", "old"))
    assert await _drafts(core, task) == [("two", 2, "why not?", False), ("four", 4, WORDS, False)]

    await _do(core, _send(core, task))

    assert await _drafts(core, task) == []
    (message,) = [each for each in await core.of(MessageReceived) if each.follows == task.id]
    assert message.text == (
        "Review of what you changed: 2 points\n\n"
        "app.py, line 2 before the change:\n> two\nwhy not?\n\n"
        f"app.py, line 4:\n> four\n{WORDS}"
    )
    (follow_up,) = [each for each in await core.tasks() if each.message == message.message]
    assert (follow_up.root, follow_up.state, follow_up.text) == (task.root, TaskState.QUEUED, message.text)
    assert LookAtQueue() in core.effects
    verify = await core.database.read(lambda connection: tickets.find(connection, follow_up.id))
    assert verify == Verify()
    assert await core.database.read(lambda connection: steps.find(connection, follow_up.id)) is None
    assert await core.database.read(lambda connection: attempts_store.wanted_for(connection, follow_up.id)) is None


async def test_each_draft_is_told_as_it_is_written_changed_removed_and_sent(core: Core, task: Task) -> None:
    first, second = _write(core, task, 2, "a"), _write(core, task, 3, "b")
    for each in (first, second):
        await _do(core, each)
    await _do(core, first.model_copy(update={"text": "other words"}))
    await _do(core, RemoveComment(made_at=1, comment=second.comment))
    assert await _drafts(core, task) == [("2", 2, "other words", False)]
    await _do(core, _send(core, task))
    assert [(each.comment, each.text) for each in await core.of(CommentDrafted)] == [
        (first.comment, "a"),
        (second.comment, "b"),
        (first.comment, "other words"),
    ]
    assert [(each.comments, each.why) for each in await core.of(CommentsDropped)] == [
        ((second.comment,), "removed"),
        ((first.comment,), "sent"),
    ]


@pytest.mark.parametrize(
    ("line", "path", "text", "error"),
    [
        (9, "app.py", "no such line", NotFound),
        (1, "other.py", "no such file", NotFound),
        (2, "app.py", "  \n", UsageError),
    ],
)
async def test_what_cannot_be_commented_on_is_said_and_nothing_is_kept(
    core: Core, task: Task, line: int, path: str, text: str, error: type[FarhandError]
) -> None:
    with pytest.raises(error):
        await _do(core, _write(core, task, line, text, path=path))
    assert await _drafts(core, task) == []


async def test_with_no_comments_there_is_nothing_to_send(core: Core, task: Task) -> None:
    with pytest.raises(Conflict, match="there are no comments"):
        await _do(core, _send(core, task))


async def test_a_task_without_a_change_takes_no_comment(core: Core, project: Path) -> None:
    del project
    with pytest.raises(Conflict, match="has changed nothing"):
        await _do(core, _write(core, await core.say("limit the form"), 1, "what?"))


async def test_a_change_that_is_settled_takes_no_comment_and_keeps_those_it_has(core: Core, task: Task) -> None:
    await _do(core, _write(core, task, 2, "a"))
    assert (await do(core, task.id, ChangeAct.APPLY)).what == "applied"
    for refused in (_write(core, task, 3, "b"), _send(core, task)):
        with pytest.raises(Conflict, match="is applied"):
            await _do(core, refused)
    assert len(await _drafts(core, task)) == 1
    assert (await do(core, task.id, ChangeAct.REVERT)).what == "reverted"
    await _do(core, _send(core, task))
    assert await _drafts(core, task) == []


async def test_drafts_go_along_with_a_follow_up_and_are_outdated_where_it_changed_their_line(
    core: Core, project: Path, task: Task
) -> None:
    await _do(core, _write(core, task, 1, "for a follow-up"))
    await _do(core, _send(core, task))
    follow_up = (await core.tasks())[0]
    changed, gone = _write(core, task, 2, "is this right?"), _write(core, task, 4, "and this?")
    for each in (changed, gone):
        await _do(core, each)
    follow_up = await finish_run(core, follow_up, project, app_py="zero\none\n2\nthree\n5\n")

    assert await _drafts(core, task) == [("2", 3, "is this right?", False), ("four", 4, "and this?", True)]
    moved = (await core.of(CommentsDropped))[-1]
    assert (moved.task, set(moved.comments), moved.why) == (task.id, {changed.comment, gone.comment}, "moved")
    assert {each.comment for each in await core.of(CommentDrafted) if each.task == follow_up.id} == set(moved.comments)
    with pytest.raises(Conflict, match=f"task {follow_up.number} went on with this change"):
        await _do(core, _write(core, task, 1, "too late"))

    await _do(core, _send(core, task))
    assert (await core.tasks())[0].follows == follow_up.id
    assert "app.py, line 4, which has changed since:\n> four" in (await core.tasks())[0].text


async def test_drafts_outlive_the_host(core: Core, task: Task, tmp_path: Path) -> None:
    await _do(core, _write(core, task, 2, "kept"))
    before = await core.database.read(lambda connection: told(connection, task))
    core.database.close()
    async with Database.open(tmp_path / "host.sqlite", MIGRATIONS) as again:
        assert await again.read(lambda connection: told(connection, task)) == before


async def test_keys_in_a_line_are_masked_and_its_comment_still_finds_it(core: Core, project: Path) -> None:
    key = "ghp_" + "R7k2Qz9LmX4vT8bN3wYc6HdJ5fSgA1pE0uKi"
    task = await finish_run(core, await core.say("log in"), project, app_py=f"one\ntoken = '{key}'\n")
    await _do(core, _write(core, task, 2, "never in the code"))
    assert [event.type for event in await core.events() if key.encode() in event.to_json()] == []
    await finish_run(core, await core.say("also say more"), project, app_py=f"one\nmore\ntoken = '{key}'\n")
    ((_, line, _, is_outdated),) = await _drafts(core, task)
    assert (line, is_outdated) == (3, False)


async def test_a_change_takes_only_so_many_drafts(core: Core, task: Task) -> None:
    for _ in range(MAX_DRAFTS):
        await _do(core, _write(core, task, 2, "again"))
    with pytest.raises(Conflict, match="50 comments"):
        await _do(core, _write(core, task, 2, "one more"))


async def test_an_id_of_another_change_and_a_draft_that_is_gone_are_refused(
    core: Core, project: Path, task: Task
) -> None:
    first = _write(core, task, 2, "a")
    await _do(core, first)
    other = await finish_run(core, await core.say("something else"), project, app_py="one\n2\n")
    with pytest.raises(Conflict, match="has this id"):
        await _do(core, first.model_copy(update={"task": other.id}))
    with pytest.raises(NotFound, match="not a draft any more"):
        await _do(core, RemoveComment(made_at=1, comment=new_id()))


async def test_an_outdated_comment_can_still_be_said_in_other_words(core: Core, project: Path, task: Task) -> None:
    first = _write(core, task, 4, "a")
    await _do(core, first)
    await finish_run(core, await core.say("also this"), project, app_py="one\n")
    await _do(core, first.model_copy(update={"text": "still"}))
    assert await _drafts(core, task) == [("four", 4, "still", True)]


async def test_what_a_phone_sends_too_late_is_not_sent_and_the_drafts_stay(core: Core, task: Task) -> None:
    phone = Phone()
    await core.pair(phone)
    sealed = core.seal(phone, _write(core, task, 2, "kept"))
    await core.receiving.receive([sealed, sealed], None)
    send = _send(core, task)
    core.clock.advance(TTL_MS + 1)
    await core.receiving.receive([core.seal(phone, send)], None)
    assert len(await _drafts(core, task)) == 1
    assert "too late" in (await core.of(CommandRefused))[-1].message
