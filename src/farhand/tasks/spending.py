"""What each run has cost, and which tasks may start though the day's budget is used up."""

from farhand.database import Connection
from farhand.ids import RunId, TaskId
from farhand.tasks.budget import Spent

MIGRATIONS = (
    """
    CREATE TABLE spent (run TEXT PRIMARY KEY, at INTEGER NOT NULL, usd REAL NOT NULL, seconds REAL NOT NULL) STRICT;
    CREATE INDEX spent_by_time ON spent (at);
    CREATE TABLE passes (task TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT;
    """,
)


def note(connection: Connection, run: RunId, at: int, spent: Spent) -> None:
    """Note what a run has cost, once."""
    connection.execute("INSERT OR IGNORE INTO spent VALUES (?,?,?,?)", (run, at, spent.usd, spent.seconds))


def since(connection: Connection, at: int) -> Spent:
    """Return what the runs have cost that ended since a moment."""
    row = connection.execute(
        "SELECT coalesce(sum(usd), 0.0) AS usd, coalesce(sum(seconds), 0.0) AS seconds FROM spent WHERE at >= ?", (at,)
    ).fetchone()
    return Spent(row["usd"], row["seconds"])


def let_pass(connection: Connection, task: TaskId, until: int) -> None:
    """Let a task start until a moment, whatever was spent: a person says so."""
    connection.execute("INSERT OR REPLACE INTO passes VALUES (?, ?)", (task, until))


def may_pass(connection: Connection, task: TaskId, now_ms: int) -> bool:
    """Return whether a task may start whatever was spent."""
    return (
        connection.execute("SELECT 1 FROM passes WHERE task = ? AND until > ?", (task, now_ms)).fetchone() is not None
    )
