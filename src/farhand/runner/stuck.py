"""Whether a run is stuck: rules over what the agent does, what comes of it, and how long nothing comes. Pure."""

import hashlib
import re
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from farhand.agents.port import Activity, ModelBusy, ToolEnded, ToolUsed

MINUTE_S = 60
_VERBS = {
    "Bash": "ran",
    "Read": "read",
    "Edit": "edited",
    "Write": "wrote",
    "Grep": "searched for",
    "Glob": "looked for",
}
_TIMES = re.compile(r"\d+(?:\.\d+)?\s?(?:ms|s|sec|seconds)\b|\d+:\d\d(?::\d\d)?(?:\.\d+)?")
_MAX_NAME = 80  # characters of an action in a sentence


@dataclass(frozen=True, slots=True)
class Patience:
    """How often the same may happen, and for how many seconds nothing."""

    same: int = 6
    alternations: int = 4
    silent_s: float = 10 * MINUTE_S
    tool_s: float = 60 * MINUTE_S  # builds and downloads are silent for long
    busy_s: float = 30 * MINUTE_S  # the agent itself tries again, with growing pauses


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen, in words, and since when by the monotonic clock."""

    words: str
    since_s: float


@dataclass(frozen=True, slots=True)
class _Done:
    name: str
    action: str
    result: str
    at_s: float

    def is_like(self, other: "_Done") -> bool:
        return (self.action, self.result) == (other.action, other.result)


@dataclass(slots=True)
class Watch:
    """Looks on while an agent works. Paths below `workspace` are named from there."""

    patience: Patience
    heard_s: float
    workspace: Path
    _done: deque[_Done] = field(init=False)
    _going: dict[str, tuple[str, str, float]] = field(default_factory=dict[str, tuple[str, str, float]])
    _is_busy: bool = False

    def __post_init__(self) -> None:
        self._done = deque(maxlen=max(self.patience.same, 2 * self.patience.alternations))

    def take(self, activity: Activity, now_s: float) -> None:
        """Take what the agent did."""
        self.heard_s = now_s
        self._is_busy = isinstance(activity, ModelBusy)
        match activity:
            case ToolUsed(id=used, tool=tool, exact=exact):
                self._going[used] = (
                    f"{_VERBS.get(tool, f'used {tool} with')} {_name(exact.removeprefix(f'{self.workspace}/'))}",
                    f"{tool}\0{exact}",
                    now_s,
                )
            case ToolEnded(id=used, ok=ok, output=output) if used in self._going:
                name, action, _ = self._going.pop(used)
                self._done.append(_Done(name, action, _digest(f"{ok}\0{_TIMES.sub('', output)}"), now_s))
            case _:
                return

    def begin_anew(self, now_s: float) -> None:
        """Forget what was seen: a person spoke to the agent."""
        self.heard_s = now_s
        self._is_busy = False
        self._done.clear()
        self._going.clear()

    def look(self, now_s: float, *, is_asking: bool = False) -> Finding | None:
        """Return why the run is stuck, None if it is not; an agent that waits for a person is not silent."""
        return self._repeats() or self._alternates() or (None if is_asking else self._is_silent(now_s))

    def _repeats(self) -> Finding | None:
        last = list(self._done)[-self.patience.same :]
        if len(last) < self.patience.same or not all(each.is_like(last[0]) for each in last):
            return None
        return Finding(f"{last[0].name} {len(last)} times with the same result", last[0].at_s)

    def _alternates(self) -> Finding | None:
        last = list(self._done)[-2 * self.patience.alternations :]
        if len(last) < 2 * self.patience.alternations or last[0].is_like(last[1]):
            return None
        if not all(one.is_like(two) for one, two in zip(last, last[2:], strict=False)):
            return None
        words = f"{last[0].name} and {last[1].name} in turn, {self.patience.alternations} times with the same results"
        return Finding(words, last[0].at_s)

    def _is_silent(self, now_s: float) -> Finding | None:
        if self._going:
            name, _, since_s = min(self._going.values(), key=lambda each: each[2])
            limit_s, words = self.patience.tool_s, f"{name}, which has not ended"
            since_s = max(since_s, self.heard_s)
        else:
            since_s, words = self.heard_s, "no word from the agent"
            limit_s = self.patience.busy_s if self._is_busy else self.patience.silent_s
        if now_s - since_s < limit_s:
            return None
        return Finding(f"{words} for {int((now_s - since_s) // MINUTE_S)} min", since_s)


def _name(exact: str) -> str:
    line = exact.strip().partition("\n")[0].replace("`", "'")
    return f"`{line if len(line) <= _MAX_NAME else line[: _MAX_NAME - 1] + '…'}`"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
