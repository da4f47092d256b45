"""The commits between which each run worked: plain SQL in the caller's transaction."""

from dataclasses import dataclass

from farhand.database import Connection
from farhand.ids import RunId

MIGRATIONS = (
    """
    CREATE TABLE run_commits (
        run TEXT PRIMARY KEY, before_it TEXT NOT NULL, after_it TEXT, count INTEGER
    ) STRICT;
    """,
)


@dataclass(frozen=True, slots=True)
class Commits:
    """Where the branch stood before a run, and after it once it is over.

    `count` is how many commits lie between; None where what stood there before is not in the history any more.
    """

    before: str
    after: str | None = None
    count: int | None = None


def begin(connection: Connection, run: RunId, before: str) -> None:
    """Note where a run begins; what was noted first holds."""
    connection.execute("INSERT OR IGNORE INTO run_commits (run, before_it) VALUES (?, ?)", (run, before))


def find(connection: Connection, run: RunId) -> Commits | None:
    """Return what is noted of a run."""
    row = connection.execute("SELECT * FROM run_commits WHERE run = ?", (run,)).fetchone()
    return Commits(row["before_it"], row["after_it"], row["count"]) if row else None


def end(connection: Connection, run: RunId, after: str, count: int | None) -> bool:
    """Note where a run ended; False if that was noted before."""
    done = connection.execute(
        "UPDATE run_commits SET after_it = ?, count = ? WHERE run = ? AND after_it IS NULL", (after, count, run)
    )
    return done.rowcount == 1
