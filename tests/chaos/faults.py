"""What goes wrong around a host without anybody being killed: locks, a held database, a disk without room."""

import resource
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from threading import Event
from typing import assert_never

import psutil

from farhand.host.schema import DATABASE
from tests.chaos.plan import GitLock
from tests.chaos.world import World


def leave_lock(world: World, lock: GitLock, random: Random) -> None:
    """Leave what a git that was killed leaves, where there is such a place."""
    git = world.project / ".git"
    match lock:
        case "index":
            places = [git / "index.lock"]
        case "worktree index":
            places = [each / "index.lock" for each in sorted((git / "worktrees").glob("*"))]
        case "worktree head":
            places = [each / "HEAD.lock" for each in sorted((git / "worktrees").glob("*"))]
        case "worktree locked":
            places = [each / "locked" for each in sorted((git / "worktrees").glob("*"))]
        case "branch":
            branches = sorted((git / "refs/heads/farhand").glob("*"))
            places = [Path(f"{each}.lock") for each in branches if each.suffix != ".lock"]
        case _:
            assert_never(lock)
    if places:
        with suppress(FileNotFoundError):
            random.choice(places).touch()


def keep_busy(world: World, seconds: float, over: Event) -> None:
    """Hold the write lock of the host's database."""
    with closing(sqlite3.connect(world.computer.data / DATABASE, timeout=30, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        over.wait(seconds)
        other.execute("ROLLBACK")


def fill_disk(world: World, seconds: float, over: Event) -> None:
    """Let no file of the world's programs grow: a limit of the process, so that nobody else's disk need be full."""
    _limit(world, 0)
    over.wait(seconds)
    empty_disk(world)


def empty_disk(world: World) -> None:
    """Let files grow again."""
    _limit(world, resource.RLIM_INFINITY)
    _limit(world, resource.RLIM_INFINITY)  # again for what was started meanwhile by one that was limited still


def _limit(world: World, size_bytes: int) -> None:
    for process, _, _ in world.processes():
        with suppress(psutil.NoSuchProcess, ProcessLookupError):
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size_bytes, resource.RLIM_INFINITY))
