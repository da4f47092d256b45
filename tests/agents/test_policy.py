"""What an agent may do unasked, as a table."""

from pathlib import Path

import pytest

from farhand.agents.policy import Allow, judge
from farhand.agents.port import Ask
from farhand.agents.rules import COMMANDS, EDITS, allows
from farhand.wire.permissions import Permissions, Preset, Reach, Rule


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    workspace = tmp_path / "work"
    (workspace / "src").mkdir(parents=True)
    (tmp_path / "work-other").mkdir()
    (tmp_path / "project").mkdir()
    (workspace / "out").symlink_to(tmp_path / "elsewhere")
    (workspace / "dotgit").symlink_to(workspace / ".git")
    (workspace / "in").symlink_to(workspace / "src")
    return workspace


def may(verdict: Allow | Ask, preset: Preset = Preset.EDIT) -> bool:
    """Whether a project of this preset lets an action go ahead unasked."""
    return isinstance(verdict, Allow) or allows(Permissions(preset=preset), verdict.rules)


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
        ("Edit", "file_path", "{work}/dotgit/config", False),
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
    verdict = judge(tool, given, workspace=workspace, readable=(workspace.parent / "project",))
    assert may(verdict) is allowed


@pytest.mark.parametrize("tool", ["TodoWrite", "ToolSearch", "Task", "TaskUpdate", "BashOutput"])
def test_bookkeeping_is_allowed(workspace: Path, tool: str) -> None:
    assert judge(tool, {}, workspace=workspace) == Allow()


def test_a_command_is_asked_about_verbatim(workspace: Path) -> None:
    verdict = judge("Bash", {"command": "rm -rf  'x'\nls", "description": "Tidy up"}, workspace=workspace)
    rules = (Rule(kind="command", value="rm -rf  'x'\nls"), COMMANDS)
    reach = Reach(folder=str(workspace), names_outside=False)
    assert verdict == Ask("Bash", "Run a command", "rm -rf  'x'\nls", "Tidy up", rules, reach=reach)


@pytest.mark.parametrize(
    ("tool", "given", "reach"),
    [
        ("Bash", {"command": "npm test"}, Reach(folder="{work}", names_outside=False)),
        ("Bash", {"command": "cat ../x"}, Reach(folder="{work}", names_outside=True)),
        ("Bash", {"command": "curl x.test"}, Reach(folder="{work}", names_outside=True)),
        (
            "Edit",
            {"file_path": "{work}/a"},
            Reach(folder="{work}", reads=("{work}/a",), writes=("{work}/a",), network=()),
        ),
        ("Edit", {"file_path": "/etc/x"}, Reach(folder="{work}", reads=("/etc/x",), writes=("/etc/x",), network=())),
        ("Edit", {"file_path": 7}, Reach(folder="{work}", network=())),
        ("Read", {"file_path": "/etc/x"}, Reach(folder="{work}", reads=("/etc/x",), writes=(), network=())),
        ("WebFetch", {"url": "https://x.test/a"}, Reach(folder="{work}", reads=(), writes=(), network=("x.test",))),
        ("WebFetch", {"url": "https://x.test@y.test/"}, Reach(folder="{work}", reads=(), writes=())),
        ("mcp__mail__send", {"to": "a"}, Reach(folder="{work}")),
        ("ExitPlanMode", {"plan": "# Plan"}, None),
    ],
)
def test_what_an_action_can_touch_is_told_as_far_as_its_request_says_it(
    workspace: Path, tool: str, given: dict[str, object], reach: Reach | None
) -> None:
    def here(text: str) -> str:
        return text.replace("{work}", str(workspace))

    verdict = judge(
        tool, {key: here(each) if isinstance(each, str) else each for key, each in given.items()}, workspace=workspace
    )
    assert isinstance(verdict, Ask)
    assert verdict.reach == (reach and Reach.model_validate_json(here(reach.to_json().decode())))


@pytest.mark.parametrize("tool", ["WebFetch", "WebSearch", "mcp__mail__send", "Sleep", "EnterWorktree"])
def test_all_else_is_asked_about_with_its_whole_input(workspace: Path, tool: str) -> None:
    verdict = judge(tool, {"z": "ü", "a": [1, {"b": None}]}, workspace=workspace)
    assert isinstance(verdict, Ask)
    assert verdict.exact == '{"a":[1,{"b":null}],"z":"ü"}'


def test_a_workspace_reached_by_a_link_is_the_same_workspace(workspace: Path) -> None:
    link = workspace.parent / "link"
    link.symlink_to(workspace)
    assert may(judge("Edit", {"file_path": str(link / "src/a.py")}, workspace=workspace))
    assert may(judge("Edit", {"file_path": str(workspace / "src/a.py")}, workspace=link))


def test_an_edit_is_asked_about_where_the_preset_says_so(workspace: Path) -> None:
    verdict = judge("Edit", {"file_path": "src/a.py"}, workspace=workspace)
    assert [may(verdict, each) for each in Preset] == [False, True, True]
    assert isinstance(verdict, Ask)
    assert (verdict.title, verdict.rules) == ("Edit src/a.py", (EDITS,))


@pytest.mark.parametrize("name", [".git/config", ".claude/settings.json", ".mcp.json", "farhand.toml"])
def test_no_rule_covers_a_guarded_name(workspace: Path, name: str) -> None:
    verdict = judge("Edit", {"file_path": name}, workspace=workspace)
    assert isinstance(verdict, Ask)
    assert verdict.rules == ()


@pytest.mark.parametrize(
    ("command", "trusted"),
    [
        ("npm test", True),
        ("rm -rf build && make -j2 | tee log", True),
        ("cat {work}/src/a.py {work}/../project/b.py", True),
        ("python tool.py > /dev/null 2>&1", True),
        ("cat <<'E' > src/a.py\nx = 1\nE", True),
        ("cat /etc/passwd", False),
        ("cat ../work-other/a", False),
        ("cat out/a", False),
        ("cd / ", False),
        ("cp a ~/b", False),
        ("echo x > $HOME/b", False),
        ("cat `echo /etc/passwd`", False),
        ("tool --file=/etc/passwd", False),
        ("echo x >/etc/hosts", False),
        ("git -C .git config x y", False),
        ("echo x >> .GIT/config", False),
        ("cat dotgit/config", False),
        ("rm farhand.toml", False),
        ("curl example.org", False),
        ("/usr/bin/env curl example.org", False),
        ("git push", False),
        ("git commit -m done", True),
        ("echo 'not closed", False),
        ("echo \u202e", False),
    ],
)
def test_full_trust_holds_for_commands_that_name_nothing_outside(workspace: Path, command: str, trusted: bool) -> None:
    (workspace.parent / "elsewhere").mkdir()
    given = {"command": command.replace("{work}", str(workspace))}
    verdict = judge("Bash", given, workspace=workspace, readable=(workspace.parent / "project",))
    assert may(verdict, Preset.FULL) is trusted
    assert not may(verdict, Preset.EDIT)


@pytest.mark.parametrize("tool", ["WebFetch", "WebSearch", "mcp__mail__send", "ExitPlanMode", "Unknown"])
def test_no_preset_lets_network_tools_plans_or_unknown_tools_go_ahead(workspace: Path, tool: str) -> None:
    verdict = judge(tool, {"url": "https://example.org", "plan": "# Do it"}, workspace=workspace)
    assert not any(may(verdict, each) for each in Preset)


def test_a_plan_is_shown_as_it_is_written(workspace: Path) -> None:
    verdict = judge("ExitPlanMode", {"plan": "# Do it\n- now", "planFilePath": "/x"}, workspace=workspace)
    assert verdict == Ask("ExitPlanMode", "Go ahead with this plan?", "# Do it\n- now", kind="plan")
