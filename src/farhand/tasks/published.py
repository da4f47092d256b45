"""Files that tasks hand back, and where they lie on this computer: plain SQL in the caller's transaction."""

from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Row

from farhand.database import Connection
from farhand.ids import TaskId

MIGRATIONS = (
    """
    CREATE TABLE published (
        file TEXT PRIMARY KEY, task TEXT NOT NULL, name TEXT NOT NULL, media TEXT NOT NULL, size INTEGER NOT NULL,
        path TEXT NOT NULL, warning TEXT NOT NULL, at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX published_by_task ON published (task);
    """,
    "ALTER TABLE published ADD COLUMN sha256 BLOB",  # unknown of what was handed over before
)


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file as it was when the agent handed it over."""

    file: str
    task: TaskId
    name: str
    media: str
    size: int
    path: Path
    warning: str
    at: int
    sha256: bytes | None


def add(connection: Connection, each: PublishedFile) -> None:
    """Note a file; once, however often it is told of."""
    connection.execute(
        "INSERT OR IGNORE INTO published VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (each.file, each.task, each.name, each.media, each.size, str(each.path), each.warning, each.at, each.sha256),
    )


def of_task(connection: Connection, task: TaskId) -> tuple[PublishedFile, ...]:
    """Return the files of a task, in the order in which they were handed over."""
    rows = connection.execute("SELECT * FROM published WHERE task = ? ORDER BY at, rowid", (task,)).fetchall()
    return tuple(map(_to_file, rows))


def find(connection: Connection, file: str) -> PublishedFile | None:
    """Return a file by its id."""
    row = connection.execute("SELECT * FROM published WHERE file = ?", (file,)).fetchone()
    return None if row is None else _to_file(row)


def note_hash(connection: Connection, file: str, sha256: bytes) -> None:
    """Note what a file's bytes hash to."""
    connection.execute("UPDATE published SET sha256 = ? WHERE file = ?", (sha256, file))


def _to_file(row: Row) -> PublishedFile:
    return PublishedFile(
        row["file"],
        TaskId(row["task"]),
        row["name"],
        row["media"],
        row["size"],
        Path(row["path"]),
        row["warning"],
        row["at"],
        row["sha256"],
    )
