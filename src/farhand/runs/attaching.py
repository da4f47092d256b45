"""Follow a run from wherever one left off, over the runner's socket and over its file, without gap or repeat."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

from farhand.errors import Unavailable
from farhand.log import Log
from farhand.runs.folder import RunFolder
from farhand.runs.liveness import IS_INHERITED
from farhand.runs.protocol import FROM_RUNNER, Attach, Ended, FromRunner, ToRunner

log = Log.of(__name__)
MAX_LINE_BYTES = 8 * 1024 * 1024  # an approval carries its action verbatim
RETRY_S = 0.05  # between looks for the socket of a runner that is about to listen
Decided = Callable[[], Awaitable[Sequence[ToRunner]]]
"""Gives what was decided so far, to be told on every new connection: a runner takes each decision once."""

START_PATIENCE_S = 20.0  # where a lock cannot be inherited, a runner that only starts looks like none


@dataclass(frozen=True, slots=True)
class Gone:
    """The runner died without ending its run; `after` is the last event that there is."""

    after: int


class Attached:
    """One host's view of one run."""

    def __init__(self, folder: RunFolder, after: int = 0, decided: Decided | None = None) -> None:
        self._decided = decided
        self._folder = folder
        self._after = after
        self._run = folder.path.name
        self._writer: asyncio.StreamWriter | None = None

    async def events(self) -> AsyncIterator[FromRunner | Gone]:
        """Yield what happens after event `after`; the last item is Ended or Gone."""
        while True:
            async for event in self._stream():
                yield event
                if isinstance(event, Ended):
                    return
            # Asked before the file is read: what a runner wrote before it died is then in the file.
            is_alive = self._folder.is_alive() or self._may_be_starting()
            for event in self._folder.read_events(self._after):
                self._after += 1
                yield event
                if isinstance(event, Ended):
                    return
            if not is_alive:
                yield Gone(self._after)
                return
            await asyncio.sleep(RETRY_S)

    def _may_be_starting(self) -> bool:
        if IS_INHERITED or self._folder.events.exists():
            return False
        return time.time() - self._folder.spec.stat().st_mtime < START_PATIENCE_S

    async def _stream(self) -> AsyncIterator[FromRunner]:
        socket = self._folder.socket()
        if socket is None:
            return
        try:
            reader, writer = await asyncio.open_unix_connection(socket, limit=MAX_LINE_BYTES)
        except OSError:
            return
        self._writer = writer
        try:
            await self.send(Attach(run=self._run, after=self._after))
            for message in await self._decided() if self._decided else ():
                await self.send(message)
            while (line := await reader.readline()).endswith(b"\n"):
                event = FROM_RUNNER.validate_json(line)
                if event.n is not None:
                    if event.n <= self._after:
                        continue
                    self._after = event.n
                yield event
        except OSError as error:
            log.debug("runner.lost", run=self._run, error=str(error))
        finally:
            self._writer = None
            writer.close()

    async def send(self, message: ToRunner) -> None:
        """Tell the runner something; raises Unavailable when there is no connection at this moment."""
        writer = self._writer
        if writer is None or writer.is_closing():
            raise Unavailable(f"run `{self._run}` has no connection to its runner", hint="try again in a moment")
        try:
            writer.write(message.to_json() + b"\n")
            await writer.drain()
        except OSError as error:
            raise Unavailable(f"run `{self._run}` lost the connection to its runner") from error
