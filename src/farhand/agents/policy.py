"""What an agent may do unasked: edits inside its workspace and reading; the rest is asked."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

EDITS = {"Write": "file_path", "Edit": "file_path", "MultiEdit": "file_path", "NotebookEdit": "notebook_path"}
READS = {"Read": "file_path", "NotebookRead": "notebook_path", "Glob": "path", "Grep": "path", "LS": "path"}
BOOKKEEPING = frozenset({
    "Agent", "BashOutput", "ExitPlanMode", "KillBash", "KillShell", "ReportFindings", "Skill", "Task", "TaskCreate",
    "TaskGet", "TaskList", "TaskOutput", "TaskStop", "TaskUpdate", "TodoRead", "TodoWrite", "ToolSearch",
})  # fmt: skip
"""Tools that only steer the agent's own work; whatever they start asks for itself."""

GUARDED = {
    ".git": "it would change git's own files",
    ".claude": "it would change the agent's own settings",
    ".mcp.json": "it would change which servers the agent starts",
    "farhand.toml": "it would change what Farhand runs as the check",
}
"""Names that are asked about even inside the workspace, since what they hold is run later."""

Resolve = Callable[[Path], Path]


@dataclass(frozen=True, slots=True)
class Allow:
    """The action may go ahead unasked."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A person is asked: `exact` is the action verbatim."""

    title: str
    exact: str
    why: str


def _resolve(path: Path) -> Path:
    return Path(os.path.realpath(path))


def judge(
    tool: str,
    given: Mapping[str, object],
    *,
    workspace: Path,
    project: Path | None = None,
    resolve: Resolve = _resolve,
) -> Allow | Ask:
    """Return whether a tool may run with this input unasked; symbolic links and `..` are followed first."""
    own = resolve(workspace)
    if tool in BOOKKEEPING:
        return Allow()
    if tool in EDITS:
        return _judge_edit(tool, given, own, resolve)
    if tool in READS:
        path = _path(given, READS[tool], own, resolve)
        readable = (own,) if project is None else (own, resolve(project))
        if path is not None and any(path.is_relative_to(folder) for folder in readable):
            return Allow()
        return Ask(f"Read {path or 'a file'}", exact_of(tool, given), "it is outside the project")
    return Ask(_title_of(tool, given), exact_of(tool, given), _text(given, "description"))


def _judge_edit(tool: str, given: Mapping[str, object], own: Path, resolve: Resolve) -> Allow | Ask:
    path = _path(given, EDITS[tool], own, resolve)
    if path is None or path == own or not path.is_relative_to(own):
        return Ask(f"Edit {path or 'a file'}", exact_of(tool, given), "it is outside the workspace")
    inside = path.relative_to(own)
    for part in inside.parts:
        if why := GUARDED.get(part.lower().rstrip(". ")):
            return Ask(f"Edit {inside}", exact_of(tool, given), why)
    return Allow()


def exact_of(tool: str, given: Mapping[str, object]) -> str:
    """Return an action verbatim: the command itself, or the tool's whole input as canonical JSON."""
    command = given.get("command")
    if tool == "Bash" and isinstance(command, str):
        return command
    return json.dumps(given, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def _title_of(tool: str, given: Mapping[str, object]) -> str:
    match tool:
        case "Bash":
            return "Run a command"
        case "WebFetch":
            return f"Open {_text(given, 'url')}"
        case "WebSearch":
            return f"Search the web for {_text(given, 'query')}"
        case _:
            server, _, name = tool.removeprefix("mcp__").partition("__")
            return f"Use {name} of {server}" if tool.startswith("mcp__") else f"Use {tool}"


def _path(given: Mapping[str, object], key: str, own: Path, resolve: Resolve) -> Path | None:
    value = given.get(key)
    if value is None:
        return own if key == "path" else None
    if not isinstance(value, str) or "\0" in value:
        return None
    return resolve(own / Path(value).expanduser())


def _text(given: Mapping[str, object], key: str) -> str:
    value = given.get(key)
    return value if isinstance(value, str) else ""
