"""The scripted model over HTTP."""

import http.client
import json
import threading
from urllib.parse import urlsplit

import pytest

from farhand.demo.model import ScriptedModel

TOOLS = [{"name": "Bash"}]


def _ask(model: ScriptedModel, text: str, *, stream: bool = False, tools: bool = True) -> tuple[int, str]:
    place = urlsplit(model.url)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=5)
    body = {"messages": [{"role": "user", "content": text}], "stream": stream, "tools": TOOLS if tools else []}
    connection.request("POST", "/v1/messages?beta=true", json.dumps(body))
    try:
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_an_answer_comes_whole_or_as_events() -> None:
    script = '<<SCRIPT [{"text": "hi there", "tool": "Bash", "input": {"command": "ls"}}] SCRIPT>>'
    with ScriptedModel() as model:
        status, whole = _ask(model, script)
        _, streamed = _ask(model, script, stream=True)
    answer = json.loads(whole)
    assert status == 200
    assert [block["type"] for block in answer["content"]] == ["text", "tool_use"]
    assert answer["stop_reason"] == "tool_use"
    assert streamed.startswith("event: message_start")
    assert '"partial_json": "{\\"command\\": \\"ls\\"}"' in streamed
    assert streamed.rstrip().endswith('{"type": "message_stop"}')


def test_only_requests_with_tools_are_turns() -> None:
    with ScriptedModel() as model:
        assert "ok" in _ask(model, '<<SCRIPT ["a title"] SCRIPT>>', tools=False)[1]
        assert model.requests == ()
        _ask(model, '<<SCRIPT ["a turn", "“quoted”"] SCRIPT>>')
        (asked,) = model.requests
    assert asked.mentions("“quoted”")


def test_a_fault_is_counted_and_then_over() -> None:
    script = '<<SCRIPT [{"fail": 529, "times": 1, "then": "well"}] SCRIPT>>'
    with ScriptedModel() as model:
        status, body = _ask(model, script)
        assert (status, "overloaded_error" in body) == (529, True)
        assert "well" in _ask(model, script)[1]


def test_a_dropped_connection_gives_no_answer() -> None:
    with ScriptedModel() as model, pytest.raises(http.client.HTTPException):
        _ask(model, '<<SCRIPT [{"drop": "headers"}] SCRIPT>>')


def test_silence_ends_when_the_model_closes() -> None:
    asked = threading.Event()
    answers: list[Exception] = []

    def ask() -> None:
        try:
            _ask(model, '<<SCRIPT [{"hang": 3600}] SCRIPT>>')
        except (http.client.HTTPException, OSError) as error:
            answers.append(error)

    with ScriptedModel(on_request=lambda _: asked.set()) as model:
        caller = threading.Thread(target=ask)
        caller.start()
        assert asked.wait(5)
    caller.join(5)
    assert answers
