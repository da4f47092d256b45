"""A disk of a world's own that can be full: a small one in memory, in a namespace where this program may mount it."""

import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

NAMESPACE = "CHAOS_NAMESPACE"
"""Set where this program runs in a namespace of its own."""

UNSHARE = ("unshare", "--user", "--map-root-user", "--mount")
SIZE_BYTES = 256 * 1024 * 1024
EAT_S = 0.02  # between bites: what is freed while the disk is full must not be free for long


def enter_namespace() -> str:
    """Begin this program anew where it may mount, and say how a full disk is played."""
    if NAMESPACE not in os.environ:
        if shutil.which(UNSHARE[0]) is None or subprocess.run([*UNSHARE, "true"], check=False).returncode != 0:
            return "no namespaces here: a full disk is a limit on the size of files"
        os.environ[NAMESPACE] = "yes"
        os.execvp(UNSHARE[0], [*UNSHARE, sys.executable, "-m", "tests.chaos", *sys.argv[1:]])  # noqa: S606  # no shell
    return "a full disk is a real one, of the world's own"


@dataclass(frozen=True, slots=True)
class OwnDisk:
    """The disk below `root`."""

    root: Path
    _eating: threading.Lock = field(default_factory=threading.Lock)

    @staticmethod
    def mount(root: Path) -> "OwnDisk | None":
        """Return a disk at `root`; None where nothing may be mounted."""
        if NAMESPACE not in os.environ:
            return None
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_BYTES}", "tmpfs", str(root)], check=True)
        return OwnDisk(root)

    @property
    def _ballast(self) -> Path:
        return self.root / "ballast"

    def fill(self, seconds: float, over: threading.Event) -> None:
        """Leave no room for a while."""
        with self._eating, self._ballast.open("wb", buffering=0) as ballast:
            for _ in range(int(seconds / EAT_S)):
                _eat(ballast.fileno())
                if over.wait(EAT_S):
                    break
        self.empty()

    def empty(self) -> None:
        """Make room."""
        self._ballast.unlink(missing_ok=True)

    def leave(self, *, keep: bool) -> None:
        """Take the disk away; what is on it may be kept in its place."""
        aside = self.root.with_name(f"{self.root.name}.kept")
        if keep:
            subprocess.run(["cp", "--archive", str(self.root), str(aside)], check=False)
        subprocess.run(["umount", "--lazy", str(self.root)], check=True)
        if keep:
            self.root.rmdir()
            aside.rename(self.root)


def _eat(descriptor: int) -> None:
    """Take all the room that there is."""
    room = os.fstatvfs(descriptor)
    size = os.fstat(descriptor).st_size
    for piece in (room.f_bavail * room.f_frsize, room.f_frsize):
        try:
            if piece:
                os.posix_fallocate(descriptor, size, piece)
        except OSError:
            continue
        size += piece
