"""A runner's process before it has a run: it has loaded all that it needs, and waits on its input for the folder."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from farhand.errors import Unavailable
from farhand.log import Log
from farhand.runs.liveness import IS_INHERITED

log = Log.of(__name__)
AHEAD_S = (
    3.0  # after a run was begun its agent has the processors; the next runner is wanted seconds later at the earliest
)
_MOST_BYTES = 64 * 1024  # of an order: a path is shorter on every system


@dataclass(frozen=True, slots=True)
class Order:
    """The folder of the run to carry out, and the descriptor of its lock, where one can be handed over."""

    folder: Path
    lock: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A process that waits for its order."""

    process: subprocess.Popen[bytes]
    line: socket.socket | IO[bytes]

    def hand(self, order: Order) -> None:
        """Hand it the order; from then on it holds the lock, too. Raises OSError when it is gone."""
        words = os.fsencode(order.folder) + b"\n"
        with self.line as line:
            if isinstance(line, socket.socket):
                socket.send_fds(line, [words], [] if order.lock is None else [order.lock])
            else:
                line.write(words)
        # Somebody has to take notice of its end; a thread that waits costs less than a wrong idea of who lives.
        threading.Thread(target=self.process.wait, name=f"runner {self.process.pid}", daemon=True).start()

    def dismiss(self) -> None:
        """End it: there is nothing to do for it."""
        self.line.close()
        self.process.terminate()
        self.process.wait()


def start_waiting(program: Sequence[str], environment: Mapping[str, str], errors: Path) -> Waiting:
    """Start a runner that waits; what it says before it has a folder goes to `errors`. Raises Unavailable."""
    command = (*_outside_service(environment), *program)
    with errors.open("ab") as log_file:
        start = partial(
            subprocess.Popen[bytes], command, env=environment, stdout=log_file, stderr=log_file, start_new_session=True
        )
        try:
            if not IS_INHERITED:
                process = start(stdin=subprocess.PIPE)
                assert process.stdin is not None  # noqa: S101  # a pipe was asked for
                return Waiting(process, process.stdin)
            ours, theirs = socket.socketpair()
            with theirs, ExitStack() as unless_started:
                unless_started.enter_context(ours)
                process = start(stdin=theirs.fileno())
                unless_started.pop_all()
                return Waiting(process, ours)
        except OSError as error:
            raise Unavailable(f"the runner cannot be started: {error.strerror}") from error


def wait_for_order() -> Order | None:
    """In the runner: wait for the order; None when whoever started this process is gone.

    From then on this process reads nothing, writes to the run's own log, and works in the run's folder.
    """
    order = _read_order()
    if order is not None:
        errors = os.open(order.folder / "runner.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        nothing = os.open(os.devnull, os.O_RDONLY)
        for descriptor, source in ((0, nothing), (1, errors), (2, errors)):
            os.dup2(source, descriptor)
        os.close(errors)
        os.close(nothing)
        os.chdir(order.folder)
    return order


def _read_order() -> Order | None:
    if IS_INHERITED:
        with socket.socket(fileno=os.dup(0)) as line:
            said, locks, _, _ = socket.recv_fds(line, _MOST_BYTES, 1)
    else:
        said, locks = sys.stdin.buffer.readline(_MOST_BYTES), []
    if not said.endswith(b"\n"):
        return None
    for lock in locks:
        os.set_inheritable(lock, False)  # what this process starts must not keep it alive
    return Order(Path(os.fsdecode(said[:-1])), locks[0] if locks else None)


class Spare:
    """A service that keeps one runner waiting, so that a run need not wait until one has started.

    A process that ended while it waited is no spare: the run then starts one of its own.
    """

    name = "spare runner"

    def __init__(self, start: Callable[[], Waiting], ahead_s: float = AHEAD_S) -> None:
        self._start = start
        self._ahead_s = ahead_s
        self._waiting: Waiting | None = None
        self._taken = asyncio.Event()

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled; the spare ends with the service."""
        ready()
        try:
            while True:
                await asyncio.sleep(self._ahead_s)
                self._taken.clear()
                try:
                    self._waiting = self._start()
                except Unavailable as error:  # the run that wants a runner tries again, and says so
                    log.warning("spare.not_started", why=error.message)
                await self._taken.wait()
        finally:
            if (waiting := self.take()) is not None:
                waiting.dismiss()

    def take(self) -> Waiting | None:
        """Return the spare, if there is one; another is started before long."""
        waiting, self._waiting = self._waiting, None
        self._taken.set()
        if waiting is None or waiting.process.poll() is None:
            return waiting
        waiting.line.close()
        return None


def _outside_service(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Systemd ends everything in a service's group with it: a runner gets a scope of its own."""
    if "INVOCATION_ID" not in environment or shutil.which("systemd-run") is None:
        return ()
    user = ("--user",) if hasattr(os, "getuid") and os.getuid() != 0 else ()
    return ("systemd-run", *user, "--scope", "--quiet", "--collect", "--")
