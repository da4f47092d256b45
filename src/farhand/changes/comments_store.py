"""Draft comments in SQLite: plain SQL in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import astuple
from sqlite3 import Row

from farhand.changes.comments import Comment
from farhand.database import Connection
from farhand.errors import NotFound
from farhand.ids import CommentId, TaskId

MIGRATIONS = (
    """
    CREATE TABLE comments (
        id TEXT PRIMARY KEY, root TEXT NOT NULL, task TEXT NOT NULL, path TEXT NOT NULL, side TEXT NOT NULL,
        line INTEGER NOT NULL, quote TEXT NOT NULL, text TEXT NOT NULL, made_at INTEGER NOT NULL, origin TEXT NOT NULL,
        is_outdated INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX comments_by_root ON comments (root);
    """,
)


def save(connection: Connection, comment: Comment) -> None:
    """Insert a comment, or replace it."""
    values = astuple(comment)
    marks = ",".join("?" * len(values))
    connection.execute(f"INSERT OR REPLACE INTO comments VALUES ({marks})", values)  # noqa: S608  # only marks vary


def find(connection: Connection, comment: str) -> Comment | None:
    """Return a comment."""
    row = connection.execute("SELECT * FROM comments WHERE id = ?", (comment,)).fetchone()
    return _to_comment(row) if row else None


def get(connection: Connection, comment: str) -> Comment:
    """Return a comment; raises NotFound."""
    found = find(connection, comment)
    if found is None:
        raise NotFound("this comment is not a draft any more", hint="it was sent or removed meanwhile")
    return found


def in_chain(connection: Connection, root: TaskId) -> tuple[Comment, ...]:
    """Return the comments on what a chain changed, by file and line."""
    rows = connection.execute("SELECT * FROM comments WHERE root = ? ORDER BY path, line, made_at, id", (root,))
    return tuple(_to_comment(row) for row in rows)


def remove(connection: Connection, comments: Sequence[CommentId]) -> None:
    """Let comments go."""
    connection.executemany("DELETE FROM comments WHERE id = ?", [(each,) for each in comments])


def _to_comment(row: Row) -> Comment:
    return Comment(
        id=CommentId(row["id"]),
        root=TaskId(row["root"]),
        task=TaskId(row["task"]),
        path=row["path"],
        side=row["side"],
        line=row["line"],
        quote=row["quote"],
        text=row["text"],
        made_at=row["made_at"],
        origin=row["origin"],
        is_outdated=bool(row["is_outdated"]),
    )
