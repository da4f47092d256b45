"""Locks in git's way: one that a running git holds is waited for; one that only a dead run can have left is removed."""

import asyncio
import os
import re
from pathlib import Path

PATIENCE_S = 2.0  # a git that still runs frees its lock; one that was killed never does
POLL_S = 0.05
_FILE = re.compile(r"nable to create '(.+?\.lock)': File exists")
_CONFIG = re.compile(r"could not lock config file (.+?): File exists")
_OUR_REFS = "/refs/heads/farhand/", "/refs/farhand/"


def find_lock(words: str, folder: Path) -> Path | None:
    """Return the lock that git names as the reason why it failed; `folder` is where git was run."""
    if (found := _FILE.search(words)) is not None:
        return folder / found[1]
    if (found := _CONFIG.search(words)) is not None:
        return folder / f"{found[1]}.lock"
    return None


def is_ours(lock: Path, git_dir: Path | None) -> bool:
    """Return whether nobody but Farhand takes a lock: in a workspace's own git directory, or on a ref of ours.

    One run at a time works in a workspace and on its refs, so what is still there after a while is a dead run's.
    """
    inside = git_dir is not None and lock.is_relative_to(git_dir)
    return inside or any(refs in lock.as_posix() for refs in _OUR_REFS)


async def free(lock: Path, git_dir: Path | None) -> bool:
    """Wait a while for a lock to go, and remove it then if it is ours; return whether it is gone."""
    waited_s = 0.0
    while _is_there(lock) and waited_s < PATIENCE_S:
        await asyncio.sleep(POLL_S)
        waited_s += POLL_S
    if is_ours(lock, git_dir):
        _remove(lock)
    return not _is_there(lock)


def _is_there(lock: Path) -> bool:
    return os.path.lexists(lock)


def _remove(lock: Path) -> None:
    lock.unlink(missing_ok=True)
