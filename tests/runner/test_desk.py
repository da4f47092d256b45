"""Asking a person and waiting."""

import asyncio
from pathlib import Path

import pytest

from farhand.agents.port import Ask, Decision, Question
from farhand.clock import SystemClock
from farhand.ids import new_id
from farhand.runner.desk import Desk, action_hash
from farhand.runner.journal import Journal
from farhand.runs.folder import RunFolder
from farhand.runs.protocol import Allow, Answer, AnswerAsked, AnswersTaken, LeaveAsked, Withdrawn
from farhand.runs.spec import Answered, Decided
from farhand.wire.permissions import Permissions, Rule


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    return RunFolder(tmp_path)


@pytest.fixture
def desk(folder: RunFolder) -> Desk:
    return Desk(new_id(), Journal(folder.events), SystemClock())


async def test_the_first_answer_counts_and_another_changes_nothing(desk: Desk, folder: RunFolder) -> None:
    denied: list[str] = []
    desk.on_denied = lambda tool, exact: denied.append(f"{tool} {exact}")
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        asking = group.create_task(desk.may(Ask("Bash", "Run", "ls", "to look")))
        await asyncio.sleep(0)
        (asked,) = folder.read_events()
        assert isinstance(asked, LeaveAsked)
        deny = Allow(approval=asked.approval, action_hash=action_hash("Bash", "ls"), allow=False, words="why?")
        other = deny.model_copy(update={"action_hash": action_hash("Bash", "rm"), "allow": True})
        assert [desk.receive(other), desk.receive(deny), desk.receive(deny)] == [False, True, False]
        assert not desk.receive(deny.model_copy(update={"approval": new_id()}))
    assert asking.result() == Decision(allowed=False, words="why?")
    assert denied == ["Bash ls"]


async def test_what_a_rule_covers_is_not_asked(desk: Desk, folder: RunFolder) -> None:
    rule = Rule(kind="command", value="ls")
    desk.permissions = Permissions(rules=(rule,))
    async with asyncio.timeout(5):
        assert await desk.may(Ask("Bash", "Run", "ls", rules=(rule,))) == Decision(allowed=True)
    assert list(folder.read_events()) == []


async def test_a_question_gets_its_answer(desk: Desk, folder: RunFolder) -> None:
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        asking = group.create_task(desk.answer((Question("Which?", (("a", "first"),)),)))
        await asyncio.sleep(0)
        (asked,) = folder.read_events()
        assert isinstance(asked, AnswerAsked)
        assert desk.receive(Answer(question=asked.question, answers=("a",)))
        assert not desk.receive(Answer(question=asked.question, answers=("b",)))
    assert asking.result() == (("a",),)


async def test_who_is_asked_for_too_long_is_told_of_and_what_parks_stays_open(folder: RunFolder) -> None:
    held = asyncio.Event()
    desk = Desk(new_id(), Journal(folder.events), SystemClock(), hold_s=0, on_held=held.set)
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        asking = group.create_task(desk.may(Ask("Bash", "Run", "ls")))
        await held.wait()
        assert desk.may_park
        desk.parks = True
        asking.cancel()
    (asked,) = folder.read_events()
    assert isinstance(asked, LeaveAsked)
    assert asked.deadline is not None


async def test_an_answer_that_came_too_late_for_one_run_counts_once_in_the_next(folder: RunFolder) -> None:
    late = Decided(approval=new_id(), action_hash=action_hash("Bash", "ls"), exact="ls", allow=False, words="why?")
    blue = Answered(question=new_id(), text="Which?", answers=("blue",))
    desk = Desk(new_id(), Journal(folder.events), SystemClock(), decided=(late,), answered=(blue,))
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        assert await desk.may(Ask("Bash", "Run", "ls")) == Decision(allowed=False, words="why?")
        assert await desk.answer((Question("Which?"),)) == (("blue",),)
        again = group.create_task(desk.may(Ask("Bash", "Run", "ls")))
        other = group.create_task(desk.answer((Question("Which?"),)))
        await asyncio.sleep(0)
        again.cancel()
        other.cancel()
    taken = [each.ids for each in folder.read_events() if isinstance(each, AnswersTaken)]
    assert taken == [(late.approval,), (blue.question,)]
    assert [type(each) for each in folder.read_events()][2:4] == [LeaveAsked, AnswerAsked]


async def test_what_nobody_waits_for_any_more_is_withdrawn(desk: Desk, folder: RunFolder) -> None:
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        asking = group.create_task(desk.may(Ask("Bash", "Run", "ls")))
        await asyncio.sleep(0)
        asking.cancel()
    asked, withdrawn = folder.read_events()
    assert isinstance(asked, LeaveAsked)
    assert isinstance(withdrawn, Withdrawn)
    assert withdrawn.id == asked.approval
