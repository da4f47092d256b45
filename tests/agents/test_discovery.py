"""Which agents are found, and what that costs the host."""

import subprocess
import sys
from pathlib import Path

import pytest

from farhand.agents.discovery import find_agents, find_claude, find_claude_program


def _environment(home: Path, **more: str) -> dict[str, str]:
    return {"HOME": str(home), "PATH": str(home / "bin"), **more}


def test_claude_code_comes_with_farhand_and_has_a_version(tmp_path: Path) -> None:
    found = find_claude(_environment(tmp_path))
    assert found.version is not None
    assert found.version[0].isdigit()
    assert not found.ready
    assert found.note is not None


def test_the_way_to_log_in_names_a_program_that_can_be_run(tmp_path: Path) -> None:
    bundled = find_claude_program({})
    assert bundled is not None
    assert f"`{bundled}`" in (find_claude(_environment(tmp_path)).note or "")
    installed = tmp_path / "bin" / "claude"
    installed.parent.mkdir()
    installed.write_text("#!/bin/sh\n")
    installed.chmod(0o755)
    assert "`claude`" in (find_claude(_environment(tmp_path)).note or "")


@pytest.mark.parametrize("variable", ["ANTHROPIC_API_KEY", "CLAUDE_CODE_OAUTH_TOKEN"])
def test_a_key_in_the_environment_is_a_login(tmp_path: Path, variable: str) -> None:
    assert find_claude(_environment(tmp_path, **{variable: "x"})).ready


def test_a_stored_login_is_found(tmp_path: Path) -> None:
    (tmp_path / ".claude").mkdir()
    (tmp_path / ".claude/.credentials.json").write_text("{}")
    assert find_claude(_environment(tmp_path)).ready


def test_other_agents_are_named_and_not_ready(tmp_path: Path) -> None:
    program = tmp_path / "bin" / "codex"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    found = find_agents(_environment(tmp_path))
    assert [(each.agent, each.ready) for each in found] == [("claude-code", False), ("codex", False)]


def test_the_look_does_not_load_the_sdk() -> None:
    code = "import sys, farhand.agents.discovery as d; d.find_agents(); sys.exit('claude_agent_sdk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
