"""Which settings ask for the agent's bypass mode."""

import json
from pathlib import Path

import pytest

from farhand.agents.bypass import asks_for_bypass

ASKS = {"permissions": {"defaultMode": "bypassPermissions", "allow": ["Bash(ls)"]}, "model": "opus"}
PROJECT, LOCAL = ".claude/settings.json", ".claude/settings.local.json"


def put(folder: Path, name: str, settings: object) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(settings if isinstance(settings, str) else json.dumps(settings))


@pytest.mark.parametrize("name", [PROJECT, LOCAL])
def test_a_projects_settings_are_named_from_its_folder(tmp_path: Path, name: str) -> None:
    put(tmp_path / "site", name, ASKS)
    assert asks_for_bypass(tmp_path / "site", {"HOME": str(tmp_path)}) == (name,)


def test_the_users_settings_are_named_from_their_home_or_where_they_were_put(tmp_path: Path) -> None:
    put(tmp_path, PROJECT, ASKS)
    put(tmp_path / "elsewhere", "settings.json", ASKS)
    assert asks_for_bypass(tmp_path / "site", {"HOME": str(tmp_path)}) == ("~/.claude/settings.json",)
    moved = {"HOME": str(tmp_path / "other"), "CLAUDE_CONFIG_DIR": str(tmp_path / "elsewhere")}
    assert asks_for_bypass(tmp_path / "site", moved) == (str(tmp_path / "elsewhere" / "settings.json"),)


@pytest.mark.parametrize(
    "settings",
    [{}, {"permissions": {}}, {"permissions": {"defaultMode": "acceptEdits"}}, {"permissions": "all"}, [], "{", ""],
)
def test_other_settings_and_what_cannot_be_read_ask_for_nothing(tmp_path: Path, settings: object) -> None:
    put(tmp_path / "site", PROJECT, settings)
    assert asks_for_bypass(tmp_path / "site", {"HOME": str(tmp_path)}) == ()
