"""The Claude Code program as a process of its own session: lines in, lines out, and nothing left when it closes."""

import asyncio
import os
import subprocess
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from farhand.errors import Unavailable
from farhand.process_tree import MARK, SWEEP, Tree
from farhand.processes import marked

MAX_LINE_BYTES = 64 * 1024 * 1024  # one message may carry a file or an image that a tool read
CLOSE_S = 3.0  # for the program to write its session to disk after its input ended
LOOK_S = 1.0  # between looks at the tree and whether the program lives, also while it says nothing
STDERR_TAIL_BYTES = 4096


class SessionLost(Exception):
    """The program has no session of the id that it should resume."""


class ClaudeProcess:
    """A started program. Its raw output is appended to a log, and its stderr kept for the day it crashes."""

    def __init__(
        self, process: asyncio.subprocess.Process, tree: Tree, errors: BinaryIO, raw_log: FileIO | None
    ) -> None:
        self._process = process
        self._tree = tree
        self._errors = errors
        self._raw_log = raw_log
        self._first_line: bytes | None = None
        self._said = ""

    @staticmethod
    async def start(
        program: Path,
        arguments: Sequence[str],
        *,
        cwd: Path,
        environment: Mapping[str, str],
        raw_log: Path | None = None,
    ) -> "ClaudeProcess":
        """Start the program; raises Unavailable when it or the folder is not there."""
        own = marked(environment)
        errors = tempfile.TemporaryFile()  # noqa: SIM115  # lives as long as the process; close() closes it
        try:
            process = await asyncio.create_subprocess_exec(
                program,
                *arguments,
                cwd=cwd,
                env=own,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                limit=MAX_LINE_BYTES,
                start_new_session=True,
            )
        except OSError as error:
            errors.close()
            raise Unavailable(
                f"`{program.name}` cannot be started in `{cwd}`: {error.strerror}", hint="run `farhand doctor`"
            ) from error
        log = None if raw_log is None else raw_log.open("ab", buffering=0)
        return ClaudeProcess(process, Tree(process.pid, own[MARK]), errors, log)

    @property
    def pid(self) -> int:
        """The process id, which is also that of its group."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether the program has not ended."""
        return self._process.returncode is None

    async def write(self, line: str) -> None:
        """Write a line to the program; raises ConnectionError when it has ended."""
        if self._process.stdin is None or not self.is_running:
            raise ConnectionResetError("the program has ended")
        self._process.stdin.write(line.encode())
        await self._process.stdin.drain()

    async def wait_up(self) -> None:
        """Wait until the program has said something, or ended."""
        if self._first_line is None and self._process.stdout is not None:
            self._first_line = await self._read_line(self._process.stdout)

    async def lines(self) -> AsyncIterator[bytes]:
        """Yield the lines that the program writes, until it closes its output."""
        if self._process.stdout is None:
            return
        loop, looked_at = asyncio.get_running_loop(), 0.0
        await self.wait_up()
        line, self._first_line = self._first_line, b""
        while line:
            if self._raw_log is not None:
                with suppress(OSError):  # a full disk must not end the session
                    self._raw_log.write(line)
            if loop.time() - looked_at > LOOK_S:
                self._tree.look()
                looked_at = loop.time()
            yield line
            line = await self._read_line(self._process.stdout)

    async def _read_line(self, stream: asyncio.StreamReader) -> bytes:
        """Return the next line; nothing at the end, also where what the program started holds its output open."""
        while True:
            was_running = self.is_running
            try:
                async with asyncio.timeout(LOOK_S):
                    return await stream.readline()
            except TimeoutError:
                self._tree.look()
                if not was_running:
                    return b""

    async def wait_ended(self) -> int | None:
        """Wait a moment for the program to end; return its exit code."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                await self._process.wait()
        return self._process.returncode

    def stderr_tail(self) -> str:
        """Return the end of what the program wrote to stderr."""
        if self._errors.closed:
            return self._said
        size = os.fstat(self._errors.fileno()).st_size
        return os.pread(self._errors.fileno(), STDERR_TAIL_BYTES, max(0, size - STDERR_TAIL_BYTES)).decode(
            errors="replace"
        )

    def end_input(self) -> None:
        """Tell the program that nothing more will be asked of it."""
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()

    async def close(self, *, at_once: bool = False) -> bool:
        """End the program and its whole tree; return whether they are gone."""
        self._tree.look()
        self.end_input()
        if self.is_running and not at_once:
            with suppress(TimeoutError):
                async with asyncio.timeout(CLOSE_S):
                    await self._process.wait()
        gone = await self._tree.stop(SWEEP)
        if gone:
            await self._process.wait()
        self._said = self.stderr_tail()
        self._errors.close()
        if self._raw_log is not None:
            self._raw_log.close()
        return gone
