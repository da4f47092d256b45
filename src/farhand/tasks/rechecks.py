"""Tasks whose checks are to run once more, and what they were before: plain SQL in the caller's transaction."""

from dataclasses import dataclass

from farhand.database import Connection
from farhand.ids import TaskId
from farhand.tasks.task import END_STATES, EndState
from farhand.wire.run_events import Outcome
from farhand.wire.task_events import TaskState

MIGRATIONS = (
    """
    CREATE TABLE rechecks (task TEXT PRIMARY KEY, state TEXT NOT NULL, outcome TEXT NOT NULL) STRICT;
    """,
)


@dataclass(frozen=True, slots=True)
class Recheck:
    """A task whose change was rebased, with the state and the outcome that it had on the commit before."""

    task: TaskId
    state: EndState
    outcome: Outcome


def want(connection: Connection, recheck: Recheck) -> None:
    """Note that a task's checks are to run; what is noted already came first, and holds."""
    connection.execute(
        "INSERT OR IGNORE INTO rechecks VALUES (?,?,?)",
        (recheck.task, recheck.state, recheck.outcome.to_json().decode()),
    )


def find(connection: Connection, task: TaskId) -> Recheck | None:
    """Return what is noted of a task."""
    row = connection.execute("SELECT * FROM rechecks WHERE task = ?", (task,)).fetchone()
    return (
        Recheck(task, END_STATES[TaskState(row["state"])], Outcome.model_validate_json(row["outcome"])) if row else None
    )


def done(connection: Connection, task: TaskId) -> None:
    """Note that a task's checks need not run any more."""
    connection.execute("DELETE FROM rechecks WHERE task = ?", (task,))
