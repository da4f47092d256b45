"""What an earlier host left under way."""

from dataclasses import dataclass

from farhand.database import Connection
from farhand.ids import RunId
from farhand.runs import store as runs
from farhand.tasks import store
from farhand.tasks.task import ACTIVE, Task


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Runs that their tasks wait for, others, and active tasks without a run."""

    going: tuple[RunId, ...]
    forsaken: tuple[RunId, ...]
    between: tuple[Task, ...]


def left_over(connection: Connection) -> LeftOver:
    """Return what an earlier host left."""
    active = {task.id: task for task in store.in_states(connection, tuple(ACTIVE))}
    every = runs.all_open(connection)
    going = [run for run in every if run.task in active and active[run.task].generation == run.generation]
    carried = {run.task for run in going}
    return LeftOver(
        tuple(run.run for run in going),
        tuple(run.run for run in every if run not in going),
        tuple(task for task in active.values() if task.id not in carried),
    )
