from pathlib import Path
from subprocess import CalledProcessError

import pytest

from farhand.errors import Conflict
from farhand.workspaces.committing import commit
from farhand.workspaces.prepared import Prepared
from farhand.workspaces.worktree import prepare
from tests.git_projects import git

BRANCH = "farhand/add-1"


@pytest.fixture
async def workspace(project: Path, tmp_path: Path) -> Prepared:
    return await prepare(project, tmp_path / "work", BRANCH)


def add_hook(project: Path, script: str) -> None:
    hook = project / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(script)
    hook.chmod(0o755)


async def test_everything_left_is_committed_but_what_git_ignores(workspace: Prepared, project: Path) -> None:
    (workspace.path / "ä b\n.txt").write_text("odd")
    (workspace.path / ".env").write_text("secret")
    (workspace.path / "app.py").unlink()
    head = (await commit(workspace, "# A title\n\nMade by an agent.")).head
    assert git(project, "rev-parse", BRANCH) == head
    assert git(project, "ls-tree", "-z", "--name-only", head).split("\0")[:-1] == [".gitignore", "ä b\n.txt"]
    assert git(project, "show", "--no-patch", "--format=%s %an", head) == "# A title Ada"


async def test_without_a_change_the_head_stays(workspace: Prepared) -> None:
    assert (await commit(workspace, "Nothing")).head == workspace.base_commit


async def test_the_agents_own_commits_stay(workspace: Prepared, project: Path) -> None:
    (workspace.path / "a").write_text("a")
    git(workspace.path, "add", "a")
    git(workspace.path, "commit", "--quiet", "--message", "The agent's own")
    (workspace.path / "b").write_text("b")
    head = (await commit(workspace, "The rest")).head
    assert git(project, "log", "--format=%s", f"{workspace.base_commit}..{head}") == "The rest\nThe agent's own"


async def test_commits_on_a_branch_of_the_agents_own_come_to_the_tasks_branch(
    workspace: Prepared, project: Path
) -> None:
    git(workspace.path, "switch", "--quiet", "--create", "fix")
    (workspace.path / "a").write_text("a")
    committed = await commit(workspace, "Add a")
    assert git(project, "rev-parse", BRANCH) == committed.head
    assert git(project, "rev-parse", "fix") == workspace.base_commit
    assert committed.note is not None


async def test_another_history_is_a_conflict_and_nothing_is_lost(workspace: Prepared) -> None:
    (workspace.path / "a").write_text("a")
    await commit(workspace, "Add a")
    git(workspace.path, "switch", "--quiet", "--detach", workspace.base_commit)
    (workspace.path / "b").write_text("b")
    with pytest.raises(Conflict):
        await commit(workspace, "Add b")
    assert (workspace.path / "b").exists()


async def test_without_an_identity_farhand_signs_for_itself(workspace: Prepared, project: Path, tmp_path: Path) -> None:
    (tmp_path / "gitconfig").write_text("[user]\nuseConfigOnly = true\n")
    (workspace.path / "a").write_text("a")
    head = (await commit(workspace, "Add a")).head
    assert git(project, "show", "--no-patch", "--format=%an", head) == "Farhand"


async def test_a_signing_key_that_is_not_there_is_not_needed(workspace: Prepared, project: Path) -> None:
    git(project, "config", "commit.gpgSign", "true")
    git(project, "config", "gpg.program", "false")
    (workspace.path / "a").write_text("a")
    assert (await commit(workspace, "Add a")).head != workspace.base_commit


async def test_an_untrusted_projects_hook_does_not_run(workspace: Prepared, project: Path, tmp_path: Path) -> None:
    add_hook(project, f"#!/bin/sh\ntouch '{tmp_path / 'ran'}'\n")
    (workspace.path / "a").write_text("a")
    await commit(workspace, "Add a")
    assert not (tmp_path / "ran").exists()


async def test_a_hook_that_refuses_is_told_and_the_work_is_kept(project: Path, tmp_path: Path) -> None:
    add_hook(project, "#!/bin/sh\necho 'error: lint found a tab' >&2\nexit 1\n")
    workspace = await prepare(project, tmp_path / "work", BRANCH, trusted=True)
    (workspace.path / "a").write_text("a")
    committed = await commit(workspace, "Add a")
    assert committed.head != workspace.base_commit
    assert committed.note is not None
    assert "lint found a tab" in committed.note


async def test_a_repository_that_the_agent_made_inside_does_not_stop_the_commit(
    workspace: Prepared, project: Path
) -> None:
    (workspace.path / "inner").mkdir()
    git(workspace.path / "inner", "init", "--quiet")
    (workspace.path / "a").write_text("a")
    committed = await commit(workspace, "Add a")
    assert git(project, "ls-tree", "--name-only", committed.head, "a") == "a"
    assert committed.note is not None


def begin_clashing_merge(workspace: Prepared, project: Path) -> str:
    """Leave a merge of the project's newer commit under way, with a clash in it; return that commit."""
    (workspace.path / "app.py").write_text("one = 2\n")
    git(workspace.path, "commit", "--quiet", "--all", "--message", "The agent's own")
    (project / "app.py").write_text("one = 3\n")
    git(project, "commit", "--quiet", "--all", "--message", "Newer")
    with pytest.raises(CalledProcessError):
        git(workspace.path, "merge", "main")
    return git(project, "rev-parse", "main")


@pytest.mark.parametrize("brought_together", ["one = 2\n", "one = 5\n"])
async def test_a_merge_that_the_agent_left_under_way_is_concluded(
    workspace: Prepared, project: Path, brought_together: str
) -> None:
    newer = begin_clashing_merge(workspace, project)
    (workspace.path / "app.py").write_text(brought_together)
    head = (await commit(workspace, "Bring both together")).head
    assert git(project, "rev-parse", BRANCH, f"{head}^2").split() == [head, newer]
    assert git(project, "show", f"{head}:app.py") == brought_together.strip()
    assert git(workspace.path, "status", "--porcelain") == ""


async def test_a_rebase_that_the_agent_left_under_way_is_a_conflict_and_nothing_is_lost(
    workspace: Prepared, project: Path
) -> None:
    begin_clashing_merge(workspace, project)
    git(workspace.path, "merge", "--abort")
    tip = git(project, "rev-parse", BRANCH)
    with pytest.raises(CalledProcessError):
        git(workspace.path, "rebase", "main")
    with pytest.raises(Conflict, match="another history"):
        await commit(workspace, "The rest")
    assert git(project, "rev-parse", BRANCH) == tip
