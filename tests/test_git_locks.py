"""A lock in git's way is waited for, removed where a dead run of ours left it, and named where it is another's."""

import asyncio
from pathlib import Path

import pytest

from farhand import git_locks
from farhand.git import GitFailed, Repository
from farhand.workspaces.committing import commit
from farhand.workspaces.prepared import Prepared
from farhand.workspaces.worktree import prepare
from tests.git_projects import git, isolate_git, make_project

BRANCH = "farhand/add-1"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate_git(tmp_path, monkeypatch)
    return make_project(tmp_path / "project")


@pytest.fixture
async def workspace(project: Path, tmp_path: Path) -> Prepared:
    return await prepare(project, tmp_path / "work", BRANCH)


def lock_of(workspace: Prepared, project: Path, name: str) -> Path:
    folder = project / ".git" if name.startswith("refs") else workspace.notes
    return folder / f"{name}.lock"


@pytest.mark.parametrize("name", ["index", "HEAD", f"refs/heads/{BRANCH}"])
async def test_what_a_dead_run_left_does_not_keep_the_work_from_being_committed(
    workspace: Prepared, project: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_locks, "PATIENCE_S", 0.1)
    lock = lock_of(workspace, project, name)
    lock.touch()
    (workspace.path / "new.txt").write_text("new")
    assert (await commit(workspace, "Add a file")).head != workspace.base_commit
    assert not lock.exists()


@pytest.mark.parametrize("name", ["index", "HEAD", "ORIG_HEAD", f"refs/heads/{BRANCH}"])
async def test_the_agent_of_a_follow_up_finds_no_lock(
    workspace: Prepared, project: Path, tmp_path: Path, name: str
) -> None:
    lock_of(workspace, project, name).touch()
    again = await prepare(project, tmp_path / "work", BRANCH)
    (again.path / "new.txt").write_text("new")
    git(again.path, "add", "new.txt")
    git(again.path, "commit", "--quiet", "--message", "The agent's own")
    git(again.path, "reset", "--quiet", "--soft", "HEAD~")


@pytest.mark.parametrize("ref", [f"refs/heads/{BRANCH}", f"refs/farhand/base/{BRANCH}"])
async def test_a_branch_is_made_where_a_run_was_killed_that_made_it(
    project: Path, tmp_path: Path, ref: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_locks, "PATIENCE_S", 0.1)
    lock = project / ".git" / f"{ref}.lock"
    lock.parent.mkdir(parents=True)
    lock.touch()
    prepared = await prepare(project, tmp_path / "work", BRANCH)
    assert git(prepared.path, "symbolic-ref", "--short", "HEAD") == BRANCH


@pytest.mark.parametrize(
    ("lock", "arguments"),
    [
        ("HEAD", ("commit", "--allow-empty", "--message", "More")),
        ("index", ("add", "app.py")),
        ("refs/heads/main", ("update-ref", "refs/heads/main", "HEAD~0", "HEAD")),
        ("packed-refs", ("update-ref", "-d", "refs/heads/main")),
        ("config", ("config", "a.b", "c")),
    ],
)
async def test_somebody_elses_lock_is_waited_for_then_named_and_left(
    project: Path, lock: str, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_locks, "PATIENCE_S", 0.1)
    (project / "app.py").write_text("two = 2\n")
    git(project, "commit", "--quiet", "--all", "--message", "Two")
    path = project / ".git" / f"{lock}.lock"
    path.touch()
    with pytest.raises(GitFailed) as failed:
        await Repository(project).run(*arguments)
    assert failed.value.hint is not None
    assert str(path) in failed.value.hint
    assert path.exists()


async def test_a_lock_that_its_owner_frees_in_time_holds_nothing_up(project: Path) -> None:
    lock = project / ".git" / "index.lock"
    lock.touch()
    asyncio.get_running_loop().call_later(0.2, lock.unlink)
    async with asyncio.timeout(10):
        await Repository(project).run("add", "app.py")
