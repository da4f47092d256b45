"""A change reaches the checkout whole, as one commit, or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from farhand.changes.applying import BaseMoved, Clash, apply, rebase, revert
from farhand.errors import Conflict
from farhand.git import Repository
from tests.changes.places import BRANCH, MESSAGE, add_commit, make_change, no_note, state_of
from tests.git_projects import git


async def test_a_change_of_several_commits_becomes_one_on_the_checked_out_branch(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    add_commit(tmp_path / "work", "more", new_py="two = 2\n")
    (project / "notes.txt").write_text("the person's own\n")
    noted: list[str] = []

    async def note(commit: str) -> None:
        noted.append(commit)
        assert git(project, "rev-parse", "HEAD") != commit

    commit, name = await apply(place, MESSAGE, note)

    assert (name, git(project, "rev-parse", "HEAD"), noted) == ("main", commit, [commit])
    assert git(project, "rev-list", "--count", "HEAD") == "2"
    assert git(project, "log", "-1", "--format=%B") == MESSAGE.strip()
    assert git(project, "log", "-1", "--format=%an <%ae>") == "Ada <ada@example.test>"
    assert (project / "app.py").read_text() + (project / "new.py").read_text() == "one = 2\ntwo = 2\n"
    assert git(project, "status", "--porcelain") == "?? notes.txt"


async def test_a_follow_up_begins_at_what_was_applied(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    first, _ = await apply(place, MESSAGE, no_note)
    assert git(tmp_path / "work", "status", "--porcelain") == ""
    add_commit(tmp_path / "work", "more", app_py="one = 3\n")
    second, _ = await apply(place, MESSAGE, no_note)
    assert git(project, "rev-parse", f"{second}^") == first
    assert (project / "app.py").read_text() == "one = 3\n"


async def test_nothing_new_is_not_applied(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    await apply(place, MESSAGE, no_note)
    with pytest.raises(Conflict, match="nothing new"):
        await apply(place, MESSAGE, no_note)


async def test_a_project_that_moved_on_is_left_alone(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    add_commit(project, "meanwhile", other_py="x\n")
    before = state_of(project)
    with pytest.raises(BaseMoved):
        await apply(place, MESSAGE, no_note)
    assert state_of(project) == before


@pytest.mark.parametrize("how", ["edited", "staged", "untracked", "ignored", "deleted"])
async def test_a_file_with_work_of_the_persons_own_is_never_overwritten(
    project: Path, tmp_path: Path, how: str
) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n", new_py="agent\n")
    git(tmp_path / "work", "rm", "--quiet", ".gitignore")
    (tmp_path / "work" / ".env").write_text("agent\n")
    add_commit(tmp_path / "work", "with what was ignored")
    name = {"untracked": "new.py", "ignored": ".env"}.get(how, "app.py")
    if how == "deleted":
        (project / name).unlink()
    else:
        (project / name).write_text("mine\n")
    if how == "staged":
        git(project, "add", name)
    before = state_of(project)
    with pytest.raises(Conflict):
        await apply(place, MESSAGE, no_note)
    assert state_of(project) == before
    assert how == "deleted" or (project / name).read_text() == "mine\n"


async def test_staged_work_elsewhere_stays_staged(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    (project / "mine.py").write_text("mine\n")
    git(project, "add", "mine.py")
    await apply(place, MESSAGE, no_note)
    assert git(project, "status", "--porcelain") == "A  mine.py"


async def test_another_branch_or_none_is_refused(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    git(project, "switch", "--quiet", "--create", "other")
    with pytest.raises(Conflict, match="began on `main`"):
        await apply(place, MESSAGE, no_note)
    git(project, "switch", "--quiet", "--detach")
    with pytest.raises(Conflict, match="no branch"):
        await apply(place, MESSAGE, no_note)


async def test_the_persons_hooks_run_only_where_the_project_is_trusted(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    hook = project / ".git" / "hooks" / "post-merge"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho ran >> hooked\n")
    hook.chmod(0o755)
    await apply(place, MESSAGE, no_note)
    assert not (project / "hooked").exists()
    add_commit(tmp_path / "work", "more", app_py="one = 3\n")
    await apply(replace(place, project=Repository(project, hooks=True)), MESSAGE, no_note)
    assert (project / "hooked").read_text() == "ran\n"


async def test_an_applied_change_is_taken_back_and_can_be_applied_again(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    commit, _ = await apply(place, MESSAGE, no_note)
    later = add_commit(project, "later", other_py="x\n")

    undoing, name = await revert(place, commit, "Take it back\n", no_note)
    assert (name, git(project, "rev-parse", "HEAD^")) == ("main", later)
    assert git(project, "rev-parse", "HEAD") == undoing
    assert (project / "app.py").read_text() + (project / "other.py").read_text() == "one = 1\nx\n"

    with pytest.raises(BaseMoved):
        await apply(place, MESSAGE, no_note)
    await rebase(place, MESSAGE)
    await apply(place, MESSAGE, no_note)
    assert (project / "app.py").read_text() + (project / "other.py").read_text() == "one = 2\nx\n"


async def test_what_was_taken_back_is_applied_again_as_it_was_where_nothing_else_is_new(
    project: Path, tmp_path: Path
) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    for _ in range(2):
        commit, _ = await apply(place, MESSAGE, no_note)
        assert (project / "app.py").read_text() == "one = 2\n"
        await revert(place, commit, "Take it back\n", no_note)
        assert (project / "app.py").read_text() == "one = 1\n"


async def test_a_revert_that_clashes_names_the_files_and_changes_nothing(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    commit, _ = await apply(place, MESSAGE, no_note)
    add_commit(project, "later", app_py="one = 20\n")
    before = state_of(project)
    with pytest.raises(Clash, match=r"`app\.py`"):
        await revert(place, commit, "Take it back\n", no_note)
    assert state_of(project) == before


async def test_what_was_taken_back_is_not_taken_back_twice(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    commit, _ = await apply(place, MESSAGE, no_note)
    await revert(place, commit, "Take it back\n", no_note)
    with pytest.raises(Conflict):
        await revert(place, commit, "Take it back\n", no_note)


async def test_a_change_is_moved_onto_what_is_new_and_its_worktree_with_it(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    (tmp_path / "work" / ".env").write_text("kept\n")
    moved = add_commit(project, "meanwhile", other_py="x\n")
    base, name = await rebase(place, MESSAGE)
    assert (base, name) == (moved, "main")
    work = tmp_path / "work"
    assert (work / "other.py").read_text() + (work / "app.py").read_text() == "x\none = 2\n"
    assert git(work, "status", "--porcelain") == ""
    assert (work / ".env").read_text() == "kept\n"
    await apply(place, MESSAGE, no_note)
    assert git(project, "rev-parse", "HEAD^") == moved


async def test_a_change_whose_worktree_is_gone_is_moved_all_the_same(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    git(project, "worktree", "remove", str(tmp_path / "work"))
    add_commit(project, "meanwhile", other_py="x\n")
    await rebase(replace(place, worktree=None), MESSAGE)
    assert git(project, "show", f"{BRANCH}:other.py") == "x"


async def test_a_clash_lists_ten_files_and_puts_nothing_in_the_way(project: Path, tmp_path: Path) -> None:
    names = {f"f{number:02}_py": "agent\n" for number in range(12)}
    place = await make_change(project, tmp_path, **names)
    add_commit(project, "meanwhile", **dict.fromkeys(names, "mine\n"))
    before, work = state_of(project), state_of(tmp_path / "work")
    with pytest.raises(Clash) as clash:
        await rebase(place, MESSAGE)
    assert clash.value.message.count("`f") == 10
    assert "12 files" in clash.value.message
    assert "and 2 more" in clash.value.message
    assert clash.value.hint is not None
    assert "agent" in clash.value.hint
    assert (state_of(project), state_of(tmp_path / "work")) == (before, work)


async def test_uncommitted_work_in_the_worktree_is_not_lost_by_a_rebase(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    add_commit(project, "meanwhile", other_py="x\n")
    (tmp_path / "work" / "other.py").write_text("uncommitted\n")
    with pytest.raises(Conflict):
        await rebase(place, MESSAGE)
    assert (tmp_path / "work" / "other.py").read_text() == "uncommitted\n"


async def test_a_change_that_stands_on_top_is_not_moved(project: Path, tmp_path: Path) -> None:
    place = await make_change(project, tmp_path, app_py="one = 2\n")
    with pytest.raises(Conflict, match="already stands"):
        await rebase(place, MESSAGE)
