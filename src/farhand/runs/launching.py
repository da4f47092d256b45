"""Start runners so that they outlive the host, or hand a follow-up to one that still has the agent's session."""

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from farhand.errors import Conflict, unwritable
from farhand.ids import RunId
from farhand.runs.folder import RunFolder
from farhand.runs.lease import take
from farhand.runs.leftovers import sweep_all
from farhand.runs.liveness import IS_INHERITED, claim
from farhand.runs.protocol import Continue, Leave
from farhand.runs.sockets import dial
from farhand.runs.spare import Order, Spare, Waiting, start_waiting
from farhand.runs.spec import RunSpec

RUNNER = (sys.executable, "-m", "farhand.runner")
"""The program that carries out a run; it is told the folder once it has started."""

HAND_ON_S = 2.0  # a lingering runner answers at once; one that does not is not waited for


class Launching:
    """Starts runners below `root`, one folder per run.

    A run's lock is handed to its runner, so that from its first moment there is no doubt that it lives.
    """

    def __init__(
        self, root: Path, environment: Mapping[str, str] = os.environ, program: Sequence[str] = RUNNER
    ) -> None:
        self._root = root
        self._environment = environment
        self._program = program
        self._spare: Spare | None = None

    def use(self, spare: Spare) -> None:
        """Take this spare, where it has one, rather than start a runner."""
        self._spare = spare

    def start_waiting(self) -> Waiting:
        """Start a runner that waits for its run. Raises Unavailable."""
        self._root.mkdir(parents=True, exist_ok=True, mode=0o700)
        return start_waiting(self._program, self._environment, self._root.with_name("runner.log"))

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
            folder.choose_socket()
            self._hand_over(Order(folder.path.absolute(), lock))
        finally:
            if lock is not None:
                os.close(lock)

    def _hand_over(self, order: Order) -> None:
        spare = self._spare.take() if self._spare is not None else None
        if spare is not None:
            try:
                spare.hand(order)
            except OSError:
                spare.dismiss()
            else:
                return
        self.start_waiting().hand(order)
