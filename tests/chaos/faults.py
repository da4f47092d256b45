"""What goes wrong around a host without anybody being killed: locks, a held database, a disk without room."""

import resource
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from threading import Event

import psutil

from farhand.host.relay_side import RELAY_DATABASE
from farhand.host.schema import DATABASE
from tests.chaos.plan import GitLock
from tests.chaos.world import World

PLACES: Mapping[GitLock, tuple[str, str]] = {
    "index": ("", "/index.lock"),
    "head": ("", "/HEAD.lock"),
    "config": ("", "/config.lock"),
    "packed refs": ("", "/packed-refs.lock"),
    "branch": ("refs/heads/farhand/*", ".lock"),
    "base": ("refs/farhand/base/farhand/*", ".lock"),
    "worktree index": ("worktrees/*", "/index.lock"),
    "worktree head": ("worktrees/*", "/HEAD.lock"),
    "worktree locked": ("worktrees/*", "/locked"),
}
"""What a lock is on, below the git directory, and what it is called beyond that."""


def leave_lock(world: World, lock: GitLock, random: Random) -> None:
    """Leave what a git that was killed leaves, where there is such a place."""
    git, (pattern, suffix) = world.project / ".git", PLACES[lock]
    found = sorted(git.glob(pattern)) if pattern else [git]
    locked = [each for each in found if each.suffix != ".lock"]
    if locked:
        with suppress(FileNotFoundError):
            Path(f"{random.choice(locked)}{suffix}").touch()


def keep_busy(world: World, database: str, seconds: float, over: Event) -> None:
    """Hold the write lock of a database."""
    path = world.computer.data / (DATABASE if database == "host" else RELAY_DATABASE)
    if not path.exists():  # a relay of its own has its database elsewhere
        return
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        over.wait(seconds)
        other.execute("ROLLBACK")


def lose_relay(world: World, seconds: float, over: Event) -> None:
    """Have a relay of its own be away."""
    if world.relay is not None:
        world.relay.kill()
        over.wait(seconds)
        world.relay.serve_relay()


def fill_disk(world: World, seconds: float, over: Event) -> None:
    """Fill the world's own disk; where it has none, let no file of its programs grow."""
    if world.disk is not None:
        world.disk.fill(seconds, over)
        return
    _limit(world, 0)
    over.wait(seconds)
    empty_disk(world)


def empty_disk(world: World) -> None:
    """Let files grow again."""
    if world.disk is not None:
        world.disk.empty()
        return
    _limit(world, resource.RLIM_INFINITY)
    _limit(world, resource.RLIM_INFINITY)  # again for what was started meanwhile by one that was limited still


def _limit(world: World, size_bytes: int) -> None:
    for each in world.processes():
        with suppress(psutil.NoSuchProcess, ProcessLookupError):
            resource.prlimit(each.process.pid, resource.RLIMIT_FSIZE, (size_bytes, resource.RLIM_INFINITY))
