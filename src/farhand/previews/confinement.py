"""Takes from a process what a hostile file could use: memory, time, disk, and the network."""

import ctypes
import sys
from contextlib import suppress

MEMORY_BYTES = 1 << 30  # of address space: a page or picture of 100 megapixels fits
CPU_S = 15
FILE_BYTES = 32 << 20  # a part of a preview has less than one
OPEN_FILES = 64
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000


def confine() -> None:
    """Confine this process for good, as far as the system can; call it before anything reads the file.

    Windows knows none of this, and macOS no limit of memory: there the parent's deadline is what holds.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  # POSIX only

    limits = (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    )
    for limit, most in limits:
        with suppress(ValueError, OSError):  # it is lower already, or not known here
            resource.setrlimit(limit, (most, most))
    if sys.platform.startswith("linux"):
        # An empty network of its own; where users may not make one, the process keeps that of the host.
        ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
