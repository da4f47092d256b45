"""Processor time of the idle host with one device connected, as a share of one core."""

import asyncio
import time
from pathlib import Path

import psutil

from bench.device import paired_device
from bench.host import running_host
from bench.measure import Aim, Result, conclude, tell
from bench.place import fresh_place

SETTLE_S = 5.0  # after pairing the host has a few things to write down
WINDOW_S = 30  # holds one heartbeat and two sweeps
ROUNDS = 2
AIM = Aim(value=0.2)


def measure(rounds: int = ROUNDS, seconds: int = WINDOW_S) -> Result:
    """Measure some windows, one after the other."""
    return asyncio.run(_measure(rounds, seconds))


async def _measure(rounds: int, seconds: int) -> Result:
    with fresh_place() as place:
        async with running_host(place) as host, paired_device(host, place.root):
            await asyncio.sleep(SETTLE_S)
            return conclude("idle_cpu", "%", AIM, [await _share(host.pid, seconds) for _ in range(rounds)])


async def _share(pid: int, seconds: int) -> float:
    spent, began = _spent_s(pid), time.perf_counter()
    await asyncio.sleep(seconds)
    return (_spent_s(pid) - spent) / (time.perf_counter() - began) * 100


def _spent_s(pid: int) -> float:
    # Linux counts nanoseconds for each thread; elsewhere ticks of a hundredth of a second must do.
    threads = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/schedstat")]
    if threads:
        return sum(int(text.split()[0]) for text in threads) / 1e9
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


if __name__ == "__main__":
    tell(measure, seconds=WINDOW_S)
