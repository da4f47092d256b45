"""Whole runs in runners of their own, with the real Claude Code and a scripted model."""

import asyncio
import json
import os
import signal
import threading
from pathlib import Path

import pytest

from farhand.ids import new_id
from farhand.process_tree import list_processes
from farhand.runner.desk import action_hash
from farhand.runs.attaching import Attached, Gone
from farhand.runs.folder import RunFolder
from farhand.runs.leftovers import sweep
from farhand.runs.protocol import (
    Allow,
    Answer,
    AnswerAsked,
    Cancel,
    ChangeMade,
    Ended,
    LeaveAsked,
    SessionOpened,
    StepTaken,
    Withdrawn,
    WorkspaceReady,
)
from farhand.wire.change_events import Risk, RiskLevel
from farhand.wire.task_events import Verify
from tests.git_projects import git
from tests.runner.conftest import Heard, Place, end_of, hear, pid_of, wait_until_it_left

pytestmark = pytest.mark.journey


def script(*steps: object) -> str:
    return f"<<SCRIPT {json.dumps(list(steps))} SCRIPT>>"


def write(name: str, content: str = "two\n") -> dict[str, object]:
    return {"text": "I write.", "tool": "Write", "input": {"file_path": f"{{cwd}}/{name}", "content": content}}


async def test_a_task_is_done_when_its_check_passed_and_its_change_is_on_the_branch(place: Place) -> None:
    heard = await place.carry_out(place.spec(script(write("b.txt"), "Written.")))
    ended = end_of(heard)
    assert (ended.state, ended.code, ended.verified, ended.summary) == ("done", "done", True, "Written.")
    change = next(event for event in heard if isinstance(event, ChangeMade))
    assert [(file.path, file.status) for file in change.files] == [("b.txt", "added")]
    assert b"+two" in place.begun[0].diff.read_bytes()
    assert not (place.project / "b.txt").exists()


@pytest.mark.parametrize(("is_only", "ran"), [(False, ["test -e b.txt", "test -e c.txt"]), (True, ["test -e c.txt"])])
async def test_the_checks_of_the_ticket_are_run_beside_those_of_the_project_or_alone(
    place: Place, is_only: bool, ran: list[str]
) -> None:
    prompt = script(write("b.txt"), write("c.txt"), "Written.")
    spec = place.spec(prompt, verify=Verify(commands=("test -e c.txt",), is_only=is_only))
    ended = end_of(await place.carry_out(spec))
    assert (ended.state, [check.command for check in ended.checks]) == ("done", ran)


async def test_a_change_to_what_the_ticket_wants_left_alone_is_a_risk_and_told_with_the_outcome(place: Place) -> None:
    left = ("a.txt and the look of it", "docs/")
    spec = place.spec(script(write("a.txt"), write("b.txt"), "Written."), leave_alone=left)
    heard = await place.carry_out(spec)
    change = next(event for event in heard if isinstance(event, ChangeMade))
    assert change.risk == Risk(
        level=RiskLevel.LARGE,
        weight=5,
        reasons=(
            "changes a.txt, which the ticket wanted left alone",
            'not checked by Farhand: leave alone "the look of it"',
            'not checked by Farhand: leave alone "docs/"',
        ),
    )
    assert (end_of(heard).state, end_of(heard).warnings) == (
        "done", ("it changes a.txt, which the ticket wanted left alone",),
    )  # fmt: skip


async def test_steps_share_a_workspace_and_a_fix_is_told_what_failed(place: Place) -> None:
    work = place.spec(script(write("c.txt"), "Written."), is_checked_later=True)
    first = end_of(await place.carry_out(work))
    assert (first.state, first.code, first.checks, first.hint) == ("done", "unchecked", (), "a later step checks it")

    check = place.spec("Run the checks", kind="verify", task=new_id())
    failed = end_of(await place.carry_out(check))
    assert (failed.state, failed.code, failed.headline) == (
        "failed", "check_failed", "the check `test -e b.txt` failed with exit 1; it failed before, too",
    )  # fmt: skip

    fix = place.spec(script(write("b.txt"), "Mended."), failing=failed.checks, task=new_id())
    heard = await place.carry_out(fix)
    assert (end_of(heard).state, end_of(heard).verified) == ("done", True)
    change = next(event for event in heard if isinstance(event, ChangeMade))
    assert {file.path for file in change.files} == {"b.txt", "c.txt"}

    passed = end_of(await place.carry_out(place.spec("Run the checks", kind="verify", task=new_id())))
    assert (passed.state, passed.code, passed.verified) == ("done", "done", True)


async def test_a_step_that_has_nothing_to_check_verifies_nothing(place: Place) -> None:
    (place.project / "farhand.toml").unlink()
    git(place.project, "-c", "user.name=T", "-c", "user.email=t@localhost", "commit", "-qam", "No check")
    ended = end_of(await place.carry_out(place.spec("Run the checks", kind="verify")))
    assert (ended.state, ended.code, ended.verified) == ("failed", "check_not_started", False)


async def test_a_denied_action_ends_the_run_as_denied(place: Place) -> None:
    spec = place.spec(script({"tool": "Bash", "input": {"command": "touch b.txt"}}, write("b.txt"), "I did it."))
    attached = Attached(await place.begin(spec))
    asked: LeaveAsked | None = None
    async with asyncio.timeout(30):
        async for event in attached.events():
            if isinstance(event, LeaveAsked):
                asked = event
                answer = Allow(approval=event.approval, action_hash=event.action_hash, allow=False)
                await attached.send(answer)
                await attached.send(answer.model_copy(update={"allow": True}))
            elif isinstance(event, Ended):
                assert (event.state, event.code, event.verified) == ("failed", "denied", False)
                assert event.denied == ("touch b.txt",)
    assert asked is not None
    assert asked.action_hash == action_hash("Bash", "touch b.txt")
    steps = [event for event in place.begun[0].read_events() if isinstance(event, StepTaken)]
    assert [step.state for step in steps if step.kind == "command"] == ["going", "denied"]


async def test_an_allowed_action_goes_on_and_an_answer_to_another_action_does_not_count(place: Place) -> None:
    spec = place.spec(script({"tool": "Bash", "input": {"command": "touch b.txt"}}, "Touched."))
    attached = Attached(await place.begin(spec))
    ended: Ended | None = None
    async with asyncio.timeout(30):
        async for event in attached.events():
            if isinstance(event, LeaveAsked):
                other = action_hash("Bash", "touch c.txt")
                await attached.send(Allow(approval=event.approval, action_hash=other, allow=False))
                await attached.send(Allow(approval=event.approval, action_hash=event.action_hash, allow=True))
            elif isinstance(event, Ended):
                ended = event
    assert ended is not None
    assert (ended.state, ended.denied) == ("done", ())


async def test_an_agent_that_claims_success_is_not_believed(place: Place) -> None:
    ended = end_of(await place.carry_out(place.spec(script(write("c.txt"), "All tests pass."))))
    assert (ended.state, ended.code, ended.verified) == ("failed", "check_failed", False)
    assert [check.status for check in ended.checks] == ["failed"]


async def test_a_follow_up_finds_the_session_open_and_builds_on_the_same_branch(place: Place) -> None:
    first = place.spec(script(write("b.txt"), "Written."), linger_s=30)
    heard = await place.carry_out(first)
    session = next(event.session for event in heard if isinstance(event, SessionOpened))
    second = place.spec(script(write("c.txt"), "Also."), task=new_id(), session=session)
    follow_up = await place.carry_out(second, previous=first)
    assert end_of(follow_up).state == "done"
    assert pid_of(place.begun[0]) == pid_of(place.begun[1])
    change = next(event for event in follow_up if isinstance(event, ChangeMade))
    assert [file.path for file in change.files] == ["b.txt", "c.txt"]
    opened = [event for event in follow_up if isinstance(event, SessionOpened)]
    assert [(event.session, event.resumed) for event in opened] == [(session, True)]
    assert place.model.requests[-1].mentions("Written.")


async def test_a_follow_up_after_the_runner_left_resumes_the_session(place: Place) -> None:
    first = place.spec(script(write("b.txt"), "Written."))
    heard = await place.carry_out(first)
    session = next(event.session for event in heard if isinstance(event, SessionOpened))
    follow_up = await place.carry_out(place.spec(script(write("c.txt"), "Also."), session=session), previous=first)
    assert end_of(follow_up).state == "done"
    assert pid_of(place.begun[0]) != pid_of(place.begun[1])
    assert place.model.requests[-1].mentions("Written.")


async def test_a_session_that_is_lost_begins_anew_and_says_so(place: Place) -> None:
    spec = place.spec(script(write("b.txt"), "Written."), session="6b1f3f0e-4f6b-4b7a-9d0e-0f5b7a1c2d3e")
    heard = await place.carry_out(spec)
    assert end_of(heard).state == "done"
    assert any(isinstance(event, StepTaken) and event.step == "session" for event in heard)


async def test_cancel_is_told_when_nothing_of_the_run_is_left(place: Place, pipe: Path) -> None:
    spec = place.spec(script({"tool": "Bash", "input": {"command": f"echo $$ > {pipe}; sleep 1000"}}, "Done."))
    attached = Attached(await place.begin(spec))
    pid = 0
    async with asyncio.timeout(30):
        async for event in attached.events():
            if isinstance(event, LeaveAsked):
                await attached.send(Allow(approval=event.approval, action_hash=event.action_hash, allow=True))
                pid = int(await asyncio.to_thread(pipe.read_text))
                await attached.send(Cancel(run=spec.run))
            elif isinstance(event, Ended):
                assert (event.state, event.code) == ("cancelled", "cancelled")
                assert not _is_running(pid)
    assert pid


async def test_cancel_ends_a_model_that_hangs(place: Place, asked: threading.Event) -> None:
    spec = place.spec(script({"hang": 3600}))
    attached = Attached(await place.begin(spec))
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        hearing = group.create_task(hear(attached))
        await asyncio.to_thread(asked.wait, 20)
        await attached.send(Cancel(run=spec.run))
    assert end_of(hearing.result()).state == "cancelled"


async def test_a_cancelled_run_withdraws_what_it_asked(place: Place) -> None:
    spec = place.spec(script({"tool": "Bash", "input": {"command": "touch x"}}, "Done."))
    attached = Attached(await place.begin(spec))
    heard: list[object] = []
    async with asyncio.timeout(30):
        async for event in attached.events():
            heard.append(event)
            if isinstance(event, LeaveAsked):
                await attached.send(Cancel(run=spec.run))
    asked = next(event for event in heard if isinstance(event, LeaveAsked))
    assert any(isinstance(event, Withdrawn) and event.id == asked.approval for event in heard)


async def test_a_runner_that_is_told_to_end_says_that_it_was_interrupted(place: Place) -> None:
    spec = place.spec(script({"tool": "Bash", "input": {"command": "touch x"}}, "Done."))
    folder = await place.begin(spec)
    attached = Attached(folder)
    async with asyncio.timeout(30):
        async for event in attached.events():
            if isinstance(event, LeaveAsked):
                os.kill(pid_of(folder), signal.SIGTERM)
            elif isinstance(event, Ended):
                assert (event.state, event.code) == ("interrupted", "interrupted")


async def test_a_killed_runner_is_gone_and_what_it_left_is_swept(place: Place, pipe: Path) -> None:
    command = f"echo $$ > {pipe}; exec sleep 1000"
    folder = await place.begin(place.spec(script({"tool": "Bash", "input": {"command": command}}, "Done.")))
    attached = Attached(folder)
    pid = 0
    heard: Heard = []
    async with asyncio.timeout(30):
        async for event in attached.events():
            heard.append(event)
            if isinstance(event, LeaveAsked):
                await attached.send(Allow(approval=event.approval, action_hash=event.action_hash, allow=True))
                pid = int(await asyncio.to_thread(pipe.read_text))
                os.kill(pid_of(folder), signal.SIGKILL)
    assert isinstance(heard[-1], Gone)
    assert await sweep(folder)
    assert not _is_running(pid)


async def test_a_host_that_comes_again_misses_nothing_and_hears_nothing_twice(place: Place) -> None:
    spec = place.spec(script({"tool": "Bash", "input": {"command": "touch x"}}, write("b.txt"), "Done."))
    folder = await place.begin(spec)
    before = await hear(Attached(folder), lambda event: isinstance(event, LeaveAsked))
    known = max(event.n for event in before if not isinstance(event, Gone) and event.n is not None)
    again = Attached(folder, known - 1)
    after: Heard = []
    async with asyncio.timeout(30):
        async for event in again.events():
            after.append(event)
            if isinstance(event, LeaveAsked):
                await again.send(Allow(approval=event.approval, action_hash=event.action_hash, allow=True))
    assert isinstance(after[0], LeaveAsked)
    assert _numbers(before)[:-1] + _numbers(after) == list(range(1, len(_lines(folder)) + 1))
    assert end_of(after).state == "done"


async def test_a_run_that_ended_unwatched_is_read_from_disk(place: Place) -> None:
    folder = await place.begin(place.spec(script(write("b.txt"), "Done.")))
    async with asyncio.timeout(30):
        await asyncio.to_thread(wait_until_it_left, folder)
    heard = await hear(Attached(folder))
    assert end_of(heard).state == "done"
    assert _numbers(heard) == list(range(1, len(heard) + 1))


async def test_a_run_is_begun_once_however_often_it_is_asked_for(place: Place) -> None:
    spec = place.spec(script(write("b.txt"), "Done."))
    await place.begin(spec)
    heard = await place.carry_out(spec)
    again = await place.carry_out(spec)
    assert end_of(heard) == end_of(again)
    assert len([event for event in again if isinstance(event, WorkspaceReady)]) == 1


async def test_a_question_of_the_agent_reaches_the_host(place: Place) -> None:
    question = {
        "question": "Which name?",
        "header": "Name",
        "multiSelect": False,
        "options": [{"label": "b", "description": "short"}, {"label": "bee", "description": "long"}],
    }
    spec = place.spec(script({"tool": "AskUserQuestion", "input": {"questions": [question]}}, write("b.txt"), "Done."))
    attached = Attached(await place.begin(spec))
    async with asyncio.timeout(30):
        async for event in attached.events():
            if isinstance(event, AnswerAsked):
                assert [(each.label, each.detail) for each in event.options] == [("b", "short"), ("bee", "long")]
                await attached.send(Answer(question=event.question, answers=("b",)))
            elif isinstance(event, Ended):
                assert event.state == "done"
    assert place.model.requests[-1].mentions("Which name?")


@pytest.mark.parametrize(
    ("status", "code"), [(401, "not_logged_in"), (429, "limit_reached"), (529, "model_busy"), (400, "agent_failed")]
)
async def test_a_model_that_refuses_is_told_in_words(place: Place, status: int, code: str) -> None:
    spec = place.spec(script({"fail": status, "times": 99}))
    environment = {**spec.environment, "CLAUDE_CODE_MAX_RETRIES": "1"}
    ended = end_of(await place.carry_out(spec.model_copy(update={"environment": environment})))
    assert (ended.state, ended.code) == ("failed", code)
    assert ended.hint


async def test_a_command_of_the_person_runs_in_the_project_itself(place: Place) -> None:
    heard = await place.carry_out(place.spec("cat a.txt; exit 3", kind="command"))
    ended = end_of(heard)
    assert (ended.state, ended.code, ended.exit, ended.output) == ("failed", "exit_nonzero", 3, "one\n")
    assert end_of(await place.carry_out(place.spec("test -d .git", kind="command"))).state == "done"
    assert place.model.requests == ()


async def test_a_project_that_is_gone_is_told(place: Place) -> None:
    spec = place.spec(script("hello"), project=str(place.root / "nowhere"))
    assert end_of(await place.carry_out(spec)).code == "project_gone"


def _is_running(pid: int) -> bool:
    seen = list_processes().get(pid)
    return seen is not None and not seen.is_zombie


def _lines(folder: RunFolder) -> list[object]:
    return list(folder.read_events())


def _numbers(heard: Heard) -> list[int]:
    return [event.n for event in heard if not isinstance(event, Gone) and event.n is not None]
