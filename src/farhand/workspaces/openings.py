"""Workspaces that a person wants to see on this computer's screen: the row is the wish, kept until it was told."""

from dataclasses import dataclass

from farhand.database import Connection
from farhand.ids import TaskId

MIGRATIONS = ("CREATE TABLE openings (task TEXT PRIMARY KEY, origin TEXT NOT NULL) STRICT;",)


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose workspace, and the device that asked."""

    task: TaskId
    origin: str


def add(connection: Connection, wish: Wish) -> None:
    """Note a wish; a second one for the same task takes the place of the first."""
    connection.execute("INSERT OR REPLACE INTO openings VALUES (?,?)", (wish.task, wish.origin))


def every(connection: Connection) -> tuple[Wish, ...]:
    """Return the wishes that were not told yet."""
    rows = connection.execute("SELECT * FROM openings ORDER BY rowid")
    return tuple(Wish(TaskId(row["task"]), row["origin"]) for row in rows)


def done(connection: Connection, task: TaskId) -> None:
    """Note that a wish was told."""
    connection.execute("DELETE FROM openings WHERE task = ?", (task,))
