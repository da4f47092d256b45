"""What Claude Code says, read into activities; what is not known here means nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from farhand.agents.claude_tools import shown
from farhand.agents.json_value import Json
from farhand.agents.policy import PLAN, exact_of
from farhand.agents.port import (
    Activity,
    Failure,
    ModelBusy,
    Said,
    SessionKnown,
    ToolEnded,
    ToolUsed,
    TurnEnded,
    Writes,
)

WRITES_GAP_S = 0.2  # a phone needs no more than five pictures a second of a text that grows
MAX_OUTPUT_CHARS = 4000  # of a tool's result: the whole of it is in the raw log
_LOGIN_STATUSES = frozenset({401, 403})
_FIRST_SERVER_ERROR = 500
_LIMIT_STATUS = 429
_LIMIT_WORDS = re.compile(r"\blimit reached\b|\b(?:hit|reached|exceeded?) your\b.{0,40}\blimit\b")
_RESET = re.compile(r"\|([0-9]{10})\b")  # older programs tell the time like that, in seconds


@dataclass(slots=True)
class Reader:
    """Reads the messages of one turn. `denied` are the actions that a person turned down in it."""

    denied: list[str] = field(default_factory=list[str])
    _said: str = ""
    _writing: str = ""
    _wrote_at: float = float("-inf")
    _session: str | None = None
    _resets_at: int | None = None

    def read(self, message: Mapping[str, Json], now_s: float) -> Iterator[Activity]:
        """Yield what a message means; of a text that grows, only as often as is worth showing."""
        is_own = message.get("parent_tool_use_id") is None  # and no helper's that the agent started
        match message:
            case {"type": "system", "subtype": "init"}:
                yield from self._know(message.get("session_id"))
            case {"type": "system", "subtype": "api_retry"}:
                yield _retry(message)
            case {"type": "rate_limit_event", "rate_limit_info": {"status": "rejected", **info}}:
                resets_at_s = info.get("resetsAt")
                self._resets_at = resets_at_s * 1000 if isinstance(resets_at_s, int) else None
            case {"type": "stream_event", "event": dict(event)} if is_own:
                yield from self._grow(event, now_s)
            case {"type": "assistant", "message": {"content": list(blocks)}}:
                yield from self._blocks(blocks, is_said=is_own and message.get("error") is None)
            case {"type": "user", "message": {"content": list(blocks)}}:
                yield from _ends(blocks)
            case {"type": "result"}:
                yield from self._know(message.get("session_id"))
                yield self._end(message)
            case _:
                return

    def _know(self, session: Json) -> Iterator[Activity]:
        if isinstance(session, str) and session != self._session:
            self._session = session
            yield SessionKnown(session)

    def _grow(self, event: Mapping[str, Json], now_s: float) -> Iterator[Activity]:
        match event:
            case {"type": "content_block_start"}:
                self._writing, self._wrote_at = "", float("-inf")
            case {"type": "content_block_delta", "delta": {"type": "text_delta", "text": str(text)}}:
                self._writing += text
                if now_s - self._wrote_at >= WRITES_GAP_S:
                    self._wrote_at = now_s
                    yield Writes(self._writing)
            case _:
                return

    def _blocks(self, blocks: Sequence[Json], *, is_said: bool) -> Iterator[Activity]:
        for block in blocks:
            match block:
                case {"type": "tool_use", "id": str(use), "name": str(tool), "input": dict(given)}:
                    yield ToolUsed(use, tool, shown(tool, given))
                case {"type": "text", "text": str(text)} if is_said:
                    self._said = text
                    yield Said(text)
                case _:
                    continue

    def _end(self, result: Mapping[str, Json]) -> TurnEnded:
        failure = _failure_of(result)
        says, cost, turns = _text(result, "result"), result.get("total_cost_usd"), result.get("num_turns")
        words = says or _listed(result.get("errors"))
        return TurnEnded(
            summary=(says or self._said) if failure is None else self._said,
            failure=failure,
            detail="" if failure is None else words or _text(result, "subtype"),
            denied=(*self.denied, *self._denied_otherwise(result.get("permission_denials"))),
            cost_usd=cost if isinstance(cost, int | float) else None,
            turns=turns if isinstance(turns, int) else 0,
            resets_at=self._reset(words) if failure is Failure.LIMIT_REACHED else None,
        )

    def _reset(self, words: str) -> int | None:
        told = _RESET.search(words)
        return int(told[1]) * 1000 if told else self._resets_at

    def _denied_otherwise(self, denials: Json) -> Iterator[str]:
        for denial in denials if isinstance(denials, list) else []:
            match denial:
                case {"tool_name": str(tool), "tool_input": dict(given)} if tool not in {"AskUserQuestion", PLAN}:
                    exact = exact_of(tool, given)
                    if exact not in self.denied:
                        yield exact
                case _:
                    continue


def _text(message: Mapping[str, Json], name: str) -> str:
    found = message.get(name)
    return found if isinstance(found, str) else ""


def _listed(errors: Json) -> str:
    return "; ".join(map(str, errors)) if isinstance(errors, list) else ""


def _ends(blocks: Sequence[Json]) -> Iterator[ToolEnded]:
    for block in blocks:
        match block:
            case {"type": "tool_result", "tool_use_id": str(use)}:
                yield ToolEnded(use, not block.get("is_error"), _output(block.get("content")))
            case _:
                continue


def _failure_of(result: Mapping[str, Json]) -> Failure | None:  # noqa: PLR0911  # one for each way to end
    words, subtype = _text(result, "result").lower(), _text(result, "subtype")
    found = result.get("api_error_status")
    status = found if isinstance(found, int) else None
    if _text(result, "terminal_reason").startswith("aborted"):
        return Failure.CANCELLED
    if subtype == "error_max_budget_usd":
        return Failure.BUDGET_USED
    if result.get("is_error") is False:
        return None if subtype == "success" else Failure.AGENT_FAILED
    if status in _LOGIN_STATUSES or "/login" in words or "invalid api key" in words:
        return Failure.NOT_LOGGED_IN
    if status == _LIMIT_STATUS or _LIMIT_WORDS.search(words):
        return Failure.LIMIT_REACHED
    if status is not None and status >= _FIRST_SERVER_ERROR:
        return Failure.MODEL_BUSY
    return Failure.AGENT_FAILED


def _retry(message: Mapping[str, Json]) -> ModelBusy:
    attempt, most, status = message.get("attempt"), message.get("max_retries"), message.get("error_status")
    return ModelBusy(
        attempt=attempt if isinstance(attempt, int) else 1,
        of=most if isinstance(most, int) else 10,
        status=status if isinstance(status, int) else None,
    )


def is_login_missing(activity: Activity) -> bool:
    """Whether the model is tried again although only a login would help."""
    return isinstance(activity, ModelBusy) and activity.status in _LOGIN_STATUSES


def _output(content: Json) -> str:
    if isinstance(content, str):
        return content[:MAX_OUTPUT_CHARS]
    blocks = content if isinstance(content, list) else []
    texts = (str(block["text"]) for block in blocks if isinstance(block, dict) and "text" in block)
    return "\n".join(texts)[:MAX_OUTPUT_CHARS]
