"""The real `farhand up` in a process of its own, on loopback and in a throw-away place."""

import asyncio
import re
import shutil
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.place import Place

START_TIMEOUT_S = 60  # a shared machine; a host takes about a second
STOP_TIMEOUT_S = 20
LINK = re.compile(r"https?://\S+#p=\S+")


@dataclass(frozen=True, slots=True)
class HostProcess:
    """A running host. `link` is its invitation, empty when a device was paired before."""

    process: Process
    place: Place
    origin: str
    link: str

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    @property
    def relay(self) -> str:
        """Where its own relay is served."""
        return f"{self.origin}/relay"

    async def type_digits(self, digits: str) -> None:
        """Type the six digits that a device shows, as a person would at this computer."""
        typing = await start_verb(self.place, "pair", "--digits", digits)
        said, _ = await typing.communicate()
        if typing.returncode:
            raise RuntimeError(f"pairing failed: {said.decode()}")


async def start_verb(place: Place, *arguments: str) -> Process:
    """Start `farhand` with a verb, its output to be read."""
    program = shutil.which("farhand", path=str(Path(sys.executable).parent))
    if program is None:
        raise RuntimeError("there is no `farhand` beside this Python")
    return await asyncio.create_subprocess_exec(
        program,
        "--data",
        str(place.data),
        *arguments,
        cwd=place.root,
        env=place.environment,
        stdin=DEVNULL,
        stdout=PIPE,
    )


async def start_host(place: Place, *arguments: str) -> Process:
    """Start `farhand up` and return at once."""
    return await start_verb(place, "up", "--project", str(place.project), "--no-lan", *arguments)


async def read_until(process: Process, pattern: str) -> str:
    """Return what a process prints, up to the first line in which the pattern is found."""
    said: list[str] = []
    async with asyncio.timeout(START_TIMEOUT_S):
        while process.stdout is not None and (line := await process.stdout.readline()):
            said.append(line.decode())
            if re.search(pattern, said[-1]):
                return "".join(said)
    raise RuntimeError(f"the host ended early: {''.join(said)}")


@asynccontextmanager
async def running_host(place: Place, *arguments: str) -> AsyncGenerator[HostProcess]:
    """Run a host within this context; leaving it ends the host, and the runners that would outlive it."""
    process = await start_host(place, *arguments)
    try:
        said = await read_until(process, f"{LINK.pattern}|^paired with")
        link = LINK.search(said)
        origin = re.search(r", at (\S+)", said)
        yield HostProcess(process, place, origin[1] if origin else "", link[0] if link else "")
    finally:
        await stop_host(process)


async def stop_host(process: Process) -> None:
    """End a host as Ctrl-C does, then the runners that it started."""
    if process.returncode is not None:
        return
    runners = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT if sys.platform != "win32" else signal.SIGTERM)
    async with asyncio.timeout(STOP_TIMEOUT_S):
        await process.communicate()
    for each in runners:
        with suppress(psutil.NoSuchProcess):
            each.terminate()
    _, left = await asyncio.to_thread(psutil.wait_procs, runners, STOP_TIMEOUT_S)
    for each in left:
        with suppress(psutil.NoSuchProcess):
            each.kill()
