"""Which workspaces may go, and why the others stay. Pure: what is known comes in, nothing is assumed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

GRACE_MS = 24 * 3600 * 1000  # a follow-up mostly comes the same day, and finds its dependencies in place


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one folder below the root of workspaces.

    `stays` says in words why it must stay, whatever the disk: it is not ours, it is needed, it holds what no branch
    does, or something of that could not be found out. `is_settled`: its change was applied or discarded, or is none.
    """

    path: Path
    size_bytes: int
    used_at_ms: int
    stays: str | None
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a workspace. `goes_at_ms` is absent while nothing says when."""

    path: Path
    goes_now: bool
    words: str
    goes_at_ms: int | None = None


def decide(known: Sequence[Known], now_ms: int, budget_bytes: int, *, grace_ms: int = GRACE_MS) -> tuple[Fate, ...]:
    """Return the fate of each: what is settled goes after a grace; then, over the budget, what was used longest ago."""
    ours = [each for each in known if each.stays is None]
    due = {each.path for each in ours if each.is_settled and each.used_at_ms + grace_ms <= now_ms}
    left_bytes = sum(each.size_bytes for each in known if each.path not in due)
    over: set[Path] = set()
    for each in sorted(ours, key=lambda each: (not each.is_settled, each.used_at_ms)):
        if left_bytes <= budget_bytes:
            break
        if each.path not in due:
            over.add(each.path)
            left_bytes -= each.size_bytes
    return tuple(_fate(each, each.path in due, each.path in over, grace_ms) for each in known)


def _fate(known: Known, is_due: bool, is_over: bool, grace_ms: int) -> Fate:
    if known.stays is not None:
        return Fate(known.path, goes_now=False, words=known.stays)
    if is_due:
        return Fate(known.path, goes_now=True, words="its change is settled")
    if is_over:
        return Fate(known.path, goes_now=True, words="workspaces take more than their disk budget")
    if known.is_settled:
        words = "its change is settled; kept a while for a follow-up"
        return Fate(known.path, goes_now=False, words=words, goes_at_ms=known.used_at_ms + grace_ms)
    return Fate(known.path, goes_now=False, words="its change is open; goes only when the disk budget is exceeded")
