"""A runner that was started ahead carries out the next run; where it cannot, the run starts one of its own."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import psutil

from farhand.runs.spare import Spare, Waiting
from tests.runner.conftest import Place, end_of, pid_of
from tests.runner.test_runner import script, write

HOST = """
import sys
from pathlib import Path
from farhand.runs.spare import start_waiting
waiting = start_waiting((sys.executable, "-m", "farhand.runner"), {}, Path(sys.argv[1]))
print(waiting.process.pid, flush=True)
sys.stdin.read()
"""


@asynccontextmanager
async def keeping(place: Place) -> AsyncGenerator[asyncio.Queue[Waiting]]:
    """Keep a spare; yield those that were started."""
    started = asyncio.Queue[Waiting]()

    def start() -> Waiting:
        waiting = place.launching.start_waiting()
        started.put_nowait(waiting)
        return waiting

    spare = Spare(start, ahead_s=0)
    place.launching.use(spare)
    async with asyncio.TaskGroup() as group:
        service = group.create_task(spare.run(lambda: None))
        try:
            yield started
        finally:
            service.cancel()


async def test_the_spare_carries_out_the_next_run_and_another_is_started(place: Place) -> None:
    async with keeping(place) as started:
        spare = await started.get()
        folder = await place.begin(spec := place.spec(script(write("b.txt"), "Written.")))
        assert folder.is_alive(), "there is no moment in which nobody has the run"
        assert end_of(await place.carry_out(spec)).state == "done"
        assert pid_of(folder) == spare.process.pid
        assert folder.runner_log.exists()
        another = await started.get()
        assert another.process.pid != spare.process.pid
    assert another.process.poll() is not None, "it ends with the host"
    assert folder.is_alive(), "a runner with a run does not"


async def test_a_run_does_without_a_spare_that_died(place: Place) -> None:
    async with keeping(place) as started:
        spare = await started.get()
        spare.process.kill()
        await asyncio.to_thread(os.waitid, os.P_PID, spare.process.pid, os.WEXITED | os.WNOWAIT)
        assert end_of(await place.carry_out(place.spec(script(write("b.txt"), "Written.")))).state == "done"
        assert pid_of(place.begun[0]) != spare.process.pid


def test_a_spare_ends_when_its_host_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        (sys.executable, "-c", HOST, str(tmp_path / "log")), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as host:
        assert host.stdout is not None
        spare = psutil.Process(int(host.stdout.readline()))
        host.kill()
    with suppress(psutil.NoSuchProcess):
        spare.wait(30)
    assert not spare.is_running()


async def test_a_run_that_was_begun_is_not_begun_again_by_a_spare(place: Place) -> None:
    async with keeping(place) as started:
        await started.get()
        spec = place.spec(script(write("b.txt"), "Written."))
        assert end_of(await place.carry_out(spec)).state == "done"
        await started.get()
        again = await place.carry_out(spec)
        assert end_of(again).state == "done"
        assert started.empty()
