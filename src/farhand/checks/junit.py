"""Counts from the JUnit XML reports that a check wrote: only those it wrote in this very run."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from farhand.checks.counts import Counts, read_counts

MAX_REPORTS = 1000
MAX_REPORT_BYTES = 16 << 20

Reports = Mapping[Path, tuple[int, int, int]]
"""Report files as they stand: inode, time of change and size of each."""


def find_reports(workspace: Path, pattern: str | None) -> Reports:
    """Return the reports that a pattern names; one that leads outside names none."""
    if pattern is None or PurePosixPath(pattern).is_absolute() or ".." in PurePosixPath(pattern).parts:
        return {}
    found: dict[Path, tuple[int, int, int]] = {}
    try:
        for path in sorted(workspace.glob(pattern))[:MAX_REPORTS]:
            seen = path.lstat()
            found[path] = seen.st_ino, seen.st_mtime_ns, seen.st_size
    except (OSError, ValueError):
        return {}
    return found


def read_reports(before: Reports, now: Reports) -> Counts | None:
    """Return passed and total over the reports that are new or changed; None where there are none."""
    counts = [each for path, seen in now.items() if before.get(path) != seen and (each := _read(path)) is not None]
    return (sum(passed for passed, _ in counts), sum(total for _, total in counts)) if counts else None


def _read(path: Path) -> Counts | None:
    try:
        with path.open("rb") as file:
            text = file.read(MAX_REPORT_BYTES).decode(errors="replace")
    except OSError:
        return None
    return read_counts(text) if "<testsuite" in text else None
