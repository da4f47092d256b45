"""A task's checks run once more after its change was rebased: as a run of the same task, without an agent."""

from farhand.changes.rechecked import after_rebase
from farhand.database import Connection
from farhand.sayings.tasks import CHECKS_AGAIN
from farhand.tasks import rechecks
from farhand.tasks.moving import Moving
from farhand.tasks.rechecks import Recheck
from farhand.tasks.task import END_STATES, ChecksTold, ChecksWanted, Ended, EndState, Task
from farhand.wire.run_events import Outcome


def begin(connection: Connection, moving: Moving, task: Task, outcome: Outcome, origin: str) -> None:
    """Queue the checks of a task that has ended with this outcome, in the caller's transaction."""
    rechecks.want(connection, Recheck(task.id, END_STATES[task.state], outcome))
    moving.move(connection, task, ChecksWanted(CHECKS_AGAIN), origin=origin)


def to_end(connection: Connection, task: Task, state: EndState, outcome: Outcome) -> tuple[Ended | ChecksTold, Outcome]:
    """Return the input that ends a task, and what is told of it: what its run says, or what that means after a rebase.

    Notes in the caller's transaction when the checks need not run any more.
    """
    wanted = rechecks.find(connection, task.id)
    if wanted is None:
        return Ended(state, outcome.headline), outcome
    standing = after_rebase(wanted.state, wanted.outcome, state, outcome)
    if standing.is_over:
        rechecks.done(connection, task.id)
    return ChecksTold(standing.state, standing.outcome.headline), standing.outcome
