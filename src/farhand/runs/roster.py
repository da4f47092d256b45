"""The processes below a runner, noted as they come and go: whoever stops what it left finds those that hide, too."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from farhand.process_tree import Seen, list_processes

_BOOT = Path("/proc/sys/kernel/random/boot_id")  # Linux counts a birth from the boot: ids and births come again


@dataclass(slots=True)
class Roster:
    """The note that a runner keeps as long as it lives."""

    path: Path
    _noted: frozenset[tuple[int, str]] = frozenset()

    def note(self, members: Iterable[Seen]) -> None:
        """Note who runs now, if that has changed."""
        now = frozenset((seen.pid, seen.born) for seen in members)
        if now == self._noted:
            return
        part = self.path.with_name(f"{self.path.name}.part")
        try:
            part.write_text("".join(f"{line}\n" for line in (_boot(), *(f"{pid} {born}" for pid, born in now))))
            part.replace(self.path)
        except OSError:  # a full disk: those that do not hide are found by their mark
            return
        self._noted = now

    def forget(self) -> None:
        """Nobody is left."""
        self.path.unlink(missing_ok=True)


def read_roster(path: Path) -> list[Seen]:
    """Return those of a note that still run: the very same, not others that were given their ids."""
    try:
        boot, *noted = path.read_text().splitlines() or [""]
    except OSError:
        return []
    if boot != _boot() or not noted:
        return []
    return [seen for seen in list_processes().values() if f"{seen.pid} {seen.born}" in noted]


def _boot() -> str:
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return ""
