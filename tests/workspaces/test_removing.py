"""A workspace is removed only when its branch holds everything, and comes back from it."""

import asyncio
import os
from pathlib import Path

import pytest

from farhand.git import GitFailed
from farhand.workspaces import removing as module
from farhand.workspaces.prepared import Prepared
from farhand.workspaces.removing import remove, tear_down
from farhand.workspaces.scanning import is_listed, list_worktrees
from farhand.workspaces.sizes import GB, budget_for, size_of
from farhand.workspaces.unsaved import find_unsaved
from farhand.workspaces.worktree import find, prepare
from tests.git_projects import git, names_in
from tests.runner.brood import KINDS
from tests.runner.brooding import Brood

BRANCH = "farhand/work-1"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "workspaces" / "farhand-work-1"


@pytest.fixture
async def prepared(project: Path, place: Path) -> Prepared:
    (project / ".env.test").write_text("KEY=1\n")
    (project / "node_modules").mkdir()
    (project / "node_modules" / "a.js").write_text("1\n")
    return await prepare(project, place, BRANCH, bring_patterns=[".env.test"])


async def test_what_was_brought_and_what_git_ignores_is_no_work(prepared: Prepared, project: Path, place: Path) -> None:
    (prepared.path / "target").mkdir()
    (prepared.path / "target" / "out.bin").write_text("built\n")
    found = await find(project, place, BRANCH)
    assert found is not None
    assert await find_unsaved(found) is None


@pytest.mark.parametrize(
    "how", ["new file", "edit", "deleted", "staged", "other branch", "locked", "merge", "inner repository"]
)
async def test_what_no_branch_holds_keeps_the_workspace(prepared: Prepared, how: str) -> None:
    path = prepared.path
    match how:
        case "new file":
            (path / "new.py").write_text("work\n")
        case "edit":
            (path / "app.py").write_text("work\n")
        case "deleted":
            (path / "app.py").unlink()
        case "staged":
            (path / "new.py").write_text("work\n")
            git(path, "add", "new.py")
        case "other branch":
            git(path, "switch", "-qc", "mine")
        case "locked":
            git(path, "worktree", "lock", str(path))
        case "merge":
            (prepared.notes / "MERGE_HEAD").write_text(prepared.base_commit)
        case _:
            inner = path / "lib"
            inner.mkdir()
            git(inner, "init", "-q")
            git(inner, "commit", "-q", "--allow-empty", "-m", "Only here")
            git(path, "add", "lib")
            git(path, "commit", "-qm", "Add")
    assert await find_unsaved(prepared) is not None


async def test_a_file_whose_name_is_no_utf8_keeps_the_workspace_too(prepared: Prepared) -> None:
    (prepared.path / os.fsdecode(b"caf\xe9")).write_text("work\n")
    assert await find_unsaved(prepared) is not None


async def test_a_git_that_cannot_answer_is_no_all_clear(prepared: Prepared) -> None:
    (prepared.notes / "index").write_bytes(b"damaged")
    with pytest.raises(GitFailed):
        await find_unsaved(prepared)


async def test_a_removed_workspace_comes_back_at_the_same_path_with_its_commits(
    prepared: Prepared, project: Path, place: Path
) -> None:
    (prepared.path / "app.py").write_text("two = 2\n")
    git(prepared.path, "commit", "-qam", "Work")
    await remove(project, place, place.with_name(".removed-1"))
    assert names_in(place.parent) == []
    assert place not in await list_worktrees(project)
    again = await prepare(project, place, BRANCH)
    assert (again.path / "app.py").read_text() == "two = 2\n"
    assert again.base_commit == prepared.base_commit


@pytest.mark.parametrize("crash_after", ["rename", "unregister"])
async def test_a_removal_that_was_cut_off_is_done_to_the_end(
    prepared: Prepared, project: Path, place: Path, crash_after: str
) -> None:
    aside = place.with_name(".removed-1")
    await asyncio.to_thread(place.rename, aside)
    if crash_after == "unregister":
        git(project, "worktree", "remove", "--force", str(place))
    await remove(project, place, aside)
    await remove(project, place, aside)
    assert names_in(place.parent) == []
    assert git(project, "rev-parse", BRANCH) == prepared.base_commit


async def test_folders_that_are_read_only_go_too(prepared: Prepared, project: Path, place: Path) -> None:
    cache = prepared.path / "target" / "cache"
    cache.mkdir(parents=True)
    (cache / "module").write_text("1\n")
    cache.chmod(0o500)
    await remove(project, place, place.with_name(".removed-1"))
    assert names_in(place.parent) == []


async def test_only_an_exact_path_on_the_right_branch_is_listed(prepared: Prepared, project: Path, place: Path) -> None:
    del prepared
    listed = await list_worktrees(project)
    assert is_listed(place, BRANCH, listed)
    assert not is_listed(place, "farhand/other-2", listed)
    assert not is_listed(place / "inner", BRANCH, listed)


async def test_a_project_that_cannot_be_scanned_fails_as_a_whole(project: Path) -> None:
    (project / ".git" / "HEAD").write_text("damaged")
    with pytest.raises(GitFailed):
        await list_worktrees(project)


async def test_teardown_runs_in_the_workspace_and_never_stands_in_the_way(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = dict(os.environ)
    assert await tear_down(prepared, "touch torn-down", environment) is None
    assert (prepared.path / "torn-down").exists()
    assert await tear_down(prepared, "exit 3", environment) == "`teardown` failed with exit 3"
    monkeypatch.setattr(module, "TEARDOWN_S", 0.2)
    assert "did not end" in (await tear_down(prepared, "sleep 1000", environment) or "")


def test_a_size_counts_what_lies_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    before = size_of(tmp_path)
    (tmp_path / "inner" / "file").write_bytes(b"x" * 100_000)
    assert 100_000 <= size_of(tmp_path) - before < 200_000


def test_a_budget_is_as_given_or_by_the_disk() -> None:
    assert budget_for(3, 0, 0) == 3 * GB
    assert budget_for(0, 10 * GB, 990 * GB) == 20 * GB
    assert budget_for(0, 5 * GB, 5 * GB) == 2 * GB


async def test_a_teardown_that_is_cut_off_leaves_nothing_running(prepared: Prepared, tmp_path: Path) -> None:
    brood = Brood.of(tmp_path / "brood")
    command = brood.command(*(kind for kind in KINDS if kind != "hides"))  # the host adopts nobody: decision 14
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        tearing = group.create_task(tear_down(prepared, command, os.environ))
        await brood.wait_ready()
        tearing.cancel()
    assert brood.rest() == []
