"""What is discarded comes back whole, and is let go only when asked for by its own name."""

from pathlib import Path

import pytest

from farhand.changes.discarding import discard, discarded_at, drop, is_back, restore
from farhand.errors import Conflict, NotFound
from farhand.ids import TaskId, new_id
from farhand.workspaces.worktree import prepare
from tests.changes.places import BRANCH, add_commit, make_change, state_of
from tests.git_projects import git


async def test_a_discarded_change_leaves_no_branch_and_comes_back_as_it_was(project: Path, tmp_path: Path) -> None:
    place, task = await make_change(project, tmp_path, app_py="one = 2\n"), TaskId(new_id())
    before = git(project, "for-each-ref")
    tip = await discard(place, task)
    assert git(project, "branch", "--list", "farhand/*") == ""
    assert not (tmp_path / "work").exists()
    assert await discarded_at(place, task) == tip

    await restore(place, task)
    assert git(project, "for-each-ref") == before
    assert await is_back(place, task)
    again = await prepare(project, tmp_path / "work", BRANCH)
    assert (again.path / "app.py").read_text() == "one = 2\n"


async def test_a_worktree_with_uncommitted_work_is_not_removed(project: Path, tmp_path: Path) -> None:
    place, task = await make_change(project, tmp_path, app_py="one = 2\n"), TaskId(new_id())
    (tmp_path / "work" / "app.py").write_text("by hand\n")
    with pytest.raises(Conflict):
        await discard(place, task)
    assert (tmp_path / "work" / "app.py").read_text() == "by hand\n"
    assert git(project, "branch", "--list", "farhand/*") != ""


async def test_a_branch_that_a_person_has_checked_out_is_not_removed(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    git(project, "worktree", "remove", str(tmp_path / "work"))
    git(project, "switch", "--quiet", BRANCH)
    before = state_of(project)
    with pytest.raises(Conflict, match="checked out"):
        await discard(place, TaskId(new_id()))
    assert state_of(project) == before


async def test_a_branch_begun_anew_is_not_overwritten_by_the_old_one(project: Path, tmp_path: Path) -> None:
    place, task = await make_change(project, tmp_path, app_py="one = 2\n"), TaskId(new_id())
    await discard(place, task)
    await prepare(project, tmp_path / "work", BRANCH)
    with pytest.raises(Conflict):
        await restore(place, task)


async def test_what_was_let_go_is_gone_and_nothing_else_is(project: Path, tmp_path: Path) -> None:
    place, task, other = await make_change(project, tmp_path, app_py="one = 2\n"), TaskId(new_id()), TaskId(new_id())
    git(project, "branch", "mine")
    tip = await discard(place, task)
    await drop(place.project, other, tip)
    await drop(place.project, task, add_commit(project, "not it", other_py="x\n"))
    assert await discarded_at(place, task) == tip
    await drop(place.project, task, tip)
    assert await discarded_at(place, task) is None
    with pytest.raises(NotFound):
        await restore(place, task)
    assert git(project, "branch", "--list", "mine") != ""
