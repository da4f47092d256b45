"""What a runner that was killed left running: known by the mark that all its descendants inherit."""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from farhand.log import Log
from farhand.process_tree import SWEEP, kill_tree, list_processes
from farhand.runs.folder import RunFolder

log = Log.of(__name__)
MARK = "FARHAND_RUNNER"
"""The environment variable that holds the runner's socket, for everything that it starts."""


def find_marked() -> Mapping[Path, list[int]]:
    """Return the processes that bear a mark, by the socket that it names; none where the system does not tell."""
    found = defaultdict[Path, list[int]](list)
    for pid, seen in list_processes().items():
        if pid != os.getpid() and not seen.is_zombie and (socket := _mark_of(pid)) is not None:
            found[socket].append(pid)
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
    return await _stop(find_marked().get(socket, []))


async def sweep_all(root: Path) -> None:
    """Stop what every dead runner below `root` left, also one that was killed after its run had ended."""
    for socket, pids in find_marked().items():
        if any(not folder.is_alive() for folder in _begun_with(root, socket)):
            log.warning("runner.left_something", processes=len(pids))
            await _stop(pids)


async def _stop(pids: list[int]) -> bool:
    return all([await kill_tree(pid, SWEEP) for pid in pids])


def _begun_with(root: Path, socket: Path) -> Iterator[RunFolder]:
    """Yield the folder of the run that a runner with this socket began with, and holds as long as it lives."""
    if socket.parent.parent == root:
        yield RunFolder(socket.parent)
    else:
        yield from (RunFolder(path) for path in root.glob(f"{socket.stem}*") if RunFolder(path).socket() == socket)
