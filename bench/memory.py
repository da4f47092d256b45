"""Resident memory of the idle host with one device connected, against a bare Python with the same large imports."""

import asyncio
import sys

import psutil

from bench.device import paired_device
from bench.host import running_host
from bench.measure import Aim, Result, conclude, tell
from bench.place import fresh_place
from bench.up_to_qr import FLOOR

ROUNDS = 3
SETTLE_S = 3.0  # after pairing the host has a few things to write down
AIM = Aim(value=60, ratio=1.3)
MB = 1_000_000


def measure(rounds: int = ROUNDS) -> Result:
    """Measure both in turns, each time in new processes."""
    return asyncio.run(_measure(rounds))


async def _measure(rounds: int) -> Result:
    values: list[float] = []
    floors: list[float] = []
    for _ in range(rounds):
        floors.append(await _bare_mb())
        values.append(await _host_mb())
    return conclude("memory", "MB", AIM, values, floors)


async def _bare_mb() -> float:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        f"{FLOOR}; print(flush=True); input()",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    resident = _resident_mb(process.pid)
    await process.communicate(b"\n")
    return resident


async def _host_mb() -> float:
    with fresh_place() as place:
        async with running_host(place) as host, paired_device(host, place.root):
            await asyncio.sleep(SETTLE_S)
            return _resident_mb(host.pid)


def _resident_mb(pid: int) -> float:
    return psutil.Process(pid).memory_info().rss / MB


if __name__ == "__main__":
    tell(measure)
