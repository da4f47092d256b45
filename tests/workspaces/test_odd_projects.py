"""Projects that are not as most are: each can be worked in."""

import os
from pathlib import Path

import pytest

from farhand.workspaces.committing import commit
from farhand.workspaces.slug import to_branch
from farhand.workspaces.worktree import prepare
from tests.git_projects import git, make_project


async def _work(project: Path, place: Path, branch: str = "farhand/work-1") -> Path:
    """Let a task add a file and commit it; return where it worked."""
    prepared = await prepare(project, place, branch)
    (prepared.path / "new.txt").write_text("new\n")
    await commit(prepared, "Work")
    assert git(project, "show", "--name-only", "--format=", branch) == "new.txt"
    return prepared.path


async def test_a_sparse_checkout_is_worked_in_and_what_it_leaves_out_is_not_deleted(
    project: Path, tmp_path: Path
) -> None:
    (project / "large").mkdir()
    (project / "large" / "data.txt").write_text("data\n")
    git(project, "add", "--all")
    git(project, "commit", "-qm", "Add data")
    git(project, "sparse-checkout", "set", "--cone", "src")
    await _work(project, tmp_path / "work")
    assert "large/data.txt" in git(project, "ls-tree", "-r", "--name-only", "farhand/work-1")


async def test_pointers_of_large_files_are_kept_where_git_lfs_is_not_installed(project: Path, tmp_path: Path) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12345\n"
    (project / "model.bin").write_text(pointer)
    (project / ".gitattributes").write_text("*.bin filter=lfs diff=lfs merge=lfs -text\n")
    git(project, "add", "--all")
    git(project, "commit", "-qm", "Add a model")
    path = await _work(project, tmp_path / "work")
    assert (path / "model.bin").read_text() == pointer


async def test_a_very_long_title_makes_a_branch_and_a_folder_that_work(project: Path, tmp_path: Path) -> None:
    branch = to_branch("Make every single one of the many buttons blue " * 40, 7)
    await _work(project, tmp_path / branch.replace("/", "-"), branch)


async def test_a_project_deep_in_the_file_system_is_worked_in(tmp_path: Path) -> None:
    project = make_project(tmp_path.joinpath(*["a folder with a rather long name"] * 20))
    await _work(project, tmp_path.joinpath(*["another folder with a long name"] * 20, "work"))


async def test_file_names_that_are_no_utf8_are_committed(project: Path, tmp_path: Path) -> None:
    prepared = await prepare(project, tmp_path / "work", "farhand/work-1")
    (prepared.path / os.fsdecode(b"caf\xe9.txt")).write_text("new\n")
    await commit(prepared, "Work")
    assert git(project, "show", "--name-only", "--format=", "farhand/work-1") == r'"caf\351.txt"'


@pytest.mark.parametrize("how", ["a worktree of a worktree", "a linked git directory"])
async def test_a_project_whose_git_directory_lies_elsewhere_is_worked_in(
    project: Path, tmp_path: Path, how: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    if how == "a worktree of a worktree":
        first = tmp_path / "first"
        git(project, "worktree", "add", "-q", str(first), "-b", "first")
        git(first, "worktree", "add", "-q", str(elsewhere), "-b", "second")
    else:
        git(tmp_path, "clone", "-q", f"--separate-git-dir={tmp_path / 'data.git'}", str(project), str(elsewhere))
    await _work(elsewhere, tmp_path / "work")
