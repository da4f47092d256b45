"""What a runner that was killed left running: what bears the mark that all it starts inherit, and what it noted."""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from farhand.log import Log
from farhand.process_tree import SWEEP, Seen, list_processes, stop_all
from farhand.runs.folder import ROSTER, RunFolder
from farhand.runs.roster import Roster, read_roster

log = Log.of(__name__)
MARK = "FARHAND_RUNNER"
"""The environment variable that holds the runner's socket, for everything that it starts."""


def find_marked() -> dict[Path, list[Seen]]:
    """Return the processes that bear a mark, by the socket that it names; none where the system does not tell."""
    found = defaultdict[Path, list[Seen]](list)
    for pid, seen in list_processes().items():
        if pid != os.getpid() and not seen.is_zombie and (socket := _mark_of(pid)) is not None:
            found[socket].append(seen)
    return found


def _mark_of(pid: int) -> Path | None:
    prefix = os.fsencode(f"{MARK}=")
    try:
        environment = Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return None
    named = (each for each in environment.split(b"\0") if each.startswith(prefix))
    return next((Path(os.fsdecode(each.removeprefix(prefix))) for each in named), None)


async def sweep(folder: RunFolder) -> bool:
    """Stop what the dead runner of a run left; return whether nothing of it runs any more."""
    socket = folder.socket()
    if socket is None or folder.is_alive():
        return socket is None
    return await _stop(folder.path.parent, socket, find_marked().get(socket, []))


async def sweep_all(root: Path) -> None:
    """Stop what every dead runner below `root` left, also one that was killed after its run had ended."""
    marked = find_marked()
    for socket in {*marked, *_find_noted(root)}:
        if any(not folder.is_alive() for folder in _begun_with(root, socket)):
            await _stop(root, socket, marked.get(socket, []))


def _find_noted(root: Path) -> Iterator[Path]:
    for roster in root.glob(f"*/{ROSTER}"):
        if (socket := RunFolder(roster.parent).socket()) is not None:
            yield socket


async def _stop(root: Path, socket: Path, marked: list[Seen]) -> bool:
    rosters = [folder.roster for folder in _begun_with(root, socket)]
    left = [*marked, *(seen for roster in rosters for seen in read_roster(roster))]
    if left:
        log.warning("runner.left_something", processes=len(left))
    is_gone = await stop_all(left, SWEEP)
    for roster in rosters if is_gone else ():
        Roster(roster).forget()
    return is_gone


def _begun_with(root: Path, socket: Path) -> Iterator[RunFolder]:
    """Yield the folder of the run that a runner with this socket began with, and holds as long as it lives."""
    if socket.parent.parent == root:
        yield RunFolder(socket.parent)
    else:
        yield from (RunFolder(path) for path in root.glob(f"{socket.stem}*") if RunFolder(path).socket() == socket)
