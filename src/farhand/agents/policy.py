"""What an agent may do unasked, and what it must ask about: with the rules that, once granted, cover it."""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from farhand.agents import publishing, reach, rules
from farhand.agents.commands import stays_inside
from farhand.agents.port import Ask
from farhand.wire.permissions import Reach, Rule

EDITS = {"Write": "file_path", "Edit": "file_path", "MultiEdit": "file_path", "NotebookEdit": "notebook_path"}
READS = {"Read": "file_path", "NotebookRead": "notebook_path", "Glob": "path", "Grep": "path", "LS": "path"}
BOOKKEEPING = frozenset({
    "Agent", "BashOutput", "EnterPlanMode", "KillBash", "KillShell", "ReportFindings", "Skill", "Task", "TaskCreate",
    "TaskGet", "TaskList", "TaskOutput", "TaskStop", "TaskUpdate", "TodoRead", "TodoWrite", "ToolSearch",
})  # fmt: skip
"""Tools that only steer the agent's own work; whatever they start asks for itself."""

PLAN = "ExitPlanMode"
NO_PLAN = "The agent gave no plan in words; what it said before stands in the thread."

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


def _resolve(path: Path) -> Path:
    return Path(os.path.realpath(path))


def judge(
    tool: str,
    given: Mapping[str, object],
    *,
    workspace: Path,
    readable: Sequence[Path] = (),
    resolve: Resolve = _resolve,
) -> Allow | Ask:
    """Return whether a tool may run with this input in any case; symbolic links and `..` are followed first.

    Beside the workspace, what lies in `readable` folders may be read.
    """
    own = resolve(workspace)
    folders = (own, *map(resolve, readable))
    if tool in BOOKKEEPING or tool == publishing.NAME:
        return Allow()
    if tool == PLAN:
        return Ask(tool, "Go ahead with this plan?", _text(given, "plan") or NO_PLAN, kind="plan")
    if tool in EDITS:
        return _judge_edit(tool, given, own, resolve)
    if tool in READS:
        path = _path(given, READS[tool], own, resolve)
        if path is not None and any(path.is_relative_to(folder) for folder in folders):
            return Allow()
        covering = () if path is None else tuple(rules.for_reading(path, resolve(Path.home())))
        return Ask(
            tool, f"Read {path or 'a file'}", exact_of(tool, given), "it is outside the project", covering,
            reach=reach.of_reading(own, path),
        )  # fmt: skip
    covering = tuple(_covering(tool, given, folders, resolve))
    return Ask(
        tool, _title_of(tool, given), exact_of(tool, given), _text(given, "description"), covering,
        reach=_reach_of(tool, given, own, covering),
    )  # fmt: skip


def _judge_edit(tool: str, given: Mapping[str, object], own: Path, resolve: Resolve) -> Ask:
    path, exact = _path(given, EDITS[tool], own, resolve), exact_of(tool, given)
    touched = reach.of_edit(own, path)
    if path is None or path == own:
        return Ask(tool, f"Edit {path or 'a file'}", exact, "it is no file of the workspace", reach=touched)
    inside = path.relative_to(own) if path.is_relative_to(own) else None
    for part in (inside or path).parts:
        if why := GUARDED.get(part.lower().rstrip(". ")):
            return Ask(tool, f"Edit {inside or path}", exact, why, reach=touched)
    if inside is None:
        covering = (Rule(kind="write", value=str(path)),)
        return Ask(tool, f"Edit {path}", exact, "it is outside the workspace", covering, reach=touched)
    return Ask(tool, f"Edit {inside}", exact, rules=(rules.EDITS,), reach=touched)


def _covering(tool: str, given: Mapping[str, object], folders: tuple[Path, ...], resolve: Resolve) -> Iterator[Rule]:
    if tool == "Bash":
        command = _text(given, "command")
        is_inside = stays_inside(command, folders, frozenset(GUARDED), resolve)
        yield from rules.for_command(command, is_inside=is_inside)
    elif tool == "WebFetch":
        yield from rules.for_url(_text(given, "url"))
    elif tool == "WebSearch" or tool.startswith("mcp__"):
        yield Rule(kind="tool", value=tool)


def _reach_of(tool: str, given: Mapping[str, object], own: Path, covering: tuple[Rule, ...]) -> Reach:
    match tool:
        case "Bash":
            return reach.of_command(own, is_inside=rules.COMMANDS in covering)
        case "WebFetch":
            return reach.of_page(own, _text(given, "url"))
        case _:
            return Reach(folder=str(own))


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
            return f"Use {named(tool)}"


def named(tool: str) -> str:
    """Return a tool as people call it: one of a server with its server."""
    server, _, name = tool.removeprefix("mcp__").partition("__")
    return f"{name} of {server}" if tool.startswith("mcp__") else tool


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
