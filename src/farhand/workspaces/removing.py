"""Takes a workspace's folder away, and nothing of its branch. Each step can be done again after a crash."""

import asyncio
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from farhand.errors import FarhandError
from farhand.git import Repository
from farhand.processes import run
from farhand.workspaces.prepared import Prepared

TEARDOWN_S = 60.0  # for what a project wants done first; a removal waits for nothing longer
_OWNER_ONLY = 0o700


async def tear_down(prepared: Prepared, command: str, environment: Mapping[str, str]) -> str | None:
    """Run the project's `teardown`; return in words what went wrong, which keeps nothing from being removed."""
    try:
        finished = await run(command, cwd=prepared.path, environment=environment, timeout_s=TEARDOWN_S)
    except FarhandError as error:
        return f"`teardown` did not run: {error.message}"
    if finished.timed_out:
        return f"`teardown` did not end in {TEARDOWN_S:.0f} s"
    return None if finished.exit == 0 else f"`teardown` failed with exit {finished.exit}"


async def remove(project: Path, workspace: Path, aside: Path) -> None:
    """Take a workspace away: first aside in one move, so that nobody ever finds half of it, then for good.

    `aside` is a name beside it that nothing else has. Raises GitFailed or OSError; doing it again goes on from there.
    """
    if await asyncio.to_thread(os.path.lexists, workspace):
        await asyncio.to_thread(workspace.rename, aside)
    # Twice forced, for a lock that an `add` left which was killed. Done before, it says 'not a working tree'.
    await Repository(project).ask("worktree", "remove", "--force", "--force", os.fspath(workspace))
    await asyncio.to_thread(_delete, aside)


def _delete(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except PermissionError:
        for inner, _, _ in os.walk(folder):  # module caches are made read-only
            Path(inner).chmod(_OWNER_ONLY)
        shutil.rmtree(folder)
