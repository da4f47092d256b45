"""Removals of workspaces that were decided on: the row is the intent, kept until nothing is left of the folder."""

from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Row

from farhand.database import Connection
from farhand.ids import TaskId

MIGRATIONS = (
    """
    CREATE TABLE removals (
        root TEXT PRIMARY KEY, workspace TEXT NOT NULL, aside TEXT NOT NULL, size_bytes INTEGER NOT NULL,
        words TEXT NOT NULL
    ) STRICT;
    """,
)


@dataclass(frozen=True, slots=True)
class Removal:
    """A workspace that is to go. `root` is the first task of its chain; `aside` is what its folder is called then."""

    root: TaskId
    workspace: Path
    aside: Path
    size_bytes: int
    words: str


def _to_removal(row: Row) -> Removal:
    return Removal(
        TaskId(row["root"]), Path(row["workspace"]), Path(row["aside"]), row["size_bytes"], row["words"]
    )  # fmt: skip


def add(connection: Connection, removal: Removal) -> None:
    """Note that a workspace is to go."""
    connection.execute(
        "INSERT OR IGNORE INTO removals VALUES (?,?,?,?,?)",
        (removal.root, str(removal.workspace), str(removal.aside), removal.size_bytes, removal.words),
    )


def every(connection: Connection) -> tuple[Removal, ...]:
    """Return what is to go and has not gone yet."""
    return tuple(_to_removal(row) for row in connection.execute("SELECT * FROM removals ORDER BY rowid"))


def is_going(connection: Connection, root: TaskId) -> bool:
    """Return whether a chain's workspace is being removed."""
    return connection.execute("SELECT 1 FROM removals WHERE root = ?", (root,)).fetchone() is not None


def done(connection: Connection, root: TaskId) -> None:
    """Note that a removal is over."""
    connection.execute("DELETE FROM removals WHERE root = ?", (root,))
