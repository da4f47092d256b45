"""How Claude Code is started: its arguments, its environment, and the first lines it is told."""

import json
from collections.abc import Mapping
from pathlib import Path

from farhand.agents import publishing
from farhand.agents.port import SessionSettings

HANDSHAKE = "farhand-handshake"  # id of the request that opens the conversation

UNWANTED_TOOLS = (
    "CronCreate", "CronDelete", "CronList", "EnterWorktree", "ExitWorktree", "Monitor",
    "ScheduleWakeup",
)  # fmt: skip
"""Tools that would move the work out of the workspace, or put it off to a time when the run is over."""

OWN_SETTINGS = json.dumps({"useAutoModeDuringPlan": False})
"""While it plans, its commands are asked about here as at any other time."""

QUIET: Mapping[str, str] = {
    "CLAUDE_CODE_DISABLE_BACKGROUND_TASKS": "1",  # what outlives the turn outlives the check that it should pass
    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
    "CLAUDE_CODE_ENTRYPOINT": "sdk-py",
    "CLAUDE_CODE_SDK_READS_SESSION_STATE": "1",  # the SDK's own bookkeeping relies on these frames
    "DISABLE_AUTOUPDATER": "1",
    "DISABLE_ERROR_REPORTING": "1",
    "DISABLE_TELEMETRY": "1",
}


def arguments(settings: SessionSettings) -> list[str]:
    """Return the arguments of a session.

    An untrusted project is no source of settings, since these could run hooks and servers; its CLAUDE.md is read all
    the same, as that of an added folder.
    """
    sources = "user,project,local" if settings.trusted else "user"
    found = [
        "--output-format", "stream-json",
        "--input-format", "stream-json",
        "--verbose",
        "--include-partial-messages",
        "--permission-mode", "default",
        "--permission-prompt-tool", "stdio",
        "--disallowedTools", ",".join(UNWANTED_TOOLS),
        f"--setting-sources={sources}",
        "--settings", OWN_SETTINGS,
    ]  # fmt: skip
    if settings.published is not None:
        program, *given = publishing.command(settings.workspace, settings.published)
        servers = {publishing.SERVER: {"type": "stdio", "command": program, "args": given}}
        found += ["--mcp-config", json.dumps({"mcpServers": servers})]
    if settings.resume is not None:
        found.append(f"--resume={settings.resume}")
    if settings.budget_usd is not None:
        found.append(f"--max-budget-usd={settings.budget_usd:.6f}")
    if not settings.trusted:
        found += ["--add-dir", str(settings.workspace)]
    if agents_file := _agents_file(settings.workspace):
        found += ["--append-system-prompt-file", str(agents_file)]
    return found


def _agents_file(workspace: Path) -> Path | None:
    """AGENTS.md stands in where there is no CLAUDE.md, which would name it itself."""
    if any((workspace / name).exists() for name in ("CLAUDE.md", ".claude/CLAUDE.md")):
        return None
    path = workspace / "AGENTS.md"
    return path if path.is_file() else None


def environment(settings: SessionSettings, inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a session; one that was started within Claude Code itself is not nested."""
    found = {name: value for name, value in inherited.items() if name != "CLAUDECODE"}
    found |= QUIET
    found["PWD"] = str(settings.workspace)
    if not settings.trusted:
        found["CLAUDE_CODE_ADDITIONAL_DIRECTORIES_CLAUDE_MD"] = "1"
    return found | dict(settings.environment)


def handshake() -> str:
    """Return the line that opens a conversation, as the SDK would write it."""
    return _line({
        "type": "control_request",
        "request_id": HANDSHAKE,
        "request": {"subtype": "initialize", "hooks": None},
    })  # fmt: skip


def prompt_line(prompt: str) -> str:
    """Return the line that gives a prompt, as the SDK would write it."""
    message = {"role": "user", "content": prompt}
    return _line({"type": "user", "message": message, "parent_tool_use_id": None, "session_id": "default"})


def _line(message: Mapping[str, object]) -> str:
    return json.dumps(message) + "\n"
