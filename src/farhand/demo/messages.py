"""The Anthropic Messages shape: a request read into turns, an answer written as JSON or as server-sent events."""

import json
import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass

from farhand.demo.script import Json, Said, Say

_ERROR_TYPES = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
    529: "overloaded_error",
}
_USAGE: dict[str, Json] = {
    "input_tokens": 100,
    "cache_creation_input_tokens": 0,
    "cache_read_input_tokens": 0,
    "output_tokens": 20,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request to the model: the turns so far, the names of the tools on offer, and how it wants its answer."""

    turns: tuple[Said, ...]
    tools: frozenset[str]
    stream: bool
    model: str
    body: str

    @property
    def prompt(self) -> str:
        """The newest text of the user, with what the agent put around it."""
        return next((turn.text for turn in reversed(self.turns) if turn.role == "user" and not turn.tool_result), "")

    def mentions(self, text: str) -> bool:
        """Whether `text` is anywhere in what the model was given."""
        return json.dumps(text)[1:-1] in self.body or text in self.body


def limit_headers(reset_s: float) -> dict[str, str]:
    """Return what tells that a plan's limit is reached, and when it begins anew."""
    return {
        "anthropic-ratelimit-unified-status": "rejected",
        "anthropic-ratelimit-unified-reset": str(int(time.time() + reset_s)),
        "anthropic-ratelimit-unified-representative-claim": "five_hour",
    }


def read_request(body: bytes) -> Asked:
    """Read a request of the Messages API; what is not understood counts as absent."""
    given: Json = json.loads(body or b"{}")
    fields = given if isinstance(given, dict) else {}
    messages, tools = fields.get("messages"), fields.get("tools")
    return Asked(
        turns=tuple(_turn(each) for each in messages if isinstance(each, dict)) if isinstance(messages, list) else (),
        tools=frozenset(str(each.get("name")) for each in tools if isinstance(each, dict))
        if isinstance(tools, list)
        else frozenset(),
        stream=fields.get("stream") is True,
        model=str(fields.get("model", "scripted")),
        body=body.decode(errors="replace"),
    )


def error_body(status: int, message: str) -> bytes:
    """Return the body that goes with an HTTP error."""
    kind = _ERROR_TYPES.get(status, "api_error")
    return json.dumps({"type": "error", "error": {"type": kind, "message": message}}).encode()


def whole_answer(asked: Asked, say: Say) -> bytes:
    """Return an answer that is not streamed."""
    return json.dumps({**_envelope(asked.model), "content": _blocks(say), "stop_reason": _stop_reason(say)}).encode()


def streamed_answer(asked: Asked, say: Say) -> Iterator[bytes]:
    """Yield an answer as server-sent events, a word at a time if it is slow."""
    yield _event("message_start", {"message": _envelope(asked.model)})
    for index, block in enumerate(_blocks(say)):
        if block["type"] == "text":
            empty: dict[str, Json] = {"type": "text", "text": ""}
            text = str(block["text"])
            parts: list[str] = re.findall(r"\S+\s*", text) if say.slow_s else [text]
            deltas: list[dict[str, Json]] = [{"type": "text_delta", "text": part} for part in parts]
        else:
            empty = {**block, "input": {}}
            deltas = [{"type": "input_json_delta", "partial_json": json.dumps(block["input"])}]
        yield _event("content_block_start", {"index": index, "content_block": empty})
        for delta in deltas:
            yield _event("content_block_delta", {"index": index, "delta": delta})
        yield _event("content_block_stop", {"index": index})
    ended: dict[str, Json] = {"stop_reason": _stop_reason(say), "stop_sequence": None}
    yield _event("message_delta", {"delta": ended, "usage": {"output_tokens": 20}})
    yield _event("message_stop", {})


def _turn(message: dict[str, Json]) -> Said:
    content = message.get("content")
    if isinstance(content, str):
        return Said(str(message.get("role")), content)
    blocks = [each for each in content if isinstance(each, dict)] if isinstance(content, list) else []
    return Said(
        role=str(message.get("role")),
        text="\n".join(str(each.get("text", "")) for each in blocks if each.get("type") == "text"),
        tool_result=any(each.get("type") == "tool_result" for each in blocks),
    )


def _envelope(model: str) -> dict[str, Json]:
    return {
        "id": f"msg_{secrets.token_hex(10)}",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": _USAGE,
    }


def _blocks(say: Say) -> list[dict[str, Json]]:
    text: list[dict[str, Json]] = [{"type": "text", "text": say.text}] if say.text or not say.calls else []
    return text + [
        {"type": "tool_use", "id": f"toolu_{secrets.token_hex(10)}", "name": call.tool, "input": call.input}
        for call in say.calls
    ]


def _stop_reason(say: Say) -> str:
    return "tool_use" if say.calls else "end_turn"


def _event(kind: str, fields: dict[str, Json]) -> bytes:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **fields})}\n\n".encode()
