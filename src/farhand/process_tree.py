"""Which processes belong to a process, also those that changed group, session or parent, and how they are stopped.

A member is known by its parent, by the group or session it shares with a member, by having been seen before its parent
died, or by the mark that it inherited in its environment. What clears its environment, changes its session and loses
its parent between two looks escapes, unless this process is a subreaper and everything below it is stopped.
"""

import asyncio
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

MARK = "FARHAND_TREE"
POLL_S = 0.02  # how often a stopping tree is looked at
_PR_SET_CHILD_SUBREAPER = 36
_FIELDS_AFTER_NAME = 20  # of /proc/PID/stat, as far as the start time

NOBODY = -1  # as a root: the tree is what bears the mark

Steps = tuple[tuple[int, float], ...]
"""Signals in order, each with the seconds that a tree has to end after it."""

_INT, _TERM = int(signal.SIGINT), int(signal.SIGTERM)
_KILL = int(getattr(signal, "SIGKILL", signal.SIGTERM))  # Windows has none: taskkill ends trees there
GENTLY: Steps = ((_INT, 2.0), (_TERM, 1.0), (_KILL, 5.0))  # a person waits for it
SWEEP: Steps = ((_TERM, 1.0), (_KILL, 5.0))  # for what a program left behind after it ended by itself


@dataclass(frozen=True, slots=True)
class Seen:
    """One process as the system lists it; `born` tells it from a later one with the same id."""

    pid: int
    parent: int
    group: int
    session: int
    born: str
    is_zombie: bool = False


Listing = Callable[[], dict[int, Seen]]


def become_subreaper() -> bool:
    """Let orphans below this process become its children (Linux); return whether the system does so."""
    if not sys.platform.startswith("linux"):
        return False
    return ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0


def list_processes() -> dict[int, Seen]:
    """Return every process that this user may see; empty on Windows."""
    if sys.platform == "win32":
        return {}
    if Path("/proc/self/stat").exists():
        pids = (int(name) for name in os.listdir("/proc") if name.isdecimal())  # noqa: PTH208  # as in `_read`
        return {seen.pid: seen for pid in pids if (seen := _read_stat(pid))}
    with subprocess.Popen(
        ["ps", "-A", "-o", "pid=,ppid=,pgid=,stat=,lstart="], stdout=subprocess.PIPE, text=True
    ) as lister:
        listed = lister.communicate()[0].splitlines()
    return {seen.pid: seen for line in listed if (seen := read_ps_line(line)) and seen.pid != lister.pid}


def read_ps_line(line: str) -> Seen | None:
    """Read one line of `ps -o pid=,ppid=,pgid=,stat=,lstart=`."""
    words = line.split(None, 4)
    match words:
        case [pid, parent, group, state, born] if pid.isdecimal() and parent.isdecimal() and group.isdecimal():
            return Seen(int(pid), int(parent), int(group), 0, born.strip(), state.startswith("Z"))
        case _:
            return None


def _read(pid: int, name: str) -> bytes:
    # A look reads every process there is, and a stop looks fifty times a second: a `Path` and a buffer treble its cost.
    try:
        with open(f"/proc/{pid}/{name}", "rb", buffering=0) as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return b""


def _read_stat(pid: int) -> Seen | None:
    raw = _read(pid, "stat")
    words = raw[raw.rfind(b")") + 1 :].split(None, _FIELDS_AFTER_NAME)
    if len(words) < _FIELDS_AFTER_NAME:
        return None
    state, parent, group, session = words[:4]
    return Seen(pid, int(parent), int(group), int(session), words[19].decode(), state in {b"Z", b"X"})


def _read_environment(pid: int) -> list[bytes]:
    return _read(pid, "environ").split(b"\0")


@dataclass(slots=True)
class Tree:
    """A process and what descends from it. Look often while it runs: a look remembers those that later lose their way.

    This process is never a member, so the tree of its own id is everything below it.
    """

    root: int
    mark: str | None = None
    list_processes: Listing = list_processes
    me: int = field(default_factory=os.getpid)
    _members: dict[int, Seen] = field(default_factory=dict[int, Seen])
    _others: dict[int, str] = field(default_factory=dict[int, str])

    def remember(self, members: Iterable[Seen]) -> None:
        """Count these as members, as long as they run."""
        self._members.update({seen.pid: seen for seen in members})

    def look(self) -> dict[int, Seen]:
        """Look once; return the members that still run."""
        listing = self.list_processes()
        mine = listing.get(self.me)
        own_groups = {mine.group, mine.session} if mine else set[int]()
        alive = {pid: seen for pid, seen in self._members.items() if _is_same(listing.get(pid), seen)}
        if self.root in listing and self.root not in self._members:
            alive[self.root] = listing[self.root]
        waiting = {pid: seen for pid, seen in listing.items() if pid not in alive}
        while found := self._kin(alive, waiting, own_groups):
            alive.update(found)
            for pid in found:
                del waiting[pid]
        alive = {pid: listing[pid] for pid in alive}
        self._reap(alive)
        root = {pid: seen for pid, seen in self._members.items() if pid == self.root}  # its id may be given anew
        self._members = {pid: self._members.get(pid, seen) for pid, seen in alive.items()} | root
        return {pid: seen for pid, seen in alive.items() if not seen.is_zombie and pid != self.me}

    def _kin(self, alive: dict[int, Seen], waiting: dict[int, Seen], own_groups: set[int]) -> dict[int, Seen]:
        groups = {self.root, *(seen.group for seen in alive.values())} - own_groups
        sessions = {self.root, *(seen.session for seen in alive.values())} - own_groups - {0}
        return {
            pid: seen
            for pid, seen in waiting.items()
            if pid != self.me
            and (seen.parent in alive or seen.group in groups or seen.session in sessions or self._is_marked(seen))
        }

    def _is_marked(self, seen: Seen) -> bool:
        # An environment is fixed once a program has started, so each process is read once, not at every look.
        if self.mark is None or seen.is_zombie or self._others.get(seen.pid) == seen.born:
            return False
        environment = _read_environment(seen.pid)
        if f"{MARK}={self.mark}".encode() in environment:
            return True
        # Empty in the midst of an exec; and a child of ours may not have reached its exec yet.
        if any(environment) and seen.parent != self.me:
            self._others[seen.pid] = seen.born
        return False

    def _reap(self, alive: dict[int, Seen]) -> None:
        # Only orphans that a subreaper adopted: our own children are awaited by whoever started them.
        for pid, seen in alive.items():
            first = self._members.get(pid)
            if seen.is_zombie and seen.parent == self.me and first is not None and first.parent != self.me:
                try:
                    os.waitpid(pid, os.WNOHANG)
                except ChildProcessError:
                    continue

    def signal(self, number: int, members: Iterable[Seen]) -> None:
        """Send a signal to each member; SIGKILL also to their groups at one blow, which no fork outruns."""
        members = tuple(members)
        for seen in members:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(seen.pid, number)
        if number == _KILL:
            for group in {seen.group for seen in members} - {os.getpgrp(), 0, 1}:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(group, number)

    async def stop(self, steps: Steps = GENTLY) -> bool:
        """Send the signals of `steps` in turn until nothing runs; return whether the tree is gone."""
        if sys.platform == "win32":
            return await _taskkill(self.root)
        loop = asyncio.get_running_loop()
        for number, patience_s in steps:
            told = set[tuple[int, str]]()
            deadline = loop.time() + patience_s
            while members := self.look():
                new = [seen for seen in members.values() if number == _KILL or (seen.pid, seen.born) not in told]
                self.signal(number, new)
                told.update((seen.pid, seen.born) for seen in new)
                if loop.time() >= deadline:
                    break
                await asyncio.sleep(POLL_S)
            else:
                return True
        return not self.look()


def _is_same(now: Seen | None, before: Seen) -> bool:
    return now is not None and now.born == before.born


async def _taskkill(pid: int) -> bool:
    killer = await asyncio.create_subprocess_exec(
        "taskkill", "/T", "/F", "/PID", str(pid), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return await killer.wait() in {0, 128}  # 128: no such process


async def stop_all(found: Iterable[Seen], steps: Steps = GENTLY) -> bool:
    """Stop processes that were found and all below them; return whether all are gone."""
    tree = Tree(NOBODY)
    tree.remember(found)
    return await tree.stop(steps)


async def kill_tree(pid: int, steps: Steps = GENTLY, *, mark: str | None = None) -> bool:
    """Stop a process and all below it, SIGINT, SIGTERM, then SIGKILL; return whether all are gone.

    `mark` is that of its environment; it finds what a process left behind that has ended already, and is read from a
    process that still runs. The id of this process stops all below it and not itself.
    """
    return await Tree(pid, mark or _mark_of(pid)).stop(steps)


def _mark_of(pid: int) -> str | None:
    if pid == os.getpid():
        return None
    environment = _read_environment(pid)
    prefix = f"{MARK}=".encode()
    found = next((each.removeprefix(prefix).decode() for each in environment if each.startswith(prefix)), None)
    return None if found == os.environ.get(MARK) else found  # one that we inherited too is not that process's own
