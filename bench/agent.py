"""From a message to the agent's first request at a scripted model: by a new runner, by a lingering one, and bare."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.device import BenchDevice, paired_device
from bench.host import running_host
from bench.place import Place, fresh_place
from farhand.agents.discovery import find_claude_program
from farhand.demo.messages import Asked
from farhand.demo.model import ScriptedModel
from farhand.wire.commands import SendMessage

REQUEST_TIMEOUT_S = 120
QUIET = {
    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
    "DISABLE_AUTOUPDATER": "1",
    "DISABLE_ERROR_REPORTING": "1",
    "DISABLE_TELEMETRY": "1",
}


@dataclass(frozen=True, slots=True)
class Round:
    """Seconds from the beginning to the first request, measured in turn."""

    bare: float
    cold: float
    warm: float


class _Requests:
    """When the model was asked; told on the model's threads."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._times: asyncio.Queue[float] = asyncio.Queue()

    def note(self, _: Asked) -> None:
        """Note that it is asked now."""
        self._loop.call_soon_threadsafe(self._times.put_nowait, time.perf_counter())

    def forget(self) -> None:
        """Forget earlier requests."""
        while not self._times.empty():
            self._times.get_nowait()

    async def next(self) -> float:
        """Wait for the next request."""
        async with asyncio.timeout(REQUEST_TIMEOUT_S):
            return await self._times.get()


async def play(rounds: int) -> Sequence[Round]:
    """Play the rounds after one that warms everything up."""
    program = find_claude_program({})
    if program is None:
        raise RuntimeError("Claude Code is not installed")
    requests = _Requests()
    async with AsyncExitStack() as stack:
        model = stack.enter_context(ScriptedModel(on_request=requests.note))
        place = stack.enter_context(fresh_place({**QUIET, **model.environment}))
        host = await stack.enter_async_context(running_host(place))
        device = await stack.enter_async_context(paired_device(host, place.root))
        played = [await _round(number, program, place, device, requests) for number in range(1 + rounds)]
    return played[1:]


async def _round(number: int, program: Path, place: Place, device: BenchDevice, requests: _Requests) -> Round:
    bare = await _ask_bare(program, place, requests)
    cold, task = await _ask_host(device, requests, f"Look at part {number}")
    warm, _ = await _ask_host(device, requests, f"Look at part {number} again", task)
    return Round(bare, cold, warm)


async def _ask_bare(program: Path, place: Place, requests: _Requests) -> float:
    requests.forget()
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        program,
        "-p",
        "Look at it",
        cwd=place.project,
        env=place.environment,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
    )
    asked = await requests.next()
    await process.wait()
    return asked - began


async def _ask_host(
    device: BenchDevice, requests: _Requests, text: str, follows: str | None = None
) -> tuple[float, str]:
    requests.forget()
    began = time.perf_counter()
    await device.mail.send(SendMessage(made_at=0, text=text, follows=follows))
    asked = await requests.next()
    ended = await device.wait_ended()
    return asked - began, ended.task
