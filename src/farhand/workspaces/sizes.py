"""How much disk workspaces take, and may take."""

import os
import shutil
from pathlib import Path

GB = 10**9
_BLOCK_BYTES = 512  # what `st_blocks` counts in, whatever the file system


def size_of(folder: Path) -> int:
    """Return the bytes that a folder takes; what cannot be read counts nothing, what is shared counts whole."""
    total, waiting = 0, [os.fspath(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    total += _bytes_of(entry.stat(follow_symlinks=False))
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except OSError:
            continue
    return total


def budget_for(given_gb: int, taken_bytes: int, free_bytes: int) -> int:
    """Return the bytes that workspaces may take: as given; for 0, 20 GB, or a fifth of what they could have if less."""
    return given_gb * GB if given_gb else min(20 * GB, (taken_bytes + free_bytes) // 5)


def free_bytes_at(folder: Path) -> int:
    """Return what is free on the disk of a folder."""
    return shutil.disk_usage(folder).free


def _bytes_of(seen: os.stat_result) -> int:
    blocks: int | None = getattr(seen, "st_blocks", None)  # Windows has none
    return seen.st_size if blocks is None else blocks * _BLOCK_BYTES
