"""Whether settings ask for the agent's bypass mode, in which it asks before nothing; Farhand starts it in another."""

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MODE = "bypassPermissions"
PROJECT_SETTINGS = (".claude/settings.json", ".claude/settings.local.json")
REFUSED_AS_ROOT = "cannot be used with root"
"""What Claude Code says where it is started in that mode by root, which it refuses."""


class _Permissions(BaseModel):
    model_config = ConfigDict(extra="ignore", defer_build=True)

    defaultMode: str = ""  # noqa: N815  # the name in the file


class _Settings(BaseModel):
    model_config = ConfigDict(extra="ignore", defer_build=True)

    permissions: _Permissions = Field(default_factory=_Permissions)


def asks_for_bypass(project: Path, environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the settings files that ask for it, as a person would name them: the project's own, and the user's."""
    home = Path(environment.get("HOME") or Path.home())
    user = Path(environment.get("CLAUDE_CONFIG_DIR") or home / ".claude") / "settings.json"
    named = {**{name: project / name for name in PROJECT_SETTINGS}, _short(user, home): user}
    return tuple(name for name, path in named.items() if _asks(path))


def is_root() -> bool:
    """Return whether this is root, for whom Claude Code refuses that mode."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _asks(path: Path) -> bool:
    try:
        return _Settings.model_validate_json(path.read_bytes()).permissions.defaultMode == MODE
    except (OSError, ValidationError):
        return False


def _short(path: Path, home: Path) -> str:
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)
