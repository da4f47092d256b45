"""Local connections between host and runner: Unix sockets, and named pipes where there are none."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

MAX_LINE_BYTES = 8 * 1024 * 1024  # a prompt or an approval carries all that a person or an agent put into it

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Listener(Protocol):
    """Something that listens until it is closed."""

    def close(self) -> None:
        """Listen no more."""
        ...


if sys.platform == "win32":

    def _pipe(path: Path) -> str:
        return rf"\\.\pipe\farhand-{path.parent.name}"

    async def dial(path: Path) -> Streams:
        """Connect; raises OSError."""
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader(MAX_LINE_BYTES)
        protocol = asyncio.StreamReaderProtocol(reader)
        transport, _ = await loop.create_pipe_connection(lambda: protocol, _pipe(path))
        return reader, asyncio.StreamWriter(transport, protocol, reader, loop)

    async def listen(handler: Handler, path: Path) -> Listener:
        """Listen for this user alone: the pipe's default rights give others no writing."""
        loop = asyncio.get_running_loop()

        def protocol() -> asyncio.StreamReaderProtocol:
            return asyncio.StreamReaderProtocol(asyncio.StreamReader(MAX_LINE_BYTES), handler)

        (server,) = await loop.start_serving_pipe(protocol, _pipe(path))
        return server

    def forget(path: Path) -> None:
        """Remove what is left of a listener: a pipe leaves nothing."""
else:

    async def dial(path: Path) -> Streams:
        """Connect; raises OSError."""
        return await asyncio.open_unix_connection(path, limit=MAX_LINE_BYTES)

    async def listen(handler: Handler, path: Path) -> Listener:
        """Listen for this user alone."""
        forget(path)
        previous = os.umask(0o177)
        try:
            return await asyncio.start_unix_server(handler, path, limit=MAX_LINE_BYTES)
        finally:
            os.umask(previous)

    def forget(path: Path) -> None:
        """Remove what is left of a listener."""
        path.unlink(missing_ok=True)
