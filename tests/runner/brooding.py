"""What a test sees of a brood: whether it is there, and what is left of it."""

import asyncio
import os
import shlex
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from farhand.process_tree import list_processes

PROGRAM = Path(__file__).with_name("brood.py")


@dataclass(frozen=True, slots=True)
class Brood:
    """A program with children that are hard to stop, and the folder where it tells of them."""

    folder: Path

    @staticmethod
    def of(folder: Path) -> "Brood":
        """Make the folder."""
        folder.mkdir()
        os.mkfifo(folder / "ready")
        return Brood(folder)

    def command(self, *kinds: str) -> str:
        """Return what a shell runs to have it."""
        return shlex.join((sys.executable, "-I", "-S", str(PROGRAM), str(self.folder), *kinds))

    def read_ready(self) -> None:
        """Block until every child is there."""
        (self.folder / "ready").read_text()

    async def wait_ready(self) -> None:
        """Wait until every child is there."""
        await asyncio.to_thread(self.read_ready)

    def calm(self) -> None:
        """Let it do nothing from now on."""
        (self.folder / "calm").touch()

    def members(self) -> list[tuple[int, int]]:
        """Return the process id and the port of each child."""
        lines = (self.folder / "members").read_text().splitlines()
        return [(int(pid), int(port)) for pid, port in (line.split() for line in lines)]

    def rest(self) -> list[str]:
        """Return what is left of it: children that run, ports that are taken."""
        running = {pid for pid, seen in list_processes().items() if not seen.is_zombie}
        left = [f"process {pid}" for pid, _ in self.members() if pid in running]
        return left + [f"port {port}" for _, port in self.members() if port and not _is_free(port)]


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
