"""Run a program to its end, with bounded output and a time limit, and leave nothing of its process tree behind."""

import asyncio
import os
import secrets
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path

from farhand.errors import Unavailable
from farhand.process_tree import GENTLY, MARK, NOBODY, SWEEP, Steps, Tree, become_subreaper, kill_tree

__all__ = ["Finished", "become_subreaper", "kill_tree", "marked", "open_pipe", "run", "start"]

TAIL_BYTES = 64 * 1024
MAX_LOG_BYTES = 64 * 1024 * 1024  # a program that prints without end must not fill the disk
LOOK_S = 0.5  # between looks at the tree: what loses its parent sooner is still known by its mark
DRAIN_S = 2.0  # for output in the pipe after the whole tree is gone

Command = str | Sequence[str]
"""A line for the shell, or a program with its arguments."""


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended. `exit` is minus the signal that ended it; `output` is the end of what it printed."""

    exit: int
    output: str
    seconds: float
    timed_out: bool = False
    is_cut: bool = False
    is_gone: bool = True


@dataclass(slots=True)
class _Tail:
    """Keeps the end of a stream, and all of it (bounded) in a file."""

    file: FileIO | None
    kept: bytearray = field(default_factory=bytearray)
    is_cut: bool = False
    written: int = 0

    def add(self, piece: bytes) -> None:
        self.kept += piece
        if len(self.kept) > TAIL_BYTES:
            del self.kept[:-TAIL_BYTES]
            self.is_cut = True
        if self.file is not None and self.written < MAX_LOG_BYTES:
            try:
                self.written += self.file.write(piece[: MAX_LOG_BYTES - self.written])
            except OSError:  # a full disk must not end the program; its tail is still kept
                self.file = None

    def text(self) -> str:
        kept = bytes(self.kept)
        if self.is_cut:
            kept = kept[kept.find(b"\n") + 1 :]  # the first line lost its beginning
        return kept.decode(errors="replace").replace("\r\n", "\n")


def marked(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment with a fresh mark, by which `kill_tree` finds what its program leaves behind."""
    return {**environment, MARK: secrets.token_hex(8)}


async def run(
    command: Command,
    *,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    timeout_s: float | None = None,
    on_output: Callable[[bytes], None] | None = None,
    log: Path | None = None,
    stop: Steps = GENTLY,
) -> Finished:
    """Run a program in a session of its own, with no input; both streams are read as one.

    When it ends, at the time limit and on cancellation the whole tree is stopped, the latter two by `stop`. Raises
    Unavailable when the program or the folder is not there. A shell line that names a missing program ends with 127
    instead.
    """
    own = marked(os.environ if environment is None else environment)
    loop = asyncio.get_running_loop()
    began = loop.time()
    timed_out = False
    with nullcontext() if log is None else log.open("wb", buffering=0) as file:
        tail = _Tail(file)
        async with _started(command, cwd, own) as (process, stream):
            tree = Tree(process.pid, own[MARK])
            async with asyncio.TaskGroup() as group:
                reading = group.create_task(_read(stream, tail, on_output))
                watching = group.create_task(_watch(tree))
                try:
                    async with asyncio.timeout(timeout_s):
                        await process.wait()
                except TimeoutError:
                    timed_out = True
                finally:
                    seconds = loop.time() - began
                    has_ended = process.returncode is not None
                    is_gone = await asyncio.shield(tree.stop(SWEEP if has_ended else stop))
                    watching.cancel()
                await asyncio.wait([reading], timeout=DRAIN_S)
                reading.cancel()
                code = await process.wait() if is_gone else process.returncode
    return Finished(-1 if code is None else code, tail.text(), seconds, timed_out, tail.is_cut, is_gone)


async def _read(stream: asyncio.StreamReader, tail: _Tail, on_output: Callable[[bytes], None] | None) -> None:
    while piece := await stream.read(TAIL_BYTES):
        tail.add(piece)
        if on_output is not None:
            on_output(piece)


async def _watch(tree: Tree) -> None:
    while True:
        tree.look()
        await asyncio.sleep(LOOK_S)


@asynccontextmanager
async def open_pipe() -> AsyncGenerator[tuple[asyncio.StreamReader, int]]:
    """Open a pipe to read from and a descriptor to write to, which the caller closes.

    A pipe of our own, since `Process.wait` would wait for whoever else still holds one that asyncio made.
    """
    stream = asyncio.StreamReader(limit=TAIL_BYTES)
    loop = asyncio.get_running_loop()
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  # Windows only
        from asyncio import windows_utils  # noqa: PLC0415  # Windows only

        reading, handle = windows_utils.pipe(overlapped=(True, False))
        source, writing = windows_utils.PipeHandle(reading), msvcrt.open_osfhandle(handle, 0)
    else:
        reading, writing = os.pipe()
        source = os.fdopen(reading, "rb", buffering=0)
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stream), source)
    try:
        yield stream, writing
    finally:
        transport.close()


@asynccontextmanager
async def _started(
    command: Command, cwd: Path, environment: Mapping[str, str]
) -> AsyncGenerator[tuple[asyncio.subprocess.Process, asyncio.StreamReader]]:
    async with open_pipe() as (stream, writing):
        try:
            process = await _spawn(command, cwd, environment, writing)
        finally:
            os.close(writing)
        yield process, stream


async def start(
    arguments: Sequence[str],
    cwd: Path,
    environment: Mapping[str, str],
    *,
    output: int,
    errors: int = subprocess.STDOUT,
    stdin: int = subprocess.DEVNULL,
    own_session: bool = False,
) -> asyncio.subprocess.Process:
    """Start a program with a marked environment; when cancelled meanwhile, what was started is stopped."""
    try:
        return await asyncio.create_subprocess_exec(
            *arguments,
            cwd=cwd,
            env=environment,
            stdin=stdin,
            stdout=output,
            stderr=errors,
            start_new_session=own_session,
        )
    except asyncio.CancelledError:  # asyncio kills the program itself, not what that has started by then
        await asyncio.shield(Tree(NOBODY, environment.get(MARK)).stop(SWEEP))
        raise


async def _spawn(
    command: Command, cwd: Path, environment: Mapping[str, str], output: int
) -> asyncio.subprocess.Process:
    name = command if isinstance(command, str) else command[0]
    try:
        return await start(_arguments(command), cwd, environment, output=output, own_session=True)
    except OSError as error:
        if not os.path.isdir(cwd):  # noqa: ASYNC240, PTH112  # one stat, after a failure
            raise Unavailable(f"the folder `{cwd}` is not there", hint="was it moved or removed?") from error
        if isinstance(error, FileNotFoundError):
            raise Unavailable(f"`{name}` is not installed", hint="install it, or put it on the PATH") from error
        raise Unavailable(f"`{name}` cannot be started: {error.strerror}") from error


def _arguments(command: Command) -> Sequence[str]:
    if not isinstance(command, str):
        return command
    if sys.platform == "win32":
        return [os.environ.get("COMSPEC", "cmd.exe"), "/d", "/s", "/c", command]
    return ["/bin/sh", "-c", command]
