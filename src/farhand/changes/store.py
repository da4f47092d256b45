"""What became of each task's change, and what is being done with it: plain SQL in the caller's transaction."""

from dataclasses import dataclass
from sqlite3 import Row

from farhand.database import Connection
from farhand.ids import TaskId
from farhand.wire.change_events import ChangeState
from farhand.wire.commands import ChangeAct

MIGRATIONS = (
    """
    CREATE TABLE changes (
        task TEXT PRIMARY KEY, root TEXT NOT NULL, state TEXT NOT NULL, commit_id TEXT, at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX changes_by_root ON changes (root);
    CREATE TABLE change_acts (
        root TEXT PRIMARY KEY, task TEXT NOT NULL, act TEXT NOT NULL, origin TEXT NOT NULL, commit_id TEXT,
        at INTEGER NOT NULL
    ) STRICT;
    """,
    "ALTER TABLE change_acts ADD COLUMN given TEXT NOT NULL DEFAULT ''",
)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a task's change. `commit` is the project's, or where a discarded branch ended."""

    task: TaskId
    root: TaskId
    state: ChangeState
    commit: str | None
    at: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is being done with a change: one for each chain. `commit` is what git is about to get.

    `given` is what a person said with it: a branch's name, an attempt's number.
    """

    root: TaskId
    task: TaskId
    act: ChangeAct
    origin: str
    commit: str | None
    at: int
    given: str = ""


def _to_settled(row: Row) -> Settled:
    return Settled(TaskId(row["task"]), TaskId(row["root"]), ChangeState(row["state"]), row["commit_id"], row["at"])


def _to_wanted(row: Row) -> Wanted:
    task, act = TaskId(row["task"]), ChangeAct(row["act"])
    return Wanted(TaskId(row["root"]), task, act, row["origin"], row["commit_id"], row["at"], row["given"])


def find(connection: Connection, task: str) -> Settled | None:
    """Return what became of a task's change, if anything did."""
    row = connection.execute("SELECT * FROM changes WHERE task = ?", (task,)).fetchone()
    return _to_settled(row) if row else None


def save(connection: Connection, settled: Settled) -> None:
    """Note what became of a change."""
    connection.execute(
        "INSERT OR REPLACE INTO changes VALUES (?,?,?,?,?)",
        (settled.task, settled.root, settled.state, settled.commit, settled.at),
    )


def discarded_before(connection: Connection, at_ms: int) -> tuple[Settled, ...]:
    """Return the changes that were discarded before this time and are still kept."""
    rows = connection.execute(
        "SELECT * FROM changes WHERE state = ? AND commit_id IS NOT NULL AND at < ?", (ChangeState.DISCARDED, at_ms)
    )
    return tuple(_to_settled(row) for row in rows)


def want(connection: Connection, wanted: Wanted) -> bool:
    """Note what a person wants; False when something is being done with a change of this chain."""
    done = connection.execute(
        "INSERT OR IGNORE INTO change_acts VALUES (?,?,?,?,?,?,?)",
        (wanted.root, wanted.task, wanted.act, wanted.origin, wanted.commit, wanted.at, wanted.given),
    )
    return done.rowcount == 1


def wanted_in(connection: Connection, root: str) -> Wanted | None:
    """Return what is being done with a chain's change."""
    row = connection.execute("SELECT * FROM change_acts WHERE root = ?", (root,)).fetchone()
    return _to_wanted(row) if row else None


def every_wanted(connection: Connection) -> tuple[Wanted, ...]:
    """Return all that is to be done, oldest first."""
    return tuple(_to_wanted(row) for row in connection.execute("SELECT * FROM change_acts ORDER BY at, root"))


def note_commit(connection: Connection, root: TaskId, commit: str) -> None:
    """Note the commit that git is about to get, so that a later start can look for it."""
    connection.execute("UPDATE change_acts SET commit_id = ? WHERE root = ?", (commit, root))


def done(connection: Connection, root: TaskId) -> None:
    """Note that nothing is being done with a chain's change any more."""
    connection.execute("DELETE FROM change_acts WHERE root = ?", (root,))
