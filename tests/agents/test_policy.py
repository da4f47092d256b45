"""What an agent may do unasked, as a table."""

from pathlib import Path

import pytest

from farhand.agents.policy import Allow, Ask, judge


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    workspace = tmp_path / "work"
    (workspace / "src").mkdir(parents=True)
    (tmp_path / "work-other").mkdir()
    (tmp_path / "project").mkdir()
    (workspace / "out").symlink_to(tmp_path / "elsewhere")
    (workspace / "git").symlink_to(workspace / ".git")
    (workspace / "in").symlink_to(workspace / "src")
    return workspace


@pytest.mark.parametrize(
    ("tool", "key", "path", "allowed"),
    [
        ("Write", "file_path", "{work}/src/a.py", True),
        ("Edit", "file_path", "src/a.py", True),
        ("MultiEdit", "file_path", "{work}/new/deep/a.py", True),
        ("NotebookEdit", "notebook_path", "{work}/a.ipynb", True),
        ("Edit", "file_path", "{work}/in/a.py", True),
        ("Edit", "file_path", "{work}/src/../a.py", True),
        ("Edit", "file_path", "{work}/.gitignore", True),
        ("Edit", "file_path", "{work}", False),
        ("Edit", "file_path", "{work}/../work-other/a.py", False),
        ("Edit", "file_path", "{work}-other/a.py", False),
        ("Edit", "file_path", "{work}/out/a.py", False),
        ("Edit", "file_path", "{work}/../project/a.py", False),
        ("Edit", "file_path", "../a.py", False),
        ("Edit", "file_path", "/etc/passwd", False),
        ("Edit", "file_path", "~/a.py", False),
        ("Edit", "file_path", "{work}/.git", False),
        ("Edit", "file_path", "{work}/.git/hooks/post-commit", False),
        ("Edit", "file_path", "{work}/.GIT/config", False),
        ("Edit", "file_path", "{work}/git/config", False),
        ("Edit", "file_path", "{work}/vendored/.git/config", False),
        ("Edit", "file_path", "{work}/.claude/settings.json", False),
        ("Edit", "file_path", "{work}/.mcp.json", False),
        ("Write", "file_path", "{work}/farhand.toml", False),
        ("Edit", "file_path", "{work}/a\0.py", False),
        ("Edit", "file_path", None, False),
        ("Edit", "file_path", 7, False),
        ("Read", "file_path", "{work}/src/a.py", True),
        ("Read", "file_path", "{work}/../project/a.py", True),
        ("Read", "file_path", "{work}/out/a.py", False),
        ("Read", "file_path", "/etc/passwd", False),
        ("Glob", "path", None, True),
        ("Grep", "path", "src", True),
        ("Grep", "path", "/", False),
        ("LS", "path", "{work}", True),
    ],
)
def test_files_are_judged_by_where_they_really_are(
    workspace: Path, tool: str, key: str, path: str | int | None, allowed: bool
) -> None:
    given = {key: path.replace("{work}", str(workspace)) if isinstance(path, str) else path}
    verdict = judge(tool, given, workspace=workspace, project=workspace.parent / "project")
    assert isinstance(verdict, Allow) is allowed


@pytest.mark.parametrize("tool", ["TodoWrite", "ToolSearch", "Task", "TaskUpdate", "BashOutput"])
def test_bookkeeping_is_allowed(workspace: Path, tool: str) -> None:
    assert judge(tool, {}, workspace=workspace) == Allow()


def test_a_command_is_asked_about_verbatim(workspace: Path) -> None:
    verdict = judge("Bash", {"command": "rm -rf  'x'\nls", "description": "Tidy up"}, workspace=workspace)
    assert verdict == Ask("Run a command", "rm -rf  'x'\nls", "Tidy up")


@pytest.mark.parametrize("tool", ["WebFetch", "WebSearch", "mcp__mail__send", "Sleep", "EnterWorktree"])
def test_all_else_is_asked_about_with_its_whole_input(workspace: Path, tool: str) -> None:
    verdict = judge(tool, {"z": "ü", "a": [1, {"b": None}]}, workspace=workspace)
    assert isinstance(verdict, Ask)
    assert verdict.exact == '{"a":[1,{"b":null}],"z":"ü"}'


def test_a_workspace_reached_by_a_link_is_the_same_workspace(workspace: Path) -> None:
    link = workspace.parent / "link"
    link.symlink_to(workspace)
    assert judge("Edit", {"file_path": str(link / "src/a.py")}, workspace=workspace) == Allow()
    assert judge("Edit", {"file_path": str(workspace / "src/a.py")}, workspace=link) == Allow()
