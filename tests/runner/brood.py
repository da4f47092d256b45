"""A program with children that are hard to stop. Standard library only: `python -I -S brood.py FOLDER KIND…`.

Each child notes its process id and its port, if it has one, in FOLDER/members; when all have, FOLDER/ready is written,
a pipe that somebody reads. Where FOLDER/calm exists it does nothing.
"""

import os
import signal
import socket
import sys
import time
from pathlib import Path

KINDS = ("ignores signals", "lost its parent", "left the session", "holds a port", "holds the output", "hides")
LONG_S = 600
STAY = f"import time; time.sleep({LONG_S})"


def live(kind: str, members: Path, told: int) -> None:
    """Be one of the children, until killed."""
    port = 0
    if kind in {"ignores signals", "holds a port"}:
        for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
    if kind != "holds the output":
        quiet = os.open(os.devnull, os.O_RDWR)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
    if kind == "holds a port":
        listener = socket.create_server(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    with members.open("a") as noted:
        noted.write(f"{os.getpid()} {port}\n")
    os.write(told, b".")
    os.close(told)
    if kind == "hides":
        os.execve(sys.executable, [sys.executable, "-I", "-S", "-c", STAY], {})  # noqa: S606  # to lose its environment
    time.sleep(LONG_S)


def start(kind: str, members: Path) -> None:
    """Start a child; return once it is there."""
    reading, told = os.pipe()
    if (parent := os.fork()) == 0:
        if kind not in {"ignores signals", "lost its parent"}:
            os.setsid()
        if kind == "ignores signals" or os.fork() == 0:
            live(kind, members, told)
        os._exit(0)
    os.close(told)
    if kind != "ignores signals":
        os.waitpid(parent, 0)
    os.read(reading, 1)
    os.close(reading)


def main() -> None:
    """Have the children, say that they are there, and stay."""
    folder, kinds = Path(sys.argv[1]), sys.argv[2:]
    if (folder / "calm").exists():
        return
    for kind in kinds or KINDS:
        start(kind, folder / "members")
    (folder / "ready").write_text("ready\n")
    time.sleep(LONG_S)


if __name__ == "__main__":
    main()
