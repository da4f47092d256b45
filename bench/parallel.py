"""Eight tasks that do not depend on each other on four places, against eight bare programs, four at a time."""

import asyncio
import time

from bench.host import running_host
from bench.measure import Aim, Result, conclude, tell
from bench.place import Place, fresh_place
from farhand.cli.control_client import Control
from farhand.host.control_api import NewMessage
from farhand.wire.task_events import TaskState

ROUNDS = 2
TASKS = 8
PLACES = 4
TASK_S = 10  # a short task: what it costs to start one weighs more here than in real work
AIM = Aim(ratio=1.15)


def measure(rounds: int = ROUNDS, seconds: int = TASK_S) -> Result:
    """Measure both in turns: from the first message to the end of the last task."""
    return asyncio.run(_measure(rounds, seconds))


async def _measure(rounds: int, seconds: int) -> Result:
    values: list[float] = []
    floors: list[float] = []
    with fresh_place({"FARHAND_PARALLEL": str(PLACES)}) as place:
        async with running_host(place):
            projects = await asyncio.to_thread(_make_projects, place)
            for _ in range(rounds):
                floors.append(await _bare(seconds))
                values.append(await asyncio.to_thread(_carry_out, place, projects, seconds))
    return conclude("parallel", "s", AIM, values, floors)


def _make_projects(place: Place) -> list[str]:
    control, names = Control.of(place.data), list[str]()
    for number in range(TASKS):
        folder = place.root / f"project-{number}"
        folder.mkdir()
        names.append(control.add_project(folder).name)
    return names


def _carry_out(place: Place, projects: list[str], seconds: int) -> float:
    control = Control.of(place.data)
    began = time.perf_counter()
    sent = [control.send(NewMessage(text=f"!sleep {seconds}", project=each)) for each in projects]
    for each in sent:
        *_, last = control.wait_task(each.task)
        assert last.state is TaskState.DONE
    return time.perf_counter() - began


async def _bare(seconds: int) -> float:
    places = asyncio.Semaphore(PLACES)

    async def sleep() -> None:
        async with places:
            process = await asyncio.create_subprocess_exec("sleep", str(seconds))
            await process.wait()

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(TASKS):
            group.create_task(sleep())
    return time.perf_counter() - began


if __name__ == "__main__":
    tell(measure, seconds=TASK_S)
