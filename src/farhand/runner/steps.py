"""An agent's activities as the steps that a person sees. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from farhand.agents.policy import named
from farhand.agents.port import Activity, ModelBusy, Said, ToolEnded, ToolUsed
from farhand.printed import spelled
from farhand.wire.run_events import StepKind

MAX_DETAIL = 4000  # characters of a step: the whole is in the run's raw log
MAX_TITLE = 200
State = Literal["going", "ok", "failed", "denied"]

_KINDS = {
    "Read": StepKind.READ,
    "NotebookRead": StepKind.READ,
    "LS": StepKind.READ,
    "Glob": StepKind.SEARCH,
    "Grep": StepKind.SEARCH,
    "ToolSearch": StepKind.SEARCH,
    "Write": StepKind.EDIT,
    "Edit": StepKind.EDIT,
    "MultiEdit": StepKind.EDIT,
    "NotebookEdit": StepKind.EDIT,
    "Bash": StepKind.COMMAND,
    "WebFetch": StepKind.WEB,
    "WebSearch": StepKind.WEB,
}
_VERBS = {StepKind.READ: "Read", StepKind.SEARCH: "Search", StepKind.EDIT: "Edit", StepKind.COMMAND: "Run"}
_LEADS = {
    "Agent": "Hand to a helper:",
    "AskUserQuestion": "Asked:",
    "ExitPlanMode": "Showed its plan:",
    "Skill": "Use the skill",
    "Task": "Hand to a helper:",
    "TaskCreate": "Plan:",
    "TaskUpdate": "Plan:",
    "TodoWrite": "Plan:",
    "WebFetch": "Open",
    "WebSearch": "Search the web for",
}
_BUSY_STEP = "busy"
_TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class Step:
    """One step; a later one of the same id replaces it."""

    step: str
    kind: StepKind
    title: str
    detail: str = ""
    state: State = "ok"


@dataclass(slots=True)
class Steps:
    """The steps of one run so far."""

    workspace: Path
    _going: dict[str, tuple[str, Step]] = field(default_factory=dict[str, tuple[str, Step]])
    _denied: set[str] = field(default_factory=set[str])
    _busy: Step | None = None
    _said: int = 0

    def read(self, activity: Activity) -> Iterator[Step]:
        """Yield the steps that begin or change with an activity; outputs are settled."""
        if isinstance(activity, ModelBusy):
            yield self._wait(activity)
            return
        if self._busy is not None:
            busy, self._busy = self._busy, None
            yield replace(busy, state="ok")
        match activity:
            case Said(text):
                self._said += 1
                yield Step(f"say-{self._said}", StepKind.SAY, _first_line(text), text[:MAX_DETAIL])
            case ToolUsed():
                step = self._begin(activity)
                self._going[activity.id] = (activity.tool, step)
                yield step
            case ToolEnded(id=used, ok=ok, output=output) if used in self._going:
                _, step = self._going.pop(used)
                state: State = "denied" if used in self._denied else "ok" if ok else "failed"
                detail = step.detail if state == "ok" else f"{step.detail}\n{output}".strip()
                yield replace(step, state=state, detail=detail[:MAX_DETAIL])
            case _:
                return

    def deny(self, tool: str) -> None:
        """Note that a person denied the oldest use of a tool that is under way."""
        self._denied.update(
            [used for used, (name, _) in self._going.items() if name == tool and used not in self._denied][:1]
        )

    def end(self) -> Iterator[Step]:
        """Yield what was under way and will not end any more."""
        for _, step in self._going.values():
            yield replace(step, state="failed")
        self._going.clear()

    def _begin(self, used: ToolUsed) -> Step:
        kind = _KINDS.get(used.tool, StepKind.OTHER)
        exact = spelled(used.exact if kind is StepKind.COMMAND else used.exact.removeprefix(f"{self.workspace}/"))
        lead = _LEADS.get(used.tool) or _VERBS.get(kind)
        title = f"{lead} {_first_line(exact)}" if lead else f"Use {named(used.tool)}"
        return Step(used.id, kind, title[:MAX_TITLE], exact[:MAX_DETAIL], "going")

    def _wait(self, busy: ModelBusy) -> Step:
        why = "the model is over its limit" if busy.status == _TOO_MANY_REQUESTS else "the model is busy"
        title = f"{why}, retry {busy.attempt} of {busy.of}"
        self._busy = Step(_BUSY_STEP, StepKind.BUSY, title, "" if busy.status is None else str(busy.status), "going")
        return self._busy


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0][:MAX_TITLE]
