"""A task's change in a real repository, as a run leaves it."""

import asyncio
from dataclasses import replace
from pathlib import Path

from farhand.changes.place import Place
from farhand.git import Repository
from farhand.workspaces.worktree import BASES, ORIGINS, prepare
from tests.git_projects import git

BRANCH = "farhand/work-1"
MESSAGE = "Do the work\n\nNot checked: no check ran on it.\n\nFarhand task 1\n"


async def no_note(_: str) -> None:
    """Note nothing."""


async def make_change(project: Path, folder: Path, **files: str) -> Place:
    """Prepare a worktree and commit files in it; `_` in a name stands for its dot."""
    prepared = await prepare(project, folder / "work", BRANCH)
    await asyncio.to_thread(add_commit, prepared.path, "work", **files)
    place = Place(Repository(project), BRANCH, BASES + BRANCH, ORIGINS + BRANCH)
    return replace(place, worktree=prepared.repository)


def add_commit(folder: Path, message: str, **files: str) -> str:
    """Write files, commit them, and return the commit."""
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def state_of(project: Path) -> tuple[str, str, str]:
    """Return all that a refused act must leave as it was: refs, files git sees, and the branch."""
    return git(project, "for-each-ref"), git(project, "status", "--porcelain"), git(project, "rev-parse", "HEAD")
