"""What an agent merged from the project is no part of its own change."""

from pathlib import Path

from farhand.workspaces.bases import follow_base
from farhand.workspaces.worktree import BASES, prepare
from tests.changes.places import add_commit
from tests.git_projects import git, make_project

BRANCH = "farhand/work-1"


async def test_a_change_counts_from_what_was_merged_of_the_project(tmp_path: Path) -> None:
    project = make_project(tmp_path / "site")
    prepared = await prepare(project, tmp_path / "work", BRANCH)
    add_commit(prepared.path, "work", own_py="x\n")
    newest = add_commit(project, "mine", other_py="y\n")
    head = git(prepared.path, "rev-parse", "HEAD")
    assert await follow_base(prepared.repository, BRANCH, prepared.base_commit, head) == prepared.base_commit
    git(prepared.path, "merge", "--quiet", "--no-edit", "main")
    head = git(prepared.path, "rev-parse", "HEAD")
    assert await follow_base(prepared.repository, BRANCH, prepared.base_commit, head) == newest
    assert git(project, "rev-parse", BASES + BRANCH) == newest
