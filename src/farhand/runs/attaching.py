"""Follow a run from wherever one left off, over the runner's socket and over its file, without gap or repeat."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass

from farhand.errors import Unavailable
from farhand.log import Log
from farhand.runs.folder import RunFolder
from farhand.runs.liveness import IS_INHERITED
from farhand.runs.protocol import Attach, Ended, FromRunner, ToRunner, read_event
from farhand.runs.sockets import dial

log = Log.of(__name__)
RETRY_S = 0.05  # between looks for the socket of a runner that is about to listen
Decided = Callable[[], Awaitable[Sequence[ToRunner]]]
"""Gives what was decided so far, to be told on every new connection: a runner takes each decision once."""

SEND_PATIENCE_S = 10.0  # for a runner that starts, on a computer that is busy
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
        self._connected = asyncio.Event()

    async def events(self) -> AsyncGenerator[FromRunner | Gone]:
        """Yield what happens after event `after`; the last item is Ended or Gone."""
        while True:
            async for event in self._stream():
                yield event
                if isinstance(event, Ended):
                    return
            # Asked before the file is read: what a runner wrote before it died is then in the file.
            is_alive = self._folder.is_alive() or self._may_be_starting()
            for event in self._folder.read_events(self._after):
                self._after = event.n or self._after
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
            reader, writer = await dial(socket)
        except OSError:
            return
        try:
            await _say(writer, Attach(run=self._run, after=self._after))
            self._writer = writer
            self._connected.set()
            for message in await self._decided() if self._decided else ():
                await _say(writer, message)
            while (line := await reader.readline()).endswith(b"\n"):
                event = read_event(line)
                if event is None:
                    continue
                if event.n is not None:
                    if event.n <= self._after:
                        continue
                    self._after = event.n
                yield event
        except OSError as error:
            log.debug("runner.lost", run=self._run, error=str(error))
        finally:
            self._writer = None
            self._connected.clear()
            writer.close()

    async def send(self, message: ToRunner) -> None:
        """Tell the runner something, once `events` has a connection; raises Unavailable when none comes about."""
        try:
            async with asyncio.timeout(SEND_PATIENCE_S):
                await self._connected.wait()
            if self._writer is None:
                raise ConnectionResetError("the connection is closed")
            await _say(self._writer, message)
        except OSError as error:  # a timeout is one, too
            raise Unavailable(f"run `{self._run}` cannot be reached", hint="try again in a moment") from error


async def _say(writer: asyncio.StreamWriter, message: ToRunner) -> None:
    writer.write(message.to_json() + b"\n")
    await writer.drain()
