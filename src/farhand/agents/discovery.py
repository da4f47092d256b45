"""Which agents this computer has, and whether they are logged in. No network, no SDK, no program is started."""

import os
import platform
import shutil
import subprocess
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

from farhand.agents.port import Finding

LOGIN_VARIABLES = (
    "ANTHROPIC_API_KEY",
    "ANTHROPIC_AUTH_TOKEN",
    "CLAUDE_CODE_OAUTH_TOKEN",
    "CLAUDE_CODE_USE_BEDROCK",
    "CLAUDE_CODE_USE_VERTEX",
    "CLAUDE_CODE_USE_FOUNDRY",
)
LATER = (("codex", "Codex"), ("gemini", "Gemini CLI"), ("opencode", "OpenCode"))
KEYCHAIN_S = 2.0  # a locked keychain may wait for a person, who is not there


def find_agents(environment: Mapping[str, str] = os.environ) -> tuple[Finding, ...]:
    """Return what is found, the agent that can be used first; never raises."""
    later = tuple(
        Finding(name, title, None, ready=False, note="found, supported later")
        for name, title in LATER
        if shutil.which(name, path=environment.get("PATH"))
    )
    return (find_claude(environment), *later)


def find_claude(environment: Mapping[str, str]) -> Finding:
    """Return whether Claude Code is there and logged in."""
    program = find_claude_program(environment)
    if program is None:
        return Finding("claude-code", "Claude Code", None, ready=False, note="not installed: reinstall Farhand")
    ready = _is_logged_in(environment)
    command = "claude" if shutil.which("claude", path=environment.get("PATH")) else str(program)
    note = None if ready else f"not logged in: run `{command}` once and log in, or set ANTHROPIC_API_KEY"
    return Finding("claude-code", "Claude Code", _version_beside(program), ready, note)


def find_claude_program(environment: Mapping[str, str]) -> Path | None:
    """Return the program that the SDK brings, else the one on the PATH."""
    name = "claude.exe" if platform.system() == "Windows" else "claude"
    spec = find_spec("claude_agent_sdk")
    for folder in spec.submodule_search_locations or () if spec else ():
        bundled = Path(folder) / "_bundled" / name
        if bundled.is_file():
            return bundled
    found = shutil.which(name, path=environment.get("PATH"))
    return Path(found) if found else None


def _version_beside(program: Path) -> str | None:
    try:
        return program.with_name("claude.version").read_text().partition("(")[0].strip()
    except OSError:
        pass
    try:
        return f"SDK {distribution('claude-agent-sdk').version}"
    except PackageNotFoundError:
        return None


def _is_logged_in(environment: Mapping[str, str]) -> bool:
    if any(environment.get(name) for name in LOGIN_VARIABLES):
        return True
    home = Path(environment.get("HOME") or Path.home())
    folder = Path(environment.get("CLAUDE_CONFIG_DIR") or home / ".claude")
    try:
        if (folder / ".credentials.json").stat().st_size > 0:
            return True
        if "apiKeyHelper" in (folder / "settings.json").read_text():
            return True
    except OSError:
        pass
    return platform.system() == "Darwin" and _is_in_keychain()


def _is_in_keychain() -> bool:
    try:
        asked = subprocess.run(
            ["security", "find-generic-password", "-s", "Claude Code-credentials"],
            capture_output=True,
            check=False,
            timeout=KEYCHAIN_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0
