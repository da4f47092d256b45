"""The stand-in for an agent's program: lines in, lines out, and deeds that leave a mark. Standard library only.

A prompt is a list of deeds: `m7: write; ask; slow; children; crash; bad; awful; limit`. What it does once it notes in
the file that the environment names, so that what ran twice is seen. What is `bad` it mends when it is told to, what is
`awful` only its second fresh attempt does not do.
"""

import json
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

DEEDS = Path(os.environ["CHAOS_DEEDS"])
SLOW_S = 0.4  # long enough for a kill to fall within
RESETS_S = 1.0  # until a limit is over
ASKED = re.compile(r"^(m\d+): (.*)$", re.MULTILINE)
STUBBORN = "trap '' INT TERM; while :; do sleep 1; done"


def say(**message: object) -> None:
    """Tell the adapter something."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def note(deed: str) -> None:
    """Leave a mark, whole and at once."""
    descriptor = os.open(DEEDS, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(descriptor, f"{deed}\n".encode())
    os.close(descriptor)


def have_children() -> None:
    """Start what is hard to stop: one that ignores signals, one in a session of its own, one that holds a port."""
    subprocess.Popen(["/bin/sh", "-c", STUBBORN], stdout=subprocess.DEVNULL)
    listener = socket.create_server(("127.0.0.1", 0))
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            listener.listen()
            select.select([], [], [])
        os._exit(0)
    os.wait()
    listener.close()


def write(message: str, deed: str) -> None:
    """Change the workspace."""
    bad = Path("bad")
    match deed:
        case "bad":
            bad.touch()
        case "awful" if not Path.cwd().name.endswith(".attempt-2"):
            bad.write_text("awful\n")
        case "mend" if bad.exists() and not bad.read_text():
            bad.unlink()
        case "write":
            Path(f"{message}.txt").write_text(f"{message}\n")
        case _:
            return


def meet_limit(message: str) -> bool:
    """Say that a limit is met, once for a message; return whether the turn goes on."""
    if f"limit {message}" in DEEDS.read_text().splitlines():
        return True
    note(f"limit {message}")
    say(type="limited", resets_at=str(round((time.time() + RESETS_S) * 1000)))
    return False


def do(message: str, deed: str) -> bool:
    """Do one deed; return whether the turn goes on."""
    match deed:
        case "write" | "bad" | "awful" | "mend":
            write(message, deed)
        case "limit":
            return meet_limit(message)
        case "slow":
            time.sleep(SLOW_S)
        case "children":
            have_children()
        case "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        case "ask":
            say(type="ask", exact=message)
            return json.loads(sys.stdin.readline())["allow"]
        case _:
            raise ValueError(deed)
    say(type="did", deed=deed)
    return True


def main() -> None:
    """Take turns until the input ends."""
    session = sys.argv[1]
    say(type="session", session=session)
    for line in sys.stdin:
        asked = ASKED.findall(json.loads(line)["prompt"])
        message, deeds = asked[-1] if asked else ("repair", "mend")  # before it stands what was done earlier
        note(f"turn {message}")
        for deed in deeds.split(";"):
            if not do(message, deed.strip()):
                break
        say(type="ended", summary=f"Did {message}.")


if __name__ == "__main__":
    main()
