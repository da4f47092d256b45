"""What each run has cost so far, and which tasks may start though the day's budget is used up."""

from farhand.database import Connection
from farhand.ids import RunId, TaskId
from farhand.tasks.budget import Spent

MIGRATIONS = (
    """
    CREATE TABLE spent (run TEXT PRIMARY KEY, at INTEGER NOT NULL, usd REAL NOT NULL, seconds REAL NOT NULL) STRICT;
    CREATE INDEX spent_by_time ON spent (at);
    CREATE TABLE passes (task TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT;
    """,
    "ALTER TABLE spent ADD COLUMN working INTEGER NOT NULL DEFAULT 0",
    """
    ALTER TABLE spent ADD COLUMN task TEXT;
    CREATE INDEX spent_by_task ON spent (task);
    """,
)
_SPENT = (
    "coalesce(sum(usd), 0.0) AS usd,"
    " coalesce(sum(seconds + CASE WHEN working THEN max(0, ? - at) / 1000.0 ELSE 0.0 END), 0.0) AS seconds"
)


def note(connection: Connection, run: RunId, task: TaskId, at: int, spent: Spent, *, working: bool) -> None:
    """Note what a run of a task has cost so far; while it is `working`, its time goes on from then."""
    connection.execute(
        "INSERT OR REPLACE INTO spent (run, task, at, usd, seconds, working) VALUES (?,?,?,?,?,?)",
        (run, task, at, spent.usd, spent.seconds, working),
    )


def go_on(connection: Connection, run: RunId, at: int) -> None:
    """Count a run that works up to a moment at which it was heard of."""
    connection.execute(
        "UPDATE spent SET seconds = seconds + (?1 - at) / 1000.0, at = ?1 WHERE run = ?2 AND working AND at < ?1",
        (at, run),
    )


def stop(connection: Connection, run: RunId) -> None:
    """Note that a run works no more, whatever it told last."""
    connection.execute("UPDATE spent SET working = 0 WHERE run = ?", (run,))


def since(connection: Connection, at: int, now_ms: int) -> Spent:
    """Return what the runs have cost that spent something since a moment."""
    row = connection.execute(f"SELECT {_SPENT} FROM spent WHERE at >= ?", (now_ms, at)).fetchone()  # noqa: S608  # fixed
    return Spent(row["usd"], row["seconds"])


def of_task(connection: Connection, task: TaskId, now_ms: int) -> Spent:
    """Return what the runs of a task have cost so far."""
    row = connection.execute(f"SELECT {_SPENT} FROM spent WHERE task = ?", (now_ms, task)).fetchone()  # noqa: S608  # fixed
    return Spent(row["usd"], row["seconds"])


def is_working(connection: Connection, task: TaskId) -> bool:
    """Return whether a run of a task works, so that its time goes on."""
    return connection.execute("SELECT 1 FROM spent WHERE task = ? AND working", (task,)).fetchone() is not None


def let_pass(connection: Connection, task: TaskId, until: int) -> None:
    """Let a task start until a moment, whatever was spent: a person says so."""
    connection.execute("INSERT OR REPLACE INTO passes VALUES (?, ?)", (task, until))


def may_pass(connection: Connection, task: TaskId, now_ms: int) -> bool:
    """Return whether a task may start whatever was spent."""
    return (
        connection.execute("SELECT 1 FROM passes WHERE task = ? AND until > ?", (task, now_ms)).fetchone() is not None
    )
