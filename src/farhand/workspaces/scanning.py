"""What git says of worktrees: a workspace is believed to be ours only where a scan succeeded and names it exactly."""

import os
from pathlib import Path

from farhand.git import Repository


async def list_worktrees(project: Path) -> dict[Path, str | None]:
    """Return where a project's worktrees are and the branch that each is on; raises GitFailed, never a part of it."""
    listed = await Repository(project).run("worktree", "list", "--porcelain", "-z")
    found: dict[Path, str | None] = {}
    place: Path | None = None
    for line in listed.records():
        if line.startswith("worktree "):
            place = Path(line.removeprefix("worktree "))
            found[place] = None
        elif line.startswith("branch ") and place is not None:
            found[place] = line.removeprefix("branch refs/heads/")
    return found


def is_listed(workspace: Path, branch: str, worktrees: dict[Path, str | None]) -> bool:
    """Return whether git names a worktree at exactly this path and on this branch."""
    place = Path(os.path.realpath(workspace.parent)) / workspace.name
    return worktrees.get(place) == branch or worktrees.get(workspace) == branch
