"""A check that a journey holds open: it says that it began, and waits for leave to end."""

import os
import select
from pathlib import Path

from tests.journeys.computer import PATIENCE_S

SCRIPT = """[ -p {door}/here ] || exit 0
echo here > {door}/here
read answer < {door}/go
test "$answer" = open
"""


class Door:
    """Two named pipes between a project's check and a journey."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._here, self._go = folder / "here", folder / "go"
        self._pipes: list[int] = []

    @property
    def script(self) -> str:
        """The check: it passes at once while nothing is held."""
        return SCRIPT.format(door=self._here.parent)

    def hold(self) -> None:
        """Let the next check wait."""
        for path in (self._go, self._here):
            os.mkfifo(path)
            self._pipes.append(os.open(path, os.O_RDWR | os.O_NONBLOCK))

    def wait_begun(self) -> None:
        """Wait until a check stands before the door."""
        here = self._pipes[1]
        ready, _, _ = select.select([here], [], [], PATIENCE_S)
        assert ready, "no check began"
        os.read(here, 100)

    def open(self) -> None:
        """Let the check that waits pass, and those after it."""
        self._here.unlink()
        os.write(self._pipes[0], b"open\n")

    def close(self) -> None:
        """Forget the pipes."""
        for each in self._pipes:
            os.close(each)
        self._pipes.clear()
        self._go.unlink(missing_ok=True)
