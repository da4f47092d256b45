"""Which tasks are steps of one message, in SQLite: plain SQL in the caller's transaction."""

from farhand.database import Connection
from farhand.ids import TaskId
from farhand.wire.task_events import TaskStep

MIGRATIONS = (
    """
    CREATE TABLE steps (task TEXT PRIMARY KEY, step TEXT NOT NULL) STRICT;
    """,
)


def save(connection: Connection, task: TaskId, step: TaskStep) -> None:
    """Note that a task is a step."""
    connection.execute("INSERT INTO steps VALUES (?,?)", (task, step.to_json().decode()))


def find(connection: Connection, task: TaskId) -> TaskStep | None:
    """Return the place of a task in its message, None where it is all of it."""
    row = connection.execute("SELECT step FROM steps WHERE task = ?", (task,)).fetchone()
    return TaskStep.model_validate_json(row["step"]) if row else None
