"""Process start → the first line of the QR on stdout, against a bare Python with the large imports."""

import asyncio
import shutil
import sys
import time

from bench.host import read_until, start_host, stop_host
from bench.measure import Aim, Result, conclude, tell
from bench.place import Place, fresh_place

ROUNDS = 9
FLOOR = "import aiohttp.web, pydantic, cryptography, sqlite3"
QR = "[█▀▄]{8}"
AIM = Aim(value=0.6)


def measure(rounds: int = ROUNDS) -> Result:
    """Measure both in turns, each time on an empty data folder."""
    return asyncio.run(_measure(rounds))


async def _measure(rounds: int) -> Result:
    with fresh_place() as place:
        values: list[float] = []
        floors: list[float] = []
        for round_ in range(1 + rounds):
            floor, value = await _import(), await _start(place)
            if round_:  # the first one fills the disk's cache
                floors.append(floor)
                values.append(value)
    return conclude("up_to_qr", "s", AIM, values, floors)


async def _import() -> float:
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", FLOOR)
    await process.wait()
    return time.perf_counter() - began


async def _start(place: Place) -> float:
    shutil.rmtree(place.data, ignore_errors=True)
    began = time.perf_counter()
    process = await start_host(place)
    try:
        await read_until(process, QR)
        return time.perf_counter() - began
    finally:
        await stop_host(process)


if __name__ == "__main__":
    tell(measure)
