"""How many tasks a computer carries out at once when nobody says it: by cores and memory."""

import os

GIB = 1024**3
MEMORY_PER_RUN = 1.5 * GIB  # an agent, its language server and a test run beside it


def places_for(cores: int, memory_bytes: int | None) -> int:
    """Return the places of a computer; memory that is not known limits nothing."""
    by_memory = cores if memory_bytes is None else int(memory_bytes / MEMORY_PER_RUN)
    return max(1, min(cores, by_memory))


def places_here() -> int:
    """Return the places of this computer."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return places_for(cores or 1, _memory_bytes())


def _memory_bytes() -> int | None:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # Windows has no sysconf, others not these names
        return None
