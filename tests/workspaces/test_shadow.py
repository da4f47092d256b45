from pathlib import Path

import pytest

from farhand.errors import Refused
from farhand.workspaces import shadow
from farhand.workspaces.committing import commit
from farhand.workspaces.worktree import prepare
from tests.git_projects import git, make_project

BRANCH = "farhand/add-1"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notes" / "node_modules").mkdir(parents=True)
    (tmp_path / "notes" / "a.txt").write_text("one\n")
    return tmp_path / "notes"


async def test_a_folder_without_git_is_worked_in_itself_and_says_so(folder: Path, tmp_path: Path) -> None:
    prepared = await prepare(folder, tmp_path / "work", BRANCH)
    assert prepared.path == folder
    assert prepared.branch is None
    assert prepared.note is not None
    assert not (folder / ".git").exists()
    (folder / "a.txt").write_text("two\n")
    committed = await commit(prepared, "Change a")
    assert committed.head != prepared.base_commit
    changed = await prepared.repository.run("diff", "--name-only", prepared.base_commit, committed.head)
    assert changed.text() == "a.txt"


async def test_what_a_person_edits_between_two_runs_is_not_the_agents_change(folder: Path, tmp_path: Path) -> None:
    first = await prepare(folder, tmp_path / "work", BRANCH)
    (folder / "a.txt").write_text("by the agent\n")
    head = (await commit(first, "Change a")).head
    assert (await prepare(folder, tmp_path / "work", BRANCH)).base_commit == first.base_commit
    (folder / "b.txt").write_text("by a person\n")
    later = await prepare(folder, tmp_path / "work", BRANCH)
    assert later.base_commit not in {first.base_commit, head}


async def test_an_empty_folder_can_be_worked_in(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    prepared = await prepare(tmp_path / "empty", tmp_path / "work", BRANCH)
    (tmp_path / "empty" / "new.txt").write_text("x")
    assert (await commit(prepared, "Add")).head != prepared.base_commit


async def test_a_folder_that_the_repository_around_it_ignores_is_worked_in_itself(tmp_path: Path) -> None:
    around = make_project(tmp_path / "home")
    (around / "local").mkdir()
    prepared = await prepare(around / "local", tmp_path / "work", BRANCH)
    assert prepared.path == around / "local"


async def test_a_folder_too_large_to_be_a_project_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shadow, "MAX_ENTRIES", 0)
    with pytest.raises(Refused):
        await prepare(folder, tmp_path / "work", BRANCH)


async def test_a_repository_inside_that_git_cannot_record_is_told_and_no_obstacle(folder: Path, tmp_path: Path) -> None:
    (folder / "inner").mkdir()
    git(folder / "inner", "init", "--quiet")
    prepared = await prepare(folder, tmp_path / "work", BRANCH)
    assert prepared.note is not None
    assert "inner" in prepared.note
