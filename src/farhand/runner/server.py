"""The runner's socket: hosts attach, hear what happened and happens, and answer. One may go and another come."""

import asyncio
from contextlib import aclosing, suppress
from pathlib import Path
from typing import Protocol

from farhand.log import Log
from farhand.runner.journal import Journal
from farhand.runs.protocol import (
    Allow,
    Answer,
    Attach,
    Cancel,
    Continue,
    Leave,
    Nudge,
    Permit,
    ToRunner,
    read_message,
)
from farhand.runs.sockets import Listener, forget, listen
from farhand.runs.spec import RunSpec

log = Log.of(__name__)
DRAIN_S = 2.0  # for hosts to take the last events before the runner goes


class Owner(Protocol):
    """Whom the server speaks for."""

    def journal_of(self, run: str) -> Journal | None:
        """Return a run's journal, None if it is not this runner's."""
        ...

    def take_answer(self, answer: Allow | Answer | Nudge) -> bool:
        """Take an answer; return whether it counted."""
        ...

    def permit(self, given: Permit) -> None:
        """Take what a run may do unasked from now on."""
        ...

    def cancel(self, run: str) -> None:
        """Stop a run."""
        ...

    def take_over(self, spec: RunSpec) -> bool:
        """Take a follow-up; return whether it will be carried out here."""
        ...

    def leave(self) -> None:
        """End as soon as nothing is under way."""
        ...


class Server:
    """Listens on a socket that only this user may use."""

    def __init__(self, path: Path, owner: Owner) -> None:
        self._path = path
        self._owner = owner
        self._server: Listener | None = None
        self._connections: set[asyncio.StreamWriter] = set()
        self._idle = asyncio.Event()
        self._idle.set()

    async def start(self) -> None:
        """Listen."""
        self._server = await listen(self._serve, self._path)

    async def close(self) -> None:
        """Listen no more; hosts that still read get a moment to finish."""
        if self._server is not None:
            self._server.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_S):
                await self._idle.wait()
        for writer in self._connections:
            writer.close()
        forget(self._path)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections.add(writer)
        self._idle.clear()
        try:
            await self._converse(reader, writer)
        except* (OSError, ValueError) as errors:
            log.warning("host.dropped", error=type(errors.exceptions[0]).__name__)
        finally:
            writer.close()
            self._connections.discard(writer)
            if not self._connections:
                self._idle.set()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        match await _read(reader):
            case Attach(run=run, after=after) if (journal := self._owner.journal_of(run)) is not None:
                await self._attend(journal, after, reader, writer)
            case Continue(spec=spec):
                self._owner.take_over(spec)
            case Leave():
                self._owner.leave()
            case _:
                return

    async def _attend(
        self, journal: Journal, after: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        async with asyncio.TaskGroup() as group:
            both = group.create_task(self._feed(journal, after, writer)), group.create_task(self._listen(reader))
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            for task in both:
                task.cancel()

    async def _feed(self, journal: Journal, after: int, writer: asyncio.StreamWriter) -> None:
        async with aclosing(journal.follow(after)) as lines:
            async for line in lines:
                writer.write(line)
                await writer.drain()

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while (message := await _read(reader)) is not None:
            match message:
                case Allow() | Answer() | Nudge():
                    if not self._owner.take_answer(message):
                        log.info("answer.ignored")
                case Permit():
                    self._owner.permit(message)
                case Cancel(run=run):
                    self._owner.cancel(run)
                case Leave():
                    self._owner.leave()
                case _:
                    continue


async def _read(reader: asyncio.StreamReader) -> ToRunner | None:
    """Return the next message that this version knows; None at the end."""
    while (line := await reader.readline()).endswith(b"\n"):
        if (message := read_message(line)) is not None:
            return message
        log.info("message.unknown")
    return None
