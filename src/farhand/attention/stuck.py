"""Runs that are stuck, in SQLite: each time, what was seen, and what was done about it first."""

from dataclasses import dataclass
from sqlite3 import Row

from farhand.database import Connection
from farhand.ids import RunId, TaskId
from farhand.wire.attention_events import RunStuck, StuckVerdict

MIGRATIONS = (
    """
    CREATE TABLE stuck (
        id TEXT PRIMARY KEY, task TEXT NOT NULL, run TEXT NOT NULL, verdict TEXT, text TEXT NOT NULL DEFAULT '',
        seen TEXT NOT NULL
    ) STRICT;
    CREATE INDEX stuck_by_run ON stuck (run);
    CREATE INDEX stuck_open ON stuck (task) WHERE verdict IS NULL;
    """,
)


@dataclass(frozen=True, slots=True)
class Stuck:
    """One time that a run was stuck; `text` is what a person says to the agent."""

    seen: RunStuck
    verdict: StuckVerdict | None
    text: str

    @property
    def task(self) -> TaskId:
        """The task."""
        return TaskId(self.seen.task)

    @property
    def run(self) -> RunId:
        """The run."""
        return RunId(self.seen.run)


def _to_stuck(row: Row) -> Stuck:
    return Stuck(RunStuck.model_validate_json(row["seen"]), row["verdict"], row["text"])


def add(connection: Connection, seen: RunStuck) -> bool:
    """Store that a run is stuck; return whether it is news."""
    done = connection.execute(
        "INSERT INTO stuck (id, task, run, seen) VALUES (?,?,?,?) ON CONFLICT DO NOTHING",
        (seen.stuck, seen.task, seen.run, seen.to_json().decode()),
    )
    return done.rowcount == 1


def find(connection: Connection, stuck: str) -> Stuck | None:
    """Return it by its id."""
    row = connection.execute("SELECT * FROM stuck WHERE id = ?", (stuck,)).fetchone()
    return _to_stuck(row) if row else None


def open_of(connection: Connection, task: TaskId) -> Stuck | None:
    """Return how a task is stuck now, if it is."""
    row = connection.execute("SELECT * FROM stuck WHERE task = ? AND verdict IS NULL", (task,)).fetchone()
    return _to_stuck(row) if row else None


def of_run(connection: Connection, run: RunId) -> tuple[Stuck, ...]:
    """Return every time that a run was stuck, oldest first."""
    rows = connection.execute("SELECT * FROM stuck WHERE run = ? ORDER BY rowid", (run,))
    return tuple(_to_stuck(row) for row in rows.fetchall())


def close(connection: Connection, stuck: str, verdict: StuckVerdict, text: str = "") -> bool:
    """Note what is done about it; return whether this call was the first."""
    done = connection.execute(
        "UPDATE stuck SET verdict = ?, text = ? WHERE id = ? AND verdict IS NULL", (verdict, text, stuck)
    )
    return done.rowcount == 1
