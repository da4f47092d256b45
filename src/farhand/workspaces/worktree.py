"""Worktrees: the branch is the truth, the folder a cache that can be made again. Nothing with work in it is deleted."""

import asyncio
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from farhand.errors import Conflict, NotFound, Refused
from farhand.git import GitFailed, Repository
from farhand.git_locks import find_lock
from farhand.workspaces.ignored import bring, find_ignored
from farhand.workspaces.prepared import Prepared, read_brought, write_brought
from farhand.workspaces.shadow import prepare_shadow
from farhand.workspaces.submodules import fill_submodules

BASES = "refs/farhand/base/"
ORIGINS = "refs/farhand/from/"  # symbolic: the branch that was checked out when a task's branch began


@dataclass(frozen=True, slots=True)
class _Project:
    """A git project: its top folder, the folder of the project in it, and the git directory all worktrees share."""

    repository: Repository
    inner: str
    common_dir: Path
    head: str


async def prepare(
    project: Path,
    workspace: Path,
    branch: str,
    start: str | None = None,
    *,
    base: str | None = None,
    trusted: bool = False,
    bring_patterns: Sequence[str] = (),
) -> Prepared:
    """Make sure that the workspace stands on its branch, whatever was there before, and return it.

    A new branch begins at `start`, else at the project's HEAD. What its change counts from is kept: `base`, else that
    same commit. `trusted` lets the project's
    git hooks run. A folder that is no git repository is worked in directly. Raises NotFound when the project is gone,
    Conflict when the branch name is somebody else's, Refused when the project cannot have a workspace, or GitFailed.
    """
    if not project.is_dir():
        raise NotFound(f"the project's folder `{project}` is not there", hint="was it moved or removed?")
    found = await _look_at(project, trusted=trusted)
    if found is None:
        return await prepare_shadow(project, workspace)
    workspace.parent.mkdir(parents=True, exist_ok=True)
    notes: list[str] = []
    kept = await _keep(found, workspace, branch, trusted=trusted, notes=notes)
    is_new = kept is None
    repository = kept or await _add(found, workspace, branch, (start, base), trusted=trusted, notes=notes)
    git_dir = repository.git_dir or workspace / ".git"
    brought = read_brought(git_dir)
    if brought is None:
        brought = await _bring(found, workspace, bring_patterns, notes)
        empty = await fill_submodules(repository, found.common_dir)
        if empty:
            listed = ", ".join(f"`{path}`" for path in empty)
            notes.append(f"submodules are empty here: {listed}; `setup` in farhand.toml may fetch them")
        write_brought(git_dir, brought)
    started = await repository.resolve(BASES + branch)
    return Prepared(
        path=workspace / found.inner,
        branch=branch,
        base_commit=started or found.head,
        repository=repository,
        notes=git_dir,
        brought=brought,
        note="; ".join(notes) or None,
        is_new=is_new,
    )


async def find(project: Path, workspace: Path, branch: str) -> Prepared | None:
    """Return a workspace as it stands, with nothing changed; None where git has no worktree at this path.

    Raises Refused or GitFailed when the project cannot be looked at.
    """
    found = await _look_at(project, trusted=False)
    git_dir = None if found is None else find_git_dir(found.common_dir, workspace)
    if found is None or git_dir is None:
        return None
    return Prepared(
        path=workspace / found.inner,
        branch=branch,
        base_commit=await found.repository.resolve(BASES + branch) or found.head,
        repository=Repository(workspace, git_dir),
        notes=git_dir,
        brought=read_brought(git_dir) or (),
    )


async def prepare_base(
    project: Path, place: Path, commit: str, *, trusted: bool = False, bring_patterns: Sequence[str] = ()
) -> Prepared:
    """Make a worktree that stands on a commit and on no branch, to look at and to throw away with `remove_base`.

    Raises Refused when the project is no git repository, or GitFailed.
    """
    found = await _look_at(project, trusted=trusted)
    if found is None:
        raise Refused(f"`{project}` is no git repository")
    await remove_base(project, place)
    place.parent.mkdir(parents=True, exist_ok=True)
    await _add_worktree(found.repository, "--detach", os.fspath(place), commit)
    git_dir = find_git_dir(found.common_dir, place)
    if git_dir is None:
        raise GitFailed(f"git made no worktree at `{place}`")
    repository = Repository(place, git_dir, hooks=trusted)
    notes: list[str] = []
    brought = await _bring(found, place, bring_patterns, notes)
    await fill_submodules(repository, found.common_dir)
    return Prepared(
        path=place / found.inner,
        branch="HEAD",
        base_commit=commit,
        repository=repository,
        notes=git_dir,
        brought=brought,
        note="; ".join(notes) or None,
        is_new=True,
    )


async def remove_base(project: Path, place: Path) -> None:
    """Remove what `prepare_base` made, whatever is left of it."""
    await Repository(project).ask("worktree", "remove", "--force", "--force", os.fspath(place))
    await asyncio.to_thread(shutil.rmtree, place, ignore_errors=True)


async def _look_at(project: Path, *, trusted: bool) -> _Project | None:
    repository = Repository(project, hooks=trusted)
    top = await repository.ask("rev-parse", "--show-toplevel")
    if top.exit != 0:
        if "not a git repository" in top.words:
            return None
        if "must be run in a work tree" in top.words:
            raise Refused(f"`{project}` is a git directory without files", hint="name a folder with a checkout of it")
        await repository.run("rev-parse", "--show-toplevel")
    common = await repository.run("rev-parse", "--path-format=absolute", "--git-common-dir")
    inner = (await repository.run("rev-parse", "--show-prefix")).text().rstrip("/")
    head = await repository.resolve("HEAD")
    if inner and (head is None or (await repository.ask("cat-file", "-e", f"HEAD:{inner}")).exit != 0):
        return None  # a folder that the repository around it does not keep
    if head is None:
        raise Refused(
            f"the project `{project.name}` has no commit yet", hint='run `git commit --allow-empty -m "Start"` in it'
        )
    return _Project(Repository(Path(top.text()), hooks=trusted), inner, Path(common.text()), head)


async def _keep(found: _Project, workspace: Path, branch: str, *, trusted: bool, notes: list[str]) -> Repository | None:
    """Return the workspace as it stands if it is on its branch; what cannot be used is set aside, never deleted."""
    if not os.path.lexists(workspace):
        return None
    git_dir = find_git_dir(found.common_dir, workspace)
    if git_dir is not None:
        (workspace / ".git").write_bytes(b"gitdir: " + os.fsencode(git_dir) + b"\n")
        _free_locks(found, git_dir, branch)
        repository = Repository(workspace, git_dir, hooks=trusted)
        if await _is_on(repository, branch):
            if read_brought(git_dir) is None:  # stopped while it was made: no agent has seen it, files may be missing
                await repository.run("reset", "--quiet", "--hard")
                (git_dir / "locked").unlink(missing_ok=True)
            return repository
        if await repository.resolve(f"refs/heads/{branch}") is not None:
            switched = await repository.ask("switch", "--quiet", "--no-guess", branch)
            if switched.exit == 0:
                notes.append(f"the workspace had left `{branch}` and was brought back to it")
                return repository
    if not workspace.is_dir() or any(workspace.iterdir()):
        aside = _free_name(workspace)
        workspace.rename(aside)
        notes.append(f"what stood in the workspace's place is kept in `{aside.name}` beside it")
    return None


def _free_locks(found: _Project, git_dir: Path, branch: str) -> None:
    """Remove what a run that was killed left: nobody else works here, and the agent's own git would fail."""
    for lock in (*git_dir.glob("*.lock"), found.common_dir / f"refs/heads/{branch}.lock"):
        lock.unlink(missing_ok=True)


async def _is_on(repository: Repository, branch: str) -> bool:
    there = await repository.ask("symbolic-ref", "--quiet", "HEAD")
    return there.text() == f"refs/heads/{branch}" and await repository.resolve("HEAD") is not None


async def _add(
    found: _Project,
    workspace: Path,
    branch: str,
    ends: tuple[str | None, str | None],
    *,
    trusted: bool,
    notes: list[str],
) -> Repository:
    project = found.repository
    await _refuse_checked_out(project, workspace, branch)
    begun = await project.resolve(BASES + branch)
    if await project.resolve(f"refs/heads/{branch}") is None:
        start = await _commit_of(project, ends[0] or found.head)
        base = await _commit_of(project, ends[1] or start)
        if begun is not None:
            notes.append(f"the branch `{branch}` was gone; it begins anew")
        await _note_uncommitted(project, notes)
        await project.run("update-ref", BASES + branch, base)
        await _note_origin(project, branch)
        await _add_worktree(project, "--no-track", "-b", branch, os.fspath(workspace), start)
    elif begun is None:
        raise Conflict(f"the branch `{branch}` exists already and is not Farhand's", hint="rename or remove it")
    else:
        await _add_worktree(project, os.fspath(workspace), branch)
    git_dir = find_git_dir(found.common_dir, workspace)
    if git_dir is None:
        raise GitFailed(f"git made no worktree at `{workspace}`")
    return Repository(workspace, git_dir, hooks=trusted)


async def _commit_of(project: Repository, revision: str) -> str:
    commit = await project.resolve(revision)
    if commit is None:
        raise NotFound(f"the project has no commit `{revision}`")
    return commit


async def _note_origin(project: Repository, branch: str) -> None:
    there = await project.ask("symbolic-ref", "--quiet", "HEAD")
    if there.exit == 0:
        await project.run("symbolic-ref", ORIGINS + branch, there.text())
    else:
        await project.ask("symbolic-ref", "--delete", ORIGINS + branch)


async def _add_worktree(project: Repository, *arguments: str) -> None:
    try:
        # --force: the path may still be registered, by a folder removed by hand or (twice) by an `add` that was killed.
        await project.run("worktree", "add", "--quiet", "--force", "--force", *arguments)
    except GitFailed as error:
        is_locked = find_lock(error.words, project.folder) is not None
        if not is_locked and ("cannot lock ref" in error.words or "cannot create" in error.words):
            raise Conflict(
                "the branch cannot be made, since a branch named `farhand` is in its way", hint="rename that branch"
            ) from error
        raise


async def _refuse_checked_out(project: Repository, workspace: Path, branch: str) -> None:
    place: str | None = None
    for line in (await project.run("worktree", "list", "--porcelain", "-z")).records():
        if line.startswith("worktree "):
            place = line.removeprefix("worktree ")
        elif line == f"branch refs/heads/{branch}" and place is not None and not _same(Path(place), workspace):
            raise Conflict(f"the branch `{branch}` is checked out in `{place}`", hint="change to another branch there")


async def _note_uncommitted(project: Repository, notes: list[str]) -> None:
    changed = await project.ask("status", "--porcelain", "-z", "--no-renames", "--ignore-submodules=dirty")
    count = len(changed.records())
    if count:
        words = "file has" if count == 1 else "files have"
        notes.append(f"{count} {words} uncommitted changes in the project; the task starts without them")


async def _bring(found: _Project, workspace: Path, patterns: Sequence[str], notes: list[str]) -> tuple[str, ...]:
    wanted = await find_ignored(found.repository, patterns)
    result = await bring(found.repository.folder, workspace, wanted)
    if result.paths:
        notes.append(f"brought {', '.join(result.paths)} in {result.seconds:.1f} s")
    notes.extend(f"could not bring {words}" for words in result.failed)
    return tuple(path for path in wanted if os.path.lexists(workspace / path))


def find_git_dir(common_dir: Path, workspace: Path) -> Path | None:
    """Return the git directory that the repository keeps for a worktree at this path."""
    for entry in sorted((common_dir / "worktrees").glob("*/gitdir")):
        named = Path(os.fsdecode(entry.read_bytes().rstrip(b"\r\n")))
        if _same(entry.parent / named, workspace / ".git"):
            return entry.parent
    return None


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one.parent) == os.path.realpath(other.parent) and one.name == other.name


def _free_name(workspace: Path) -> Path:
    number = 1
    while os.path.lexists(aside := workspace.with_name(f"{workspace.name}.aside-{number}")):
        number += 1
    return aside
