"""What the tickets of tasks say is to be checked: plain SQL in the caller's transaction."""

from farhand.database import Connection
from farhand.ids import TaskId
from farhand.wire.task_events import Verify

MIGRATIONS = (
    """
    CREATE TABLE tickets (task TEXT PRIMARY KEY, verify TEXT NOT NULL) STRICT;
    """,
)


def save(connection: Connection, task: TaskId, verify: Verify) -> None:
    """Note what a task's ticket says is to be checked, in place of what it said before."""
    connection.execute("INSERT OR REPLACE INTO tickets VALUES (?,?)", (task, verify.to_json().decode()))


def find(connection: Connection, task: TaskId) -> Verify:
    """Return what a task's ticket says is to be checked."""
    row = connection.execute("SELECT verify FROM tickets WHERE task = ?", (task,)).fetchone()
    return Verify.model_validate_json(row["verify"]) if row else Verify()
