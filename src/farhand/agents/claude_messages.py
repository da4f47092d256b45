"""What Claude Code says, read into activities. Importing this imports the SDK."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from claude_agent_sdk import (
    AssistantMessage,
    Message,
    RateLimitEvent,
    ResultMessage,
    StreamEvent,
    SystemMessage,
    TextBlock,
    ToolResultBlock,
    ToolUseBlock,
    UserMessage,
)

from farhand.agents.claude_tools import shown
from farhand.agents.json_value import to_json_value
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

    def read(self, message: Message, now_s: float) -> Iterator[Activity]:
        """Yield what a message means; of a text that grows, only as often as is worth showing."""
        match message:
            case SystemMessage(subtype="init", data=data):
                yield from self._know(data.get("session_id"))
            case RateLimitEvent(rate_limit_info=info) if info.status == "rejected":
                self._resets_at = None if info.resets_at is None else info.resets_at * 1000
            case SystemMessage(subtype="api_retry", data=data):
                yield _retry(data)
            case StreamEvent(parent_tool_use_id=None, event=event):
                yield from self._grow(event, now_s)
            case AssistantMessage():
                yield from self._blocks(message)
            case UserMessage(content=list() as blocks):
                for block in blocks:
                    if isinstance(block, ToolResultBlock):
                        yield ToolEnded(block.tool_use_id, not block.is_error, _output(block.content))
            case ResultMessage():
                yield from self._know(message.session_id)
                yield self._end(message)
            case _:
                return

    def _know(self, session: object) -> Iterator[Activity]:
        if isinstance(session, str) and session != self._session:
            self._session = session
            yield SessionKnown(session)

    def _grow(self, event: Mapping[str, object], now_s: float) -> Iterator[Activity]:
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

    def _blocks(self, message: AssistantMessage) -> Iterator[Activity]:
        for block in message.content:
            if isinstance(block, ToolUseBlock):
                yield ToolUsed(block.id, block.name, shown(block.name, block.input))
            elif isinstance(block, TextBlock) and message.parent_tool_use_id is None and message.error is None:
                self._said = block.text
                yield Said(block.text)

    def _end(self, result: ResultMessage) -> TurnEnded:
        failure = _failure_of(result)
        words = result.result or "; ".join(result.errors or ())
        return TurnEnded(
            summary=(result.result or self._said) if failure is None else self._said,
            failure=failure,
            detail="" if failure is None else words or result.subtype,
            denied=(*self.denied, *self._denied_otherwise(result.permission_denials or ())),
            cost_usd=result.total_cost_usd,
            turns=result.num_turns,
            resets_at=self._reset(words) if failure is Failure.LIMIT_REACHED else None,
        )

    def _reset(self, words: str) -> int | None:
        told = _RESET.search(words)
        return int(told[1]) * 1000 if told else self._resets_at

    def _denied_otherwise(self, denials: Sequence[object]) -> Iterator[str]:
        found = to_json_value(list(denials))
        for denial in found if isinstance(found, list) else []:
            match denial:
                case {"tool_name": str(tool), "tool_input": dict(given)} if tool not in {"AskUserQuestion", PLAN}:
                    exact = exact_of(tool, given)
                    if exact not in self.denied:
                        yield exact
                case _:
                    continue


def _failure_of(result: ResultMessage) -> Failure | None:  # noqa: PLR0911  # one for each way to end
    words = (result.result or "").lower()
    status = result.api_error_status
    if (result.terminal_reason or "").startswith("aborted"):
        return Failure.CANCELLED
    if result.subtype == "error_max_budget_usd":
        return Failure.BUDGET_USED
    if not result.is_error:
        return None if result.subtype == "success" else Failure.AGENT_FAILED
    if status in _LOGIN_STATUSES or "/login" in words or "invalid api key" in words:
        return Failure.NOT_LOGGED_IN
    if status == _LIMIT_STATUS or _LIMIT_WORDS.search(words):
        return Failure.LIMIT_REACHED
    if status is not None and status >= _FIRST_SERVER_ERROR:
        return Failure.MODEL_BUSY
    return Failure.AGENT_FAILED


def _retry(data: Mapping[str, object]) -> ModelBusy:
    attempt, most, status = data.get("attempt"), data.get("max_retries"), data.get("error_status")
    return ModelBusy(
        attempt=attempt if isinstance(attempt, int) else 1,
        of=most if isinstance(most, int) else 10,
        status=status if isinstance(status, int) else None,
    )


def is_login_missing(activity: Activity) -> bool:
    """Whether the model is tried again although only a login would help."""
    return isinstance(activity, ModelBusy) and activity.status in _LOGIN_STATUSES


def _output(content: str | Sequence[Mapping[str, object]] | None) -> str:
    if isinstance(content, str):
        return content[:MAX_OUTPUT_CHARS]
    return "\n".join(str(block["text"]) for block in content or () if "text" in block)[:MAX_OUTPUT_CHARS]
