"""Whether a runner lives: it holds a lock that the system drops when it dies, whatever its process id is by then."""

import os
import sys
from pathlib import Path

IS_INHERITED = sys.platform != "win32"
"""Whether a lock taken before a process starts can be handed to it."""

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int, *, shared: bool) -> bool:
        del shared  # Windows knows no shared lock here; a look and a claim at once make one of them look again
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try(descriptor: int, *, shared: bool) -> bool:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def claim(path: Path) -> int | None:
    """Take the lock; return the descriptor that holds it until it is closed, None if somebody else does."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    if _try(descriptor, shared=False):
        return descriptor
    os.close(descriptor)
    return None


def is_held(path: Path) -> bool:
    """Return whether somebody holds the lock."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return not _try(descriptor, shared=True)
    finally:
        os.close(descriptor)
