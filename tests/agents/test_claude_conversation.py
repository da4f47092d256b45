"""The conversation with a program that plays its part: what it says, and what it waits to hear."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import aclosing
from pathlib import Path

import pytest

from farhand.agents.claude_command import HANDSHAKE
from farhand.agents.claude_conversation import Conversation
from farhand.agents.claude_process import ClaudeProcess, SessionLost
from farhand.agents.json_value import Json

PLAYS = """
import json, sys
said, heard = json.loads(sys.argv[1]), open(sys.argv[2], "a")
last = {}
for line in said:
    if line == "hear":
        last = json.loads(sys.stdin.readline())
        print(json.dumps(last), file=heard, flush=True)
    elif line == "stay":
        sys.stdin.read()
    else:
        print(line.replace("LAST", last.get("request_id", "")), flush=True)
"""
Line = Mapping[str, object]
OPEN: Line = {"type": "control_response", "response": {"subtype": "success", "request_id": HANDSHAKE}}
RESULT: Line = {"type": "result", "subtype": "success", "is_error": False}
STEP: Line = {"type": "system", "subtype": "init"}
HEARD: Line = {"type": "control_response", "response": {"subtype": "success", "request_id": "LAST"}}
REFUSED: Line = {"type": "control_response", "response": {"subtype": "error", "request_id": "LAST", "error": "no turn"}}

Play = Callable[..., Awaitable[Conversation]]


def asks(request: str, command: str) -> Line:
    wanted = {"subtype": "can_use_tool", "tool_name": "Bash", "input": {"command": command}}
    return {"type": "control_request", "request_id": request, "request": wanted}


def withdraws(request: str) -> Line:
    return {"type": "control_cancel_request", "request_id": request}


async def allow(_: str, given: Mapping[str, object]) -> Mapping[str, object]:
    return given


@pytest.fixture
def heard(tmp_path: Path) -> Callable[[], list[dict[str, Json]]]:
    """Return what the program has heard."""
    return lambda: [json.loads(line) for line in (tmp_path / "heard").read_text().splitlines()]


@pytest.fixture
async def play(tmp_path: Path) -> AsyncIterator[Play]:
    """Start a program that says these lines; at `hear` it waits for one, at `stay` until it is closed."""
    started: list[ClaudeProcess] = []

    async def start(*lines: Line | str) -> Conversation:
        said = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        given = ["-c", PLAYS, json.dumps(said), str(tmp_path / "heard")]
        process = await ClaudeProcess.start(Path(sys.executable), given, cwd=tmp_path, environment=os.environ)
        started.append(process)
        return Conversation(process)

    yield start
    for process in started:
        await process.close(at_once=True)


async def test_a_turn_is_what_is_said_up_to_its_result(play: Play) -> None:
    conversation = await play(OPEN, "no JSON", STEP, RESULT, STEP, RESULT)
    for _ in range(2):
        messages = [message async for message in conversation.messages(allow)]
        assert [message["type"] for message in messages] == ["system", "result"]


async def test_what_is_asked_at_once_is_answered_in_whatever_order_a_person_does(
    play: Play, heard: Callable[[], list[dict[str, Json]]]
) -> None:
    second_is_answered = asyncio.Event()

    async def permit(_: str, given: Mapping[str, object]) -> Mapping[str, object] | str:
        if given["command"] == "first":
            await second_is_answered.wait()
            return {"command": "first, changed"}
        second_is_answered.set()
        return "not that"

    conversation = await play(OPEN, asks("a", "first"), asks("b", "second"), "hear", "hear", RESULT)
    assert len([message async for message in conversation.messages(permit)]) == 1
    assert [line["response"] for line in heard()] == [
        {"subtype": "success", "request_id": "b", "response": {"behavior": "deny", "message": "not that"}},
        {
            "subtype": "success",
            "request_id": "a",
            "response": {"behavior": "allow", "updatedInput": {"command": "first, changed"}},
        },
    ]


async def test_what_is_asked_no_more_waits_for_nobody_and_gets_no_answer(
    play: Play, heard: Callable[[], list[dict[str, Json]]]
) -> None:
    asked, withdrawn = asyncio.Event(), asyncio.Event()

    async def permit(_: str, given: Mapping[str, object]) -> Mapping[str, object]:
        if given["command"] == "first":
            asked.set()
            try:
                await asyncio.Event().wait()
            finally:
                withdrawn.set()
        return given

    conversation = await play(OPEN, asks("a", "first"), STEP, withdraws("a"), asks("b", "second"), "hear", RESULT)
    async for _ in conversation.messages(permit):
        await asked.wait()
    assert withdrawn.is_set()
    assert [line["response"] for line in heard()] == [
        {
            "subtype": "success",
            "request_id": "b",
            "response": {"behavior": "allow", "updatedInput": {"command": "second"}},
        }
    ]


async def test_what_nobody_here_can_answer_is_refused_in_words(
    play: Play, heard: Callable[[], list[dict[str, Json]]]
) -> None:
    asked = {"type": "control_request", "request_id": "a", "request": {"subtype": "new_in_a_later_version"}}
    conversation = await play(OPEN, asked, "hear", RESULT)
    assert len([message async for message in conversation.messages(allow)]) == 1
    assert [line["response"] for line in heard()] == [
        {"subtype": "error", "request_id": "a", "error": "`new_in_a_later_version` is not answered here"}
    ]


async def test_whoever_stops_listening_leaves_nothing_that_waits(play: Play) -> None:
    waits, left = asyncio.Event(), asyncio.Event()

    async def permit(_: str, given: Mapping[str, object]) -> Mapping[str, object]:
        waits.set()
        try:
            await asyncio.Event().wait()
        finally:
            left.set()
        return given

    conversation = await play(OPEN, asks("a", "first"), STEP, "stay")
    async with aclosing(conversation.messages(permit)) as messages:
        assert (await anext(messages))["type"] == "system"
        await waits.wait()
    assert left.is_set()


async def test_an_interrupt_is_heard_while_nobody_takes_what_is_said(
    play: Play, heard: Callable[[], list[dict[str, Json]]]
) -> None:
    conversation = await play(OPEN, STEP, "hear", STEP, HEARD, RESULT)
    async with asyncio.timeout(10), aclosing(conversation.messages(allow)) as messages:
        await anext(messages)
        await conversation.interrupt()
        assert [message["type"] async for message in messages] == ["system", "result"]
    assert [line["request"] for line in heard()] == [{"subtype": "interrupt"}]


async def test_an_interrupt_is_heard_while_a_turn_waits(play: Play) -> None:
    conversation = await play(OPEN, STEP, "hear", HEARD, RESULT)
    async with asyncio.timeout(10), aclosing(conversation.messages(allow)) as messages:
        await anext(messages)
        async with asyncio.TaskGroup() as group:
            rest = group.create_task(anext(messages))
            group.create_task(conversation.interrupt())
        assert rest.result()["type"] == "result"


async def test_an_interrupt_waits_until_the_program_is_up(play: Play) -> None:
    conversation = await play(STEP, OPEN, STEP, "hear", HEARD, RESULT)
    await conversation.interrupt()
    async with asyncio.timeout(10):
        messages = [message["type"] async for message in conversation.messages(allow)]
    assert messages == ["system", "system", "result"]


async def test_an_interrupt_that_is_refused_says_why(play: Play) -> None:
    conversation = await play(OPEN, STEP, "hear", REFUSED, RESULT)
    async with aclosing(conversation.messages(allow)) as messages:
        await anext(messages)
        with pytest.raises(ConnectionError, match="no turn"):
            await conversation.interrupt()


@pytest.mark.parametrize(
    ("lines", "error"),
    [
        ((OPEN, STEP), ConnectionResetError),
        (({**RESULT, "errors": ["No conversation found"]},), SessionLost),
        (({"type": "control_response", "response": {"subtype": "error", "request_id": HANDSHAKE}},), ConnectionError),
    ],
    ids=["it ended", "its session is gone", "it refused"],
)
async def test_a_conversation_that_cannot_go_on_raises_what_it_is(
    play: Play, lines: tuple[Line, ...], error: type[Exception]
) -> None:
    conversation = await play(*lines)
    with pytest.raises(error):
        async for _ in conversation.messages(allow):
            pass
