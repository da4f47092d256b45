"""Which notices a person has seen: all up to a seq, and some beyond it. Their tables are those of `store`."""

from collections.abc import Sequence
from dataclasses import dataclass

from farhand.database import Connection
from farhand.ids import NoticeId


@dataclass(frozen=True, slots=True)
class Seen:
    """All notices up to a seq, and beyond it some by themselves."""

    seq: int
    also: tuple[NoticeId, ...] = ()


def up_to(connection: Connection) -> int:
    """Return the seq up to which a person has seen the notices."""
    row = connection.execute("SELECT seq FROM notices_read").fetchone()
    return int(row["seq"]) if row else 0


def mark(connection: Connection, seq: int, also: Sequence[str]) -> Seen | None:
    """Note what a person has seen and return it; None where it is no news. What is not there yet nobody has seen."""
    newest = connection.execute("SELECT max(seq) AS seq FROM notices").fetchone()["seq"] or 0
    before = up_to(connection)
    reached = max(before, min(seq, newest))
    noted = tuple(each for each in also if _note(connection, each, reached))
    if reached == before and not noted:
        return None
    connection.execute("INSERT INTO notices_read VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET seq = ?1", (reached,))
    connection.execute("DELETE FROM notices_seen WHERE notice IN (SELECT id FROM notices WHERE seq <= ?)", (reached,))
    return Seen(reached, tuple(map(NoticeId, noted)))


def _note(connection: Connection, notice: str, reached: int) -> bool:
    done = connection.execute(
        "INSERT INTO notices_seen SELECT id FROM notices WHERE id = ? AND seq > ? ON CONFLICT DO NOTHING",
        (notice, reached),
    )
    return done.rowcount == 1


def settled(connection: Connection) -> frozenset[NoticeId]:
    """Return the notices that want nobody any more: seen, or about what is asked no longer."""
    rows = connection.execute(
        "SELECT id FROM notices WHERE seq <= ? OR id IN (SELECT notice FROM notices_seen)"
        " OR asked IN (SELECT id FROM approvals WHERE state <> 'open')"
        " OR asked IN (SELECT id FROM questions WHERE state <> 'open')",
        (up_to(connection),),
    )
    return frozenset(NoticeId(row["id"]) for row in rows.fetchall())
