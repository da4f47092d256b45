import shutil
from pathlib import Path

import pytest

from farhand.errors import Conflict, NotFound, Refused
from farhand.git import GitFailed
from farhand.workspaces.committing import commit
from farhand.workspaces.worktree import prepare
from tests.git_projects import git, make_project

BRANCH = "farhand/add-a-limit-1"


async def test_a_new_workspace_begins_at_the_projects_head(project: Path, tmp_path: Path) -> None:
    prepared = await prepare(project, tmp_path / "work", BRANCH)
    assert prepared.is_new
    assert prepared.path == tmp_path / "work"
    assert prepared.base_commit == git(project, "rev-parse", "HEAD")
    assert git(prepared.path, "branch", "--show-current") == BRANCH
    assert (prepared.path / "app.py").read_text() == "one = 1\n"
    assert prepared.note is None


async def test_preparing_again_keeps_what_the_agent_wrote(project: Path, tmp_path: Path) -> None:
    first = await prepare(project, tmp_path / "work", BRANCH)
    (first.path / "new.txt").write_text("unfinished")
    git(project, "commit", "--quiet", "--allow-empty", "--message", "The project moves on")
    again = await prepare(project, tmp_path / "work", BRANCH)
    assert not again.is_new
    assert (again.path / "new.txt").read_text() == "unfinished"
    assert again.base_commit == first.base_commit


async def test_a_worktree_removed_by_hand_comes_back_from_its_branch(project: Path, tmp_path: Path) -> None:
    first = await prepare(project, tmp_path / "work", BRANCH)
    (first.path / "new.txt").write_text("done")
    await commit(first, "Add a file")
    shutil.rmtree(first.path)
    again = await prepare(project, tmp_path / "work", BRANCH)
    assert again.is_new
    assert (again.path / "new.txt").read_text() == "done"
    assert again.base_commit == first.base_commit


async def test_a_workspace_that_left_its_branch_is_brought_back(project: Path, tmp_path: Path) -> None:
    first = await prepare(project, tmp_path / "work", BRANCH)
    git(first.path, "switch", "--quiet", "--detach")
    (first.path / "new.txt").write_text("unfinished")
    again = await prepare(project, tmp_path / "work", BRANCH)
    assert git(again.path, "branch", "--show-current") == BRANCH
    assert (again.path / "new.txt").read_text() == "unfinished"
    assert again.note is not None


async def test_a_foreign_folder_in_the_workspaces_place_is_set_aside(project: Path, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "mine.txt").write_text("precious")
    prepared = await prepare(project, tmp_path / "work", BRANCH)
    assert (tmp_path / "work.aside-1" / "mine.txt").read_text() == "precious"
    assert prepared.note is not None
    assert "work.aside-1" in prepared.note


async def test_a_git_file_that_points_elsewhere_is_not_followed(project: Path, tmp_path: Path) -> None:
    first = await prepare(project, tmp_path / "work", BRANCH)
    other = make_project(tmp_path / "other")
    (first.path / ".git").write_text(f"gitdir: {other / '.git'}\n")
    (first.path / "new.txt").write_text("new")
    committed = await commit(first, "Add a file")
    assert git(project, "rev-parse", BRANCH) == committed.head
    assert git(other, "rev-list", "--count", "HEAD") == "1"
    again = await prepare(project, tmp_path / "work", BRANCH)
    assert git(again.path, "rev-parse", "HEAD") == committed.head


async def test_a_stale_lock_is_no_obstacle(project: Path, tmp_path: Path) -> None:
    first = await prepare(project, tmp_path / "work", BRANCH)
    assert first.repository.git_dir is not None
    (first.repository.git_dir / "index.lock").touch()
    again = await prepare(project, tmp_path / "work", BRANCH)
    (again.path / "new.txt").write_text("new")
    assert (await commit(again, "Add a file")).head != again.base_commit


async def test_a_workspace_whose_making_was_killed_is_made_whole(project: Path, tmp_path: Path) -> None:
    first = await prepare(project, tmp_path / "work", BRANCH)
    (first.notes / "farhand-brought.json").unlink()
    (first.notes / "index").unlink()
    (first.notes / "index.lock").touch()
    (first.notes / "locked").write_text("initializing")
    (first.path / "app.py").unlink()
    again = await prepare(project, tmp_path / "work", BRANCH)
    assert (again.path / "app.py").exists()
    assert (await commit(again, "Nothing")).head == first.base_commit
    (first.notes / "farhand-brought.json").unlink()
    shutil.rmtree(first.path)
    assert (await prepare(project, tmp_path / "work", BRANCH)).path.exists()


async def test_somebody_elses_branch_is_left_alone(project: Path, tmp_path: Path) -> None:
    git(project, "branch", BRANCH)
    with pytest.raises(Conflict):
        await prepare(project, tmp_path / "work", BRANCH)
    assert not (tmp_path / "work").exists()


async def test_a_branch_checked_out_elsewhere_is_left_alone(project: Path, tmp_path: Path) -> None:
    first = await prepare(project, tmp_path / "work", BRANCH)
    git(project, "worktree", "remove", str(first.path))
    git(project, "switch", "--quiet", BRANCH)
    with pytest.raises(Conflict):
        await prepare(project, tmp_path / "work", BRANCH)


async def test_a_branch_named_farhand_is_named_as_the_obstacle(project: Path, tmp_path: Path) -> None:
    git(project, "branch", "farhand")
    with pytest.raises(Conflict):
        await prepare(project, tmp_path / "work", BRANCH)


async def test_uncommitted_changes_are_told_and_stay_where_they_are(project: Path, tmp_path: Path) -> None:
    (project / "app.py").write_text("two = 2\n")
    (project / "ünï\ncode.txt").write_text("x")
    prepared = await prepare(project, tmp_path / "work", BRANCH)
    assert (prepared.path / "app.py").read_text() == "one = 1\n"
    assert prepared.note == "2 files have uncommitted changes in the project; the task starts without them"


async def test_a_linked_worktree_is_a_project_with_its_own_head(project: Path, tmp_path: Path) -> None:
    git(project, "worktree", "add", "--quiet", "-b", "feature", str(tmp_path / "linked"))
    (tmp_path / "linked" / "feature.txt").write_text("x")
    git(tmp_path / "linked", "add", "--all")
    git(tmp_path / "linked", "commit", "--quiet", "--message", "Feature")
    prepared = await prepare(tmp_path / "linked", tmp_path / "work", BRANCH)
    assert (prepared.path / "feature.txt").exists()
    assert prepared.base_commit == git(tmp_path / "linked", "rev-parse", "HEAD")


async def test_a_project_inside_a_repository_is_worked_in_at_the_same_place(project: Path, tmp_path: Path) -> None:
    (project / "packages" / "web").mkdir(parents=True)
    (project / "packages" / "web" / "index.js").write_text("1")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "Web")
    prepared = await prepare(project / "packages" / "web", tmp_path / "work", BRANCH)
    assert prepared.path == tmp_path / "work" / "packages" / "web"
    (prepared.path.parent / "shared.js").write_text("2")
    head = (await commit(prepared, "Add")).head
    assert git(project, "ls-tree", "-r", "--name-only", head, "packages/shared.js") == "packages/shared.js"


async def test_submodules_are_filled_without_a_network(project: Path, tmp_path: Path) -> None:
    library = make_project(tmp_path / "library")
    git(project, "submodule", "--quiet", "add", str(library), "libs/the library")
    git(project, "commit", "--quiet", "--message", "Add library")
    url = git(project / "libs/the library", "config", "remote.origin.url")
    shutil.rmtree(library)
    prepared = await prepare(project, tmp_path / "work", BRANCH)
    assert (prepared.path / "libs/the library/app.py").exists()
    assert git(prepared.path / "libs/the library", "config", "remote.origin.url") == url
    assert (await commit(prepared, "Nothing")).head == prepared.base_commit


async def test_a_submodule_that_the_project_lacks_is_told(project: Path, tmp_path: Path) -> None:
    library = make_project(tmp_path / "library")
    git(project, "submodule", "--quiet", "add", str(library), "lib")
    git(project, "commit", "--quiet", "--message", "Add library")
    shutil.rmtree(project / ".git/modules/lib")
    prepared = await prepare(project, tmp_path / "work", BRANCH)
    assert prepared.note is not None
    assert "`lib`" in prepared.note


async def test_a_project_without_a_commit_is_refused_with_a_way_out(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    git(tmp_path / "empty", "init", "--quiet")
    with pytest.raises(Refused) as refused:
        await prepare(tmp_path / "empty", tmp_path / "work", BRANCH)
    assert refused.value.hint is not None


async def test_a_bare_repository_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    git(tmp_path / "bare", "init", "--quiet", "--bare")
    with pytest.raises(Refused):
        await prepare(tmp_path / "bare", tmp_path / "work", BRANCH)


async def test_a_project_that_is_gone_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        await prepare(tmp_path / "gone", tmp_path / "work", BRANCH)


async def test_a_damaged_repository_fails_in_words(project: Path, tmp_path: Path) -> None:
    shutil.rmtree(project / ".git" / "objects")
    (project / ".git" / "objects").mkdir()
    with pytest.raises((GitFailed, Refused)):
        await prepare(project, tmp_path / "work", BRANCH)


async def test_hooks_run_only_with_trust(project: Path, tmp_path: Path) -> None:
    hook = project / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch '{tmp_path / 'ran'}'\n")
    hook.chmod(0o755)
    await prepare(project, tmp_path / "one", "farhand/one")
    assert not (tmp_path / "ran").exists()
    await prepare(project, tmp_path / "two", "farhand/two", trusted=True)
    assert (tmp_path / "ran").exists()


async def test_an_inherited_git_directory_is_not_followed(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    prepared = await prepare(project, tmp_path / "work", BRANCH)
    assert (prepared.path / "app.py").exists()
