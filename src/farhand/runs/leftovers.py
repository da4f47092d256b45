"""What a runner that was killed left running: known by the mark that all its descendants inherit."""

import os
from collections.abc import Iterator
from pathlib import Path

from farhand.process_tree import SWEEP, kill_tree, list_processes
from farhand.runs.folder import RunFolder

MARK = "FARHAND_RUNNER"
"""The environment variable that holds the runner's socket, for everything that it starts."""


def find_leftovers(socket: Path) -> Iterator[int]:
    """Yield the processes that a runner started and that still run; none where the system does not tell."""
    mark = os.fsencode(f"{MARK}={socket}")
    for pid, seen in list_processes().items():
        if pid == os.getpid() or seen.is_zombie:
            continue
        try:
            environment = Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            continue
        if mark in environment.split(b"\0"):
            yield pid


async def sweep(folder: RunFolder) -> bool:
    """Stop what the dead runner of a run left; return whether nothing of it runs any more."""
    socket = folder.socket()
    if socket is None or folder.is_alive():
        return socket is None
    return all([await kill_tree(pid, SWEEP) for pid in tuple(find_leftovers(socket))])
