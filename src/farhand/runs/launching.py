"""Start runners so that they outlive the host, or hand a follow-up to one that still has the agent's session."""

import asyncio
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from farhand.errors import Conflict, Unavailable, unwritable
from farhand.ids import RunId
from farhand.runs.folder import RunFolder
from farhand.runs.lease import take
from farhand.runs.leftovers import MARK, sweep_all
from farhand.runs.liveness import IS_INHERITED, claim
from farhand.runs.protocol import Continue, Leave, RunSpec
from farhand.runs.sockets import dial

LOCK_VARIABLE = "FARHAND_RUNNER_LOCK"
"""Names the descriptor of the lock that a runner inherits: from its first moment there is no doubt that it lives."""

RUNNER = (sys.executable, "-m", "farhand.runner")
"""The program that carries out a run, given its folder."""

HAND_ON_S = 2.0  # a lingering runner answers at once; one that does not is not waited for


class Launching:
    """Starts runners below `root`, one folder per run."""

    def __init__(
        self, root: Path, environment: Mapping[str, str] = os.environ, program: Sequence[str] = RUNNER
    ) -> None:
        self._root = root
        self._environment = environment
        self._program = program

    def folder(self, run: RunId) -> RunFolder:
        """Return the folder of a run."""
        return RunFolder(self._root / run)

    async def begin(self, spec: RunSpec, previous: RunId | None = None) -> RunFolder:
        """Begin a run: in the runner of the `previous` run of the same chain if it lingers, else in a new one.

        The run is begun once, however often this is called, and takes the workspace over from any earlier one. Raises
        Unavailable when no process can be started, an earlier run does not let go, or the disk is full.
        """
        folder = self.folder(RunId(spec.run))
        if folder.is_alive() or folder.events.exists():
            return folder
        try:
            lease = await take(folder.lease(spec.workspace), spec.run)
            spec = spec.model_copy(update={"lease": lease.number})
            RunFolder.create(self._root, spec)
            if previous is None or not await self._hand_on(spec, folder, self.folder(previous)):
                self._launch(folder)
        except OSError as error:
            raise unwritable(folder.path, error) from error
        return folder

    async def dismiss(self, run: RunId) -> None:
        """Let a runner that lingers after this run end now; one that works goes on."""
        await self._say(self.folder(run), Leave())

    async def tidy(self) -> None:
        """Stop what runners left that were killed."""
        await sweep_all(self._root)

    async def _hand_on(self, spec: RunSpec, folder: RunFolder, previous: RunFolder) -> bool:
        await self._say(previous, Continue(spec=spec))
        return folder.is_alive() or folder.events.exists()

    async def _say(self, folder: RunFolder, message: Continue | Leave) -> None:
        socket = folder.socket()
        if socket is None or not folder.is_alive():
            return
        try:
            async with asyncio.timeout(HAND_ON_S):
                reader, writer = await dial(socket)
                try:
                    writer.write(message.to_json() + b"\n")
                    await reader.read()  # it closes the connection once it took the message, or will not
                finally:
                    writer.close()
        except (OSError, TimeoutError):
            return

    def _launch(self, folder: RunFolder) -> None:
        lock = claim(folder.lock) if IS_INHERITED else None
        if IS_INHERITED and lock is None:
            raise Conflict(f"run `{folder.path.name}` has a runner already")
        try:
            socket = folder.choose_socket()
            environment = {**self._environment, MARK: str(socket)}
            if lock is not None:
                environment[LOCK_VARIABLE] = str(lock)
            process = self._spawn(folder, environment, () if lock is None else (lock,))
        finally:
            if lock is not None:
                os.close(lock)
        # Somebody has to take notice of its end; a thread that waits costs less than a wrong idea of who lives.
        threading.Thread(target=process.wait, name=f"runner {process.pid}", daemon=True).start()

    def _spawn(
        self, folder: RunFolder, environment: Mapping[str, str], descriptors: tuple[int, ...]
    ) -> subprocess.Popen[bytes]:
        command = (*_outside_service(environment), *self._program, str(folder.path))
        descriptor = os.open(folder.runner_log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            return subprocess.Popen(
                command,
                cwd=folder.path,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=descriptor,
                stderr=descriptor,
                pass_fds=descriptors,
                start_new_session=True,
            )
        except OSError as error:
            raise Unavailable(f"the runner cannot be started: {error.strerror}") from error
        finally:
            os.close(descriptor)


def _outside_service(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Systemd ends everything in a service's group with it: a runner gets a scope of its own."""
    if "INVOCATION_ID" not in environment or shutil.which("systemd-run") is None:
        return ()
    user = ("--user",) if hasattr(os, "getuid") and os.getuid() != 0 else ()
    return ("systemd-run", *user, "--scope", "--quiet", "--collect", "--")
