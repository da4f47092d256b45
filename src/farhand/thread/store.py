"""The thread's tables, and plain SQL over them; every function runs inside the caller's transaction."""

from dataclasses import dataclass

from farhand.database import Connection
from farhand.ids import EpochId
from farhand.wire.record import Record
from farhand.wire.relay import Cursor

MIGRATIONS = (
    """
    CREATE TABLE records (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, incarnation TEXT NOT NULL, type TEXT NOT NULL,
        hash BLOB NOT NULL, raw BLOB NOT NULL, task TEXT
    );
    CREATE INDEX records_of_task ON records (task, seq) WHERE task IS NOT NULL;
    CREATE TABLE epochs (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key BLOB NOT NULL, at INTEGER NOT NULL);
    CREATE TABLE outbox_down (place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, raw BLOB NOT NULL);
    CREATE TABLE commands_seen (
        sender TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (sender, id)
    ) WITHOUT ROWID;
    CREATE TABLE cursors (mailbox TEXT PRIMARY KEY, log TEXT NOT NULL, mseq INTEGER NOT NULL);
    CREATE TABLE quarantine (number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, why TEXT NOT NULL,
        raw BLOB NOT NULL)
    """,
)

MAX_QUARANTINED = 1000  # enough to look into; a stranger must not fill the disk


@dataclass(frozen=True, slots=True)
class Epoch:
    """A key that seals records, by its id."""

    id: EpochId
    key: bytes

    def __repr__(self) -> str:
        return f"Epoch({self.id})"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A sealed envelope on its way to the devices; `place` is its order."""

    place: int
    id: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Mail that could not be opened, verified or parsed."""

    at: int
    why: str
    raw: bytes


def add_record(connection: Connection, record: Record, hash_: bytes, task: str | None) -> None:
    """Store the newest record, and the task that it is about, if any."""
    connection.execute(
        "INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?)",
        (record.seq, record.id, record.incarnation, record.type, hash_, record.pack(), task),
    )


def last_record(connection: Connection) -> tuple[Record, bytes] | None:
    """Return the newest record and its hash."""
    row = connection.execute("SELECT raw, hash FROM records ORDER BY seq DESC LIMIT 1").fetchone()
    return (Record.parse(row["raw"]), row["hash"]) if row else None


def record_at(connection: Connection, seq: int) -> Record | None:
    """Return the record of that seq."""
    row = connection.execute("SELECT raw FROM records WHERE seq = ?", (seq,)).fetchone()
    return Record.parse(row["raw"]) if row else None


def hash_at(connection: Connection, seq: int) -> bytes | None:
    """Return the hash of the record of that seq."""
    row = connection.execute("SELECT hash FROM records WHERE seq = ?", (seq,)).fetchone()
    return row["hash"] if row else None


def has_incarnation(connection: Connection, incarnation: str) -> bool:
    """Return whether any record belongs to that incarnation."""
    found = connection.execute("SELECT 1 FROM records WHERE incarnation = ? LIMIT 1", (incarnation,)).fetchone()
    return found is not None


def records_before(connection: Connection, before: int, limit: int) -> tuple[Record, ...]:
    """Return up to `limit` records below that seq, oldest first."""
    rows = connection.execute("SELECT raw FROM records WHERE seq < ? ORDER BY seq DESC LIMIT ?", (before, limit))
    return tuple(Record.parse(row["raw"]) for row in rows)[::-1]


def records_after(connection: Connection, after: int, limit: int) -> tuple[Record, ...]:
    """Return up to `limit` records above that seq, oldest first."""
    rows = connection.execute("SELECT raw FROM records WHERE seq > ? ORDER BY seq LIMIT ?", (after, limit))
    return tuple(Record.parse(row["raw"]) for row in rows)


def records_about(connection: Connection, task: str) -> tuple[Record, ...]:
    """Return the records about a task, oldest first."""
    rows = connection.execute("SELECT raw FROM records WHERE task = ? ORDER BY seq", (task,))
    return tuple(Record.parse(row["raw"]) for row in rows)


def add_epoch(connection: Connection, epoch: Epoch, at: int) -> None:
    """Make this the current epoch."""
    connection.execute("INSERT INTO epochs (id, key, at) VALUES (?, ?, ?)", (epoch.id, epoch.key, at))


def current_epoch(connection: Connection) -> Epoch | None:
    """Return the newest epoch."""
    row = connection.execute("SELECT id, key FROM epochs ORDER BY number DESC LIMIT 1").fetchone()
    return Epoch(EpochId(row["id"]), row["key"]) if row else None


def add_outgoing(connection: Connection, id_: str, raw: bytes) -> None:
    """Put an envelope behind the others; one that still waits under the same id stays as it is."""
    connection.execute("INSERT INTO outbox_down (id, raw) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", (id_, raw))


def outgoing_after(connection: Connection, place: int, limit: int) -> tuple[Outgoing, ...]:
    """Return up to `limit` waiting envelopes behind that place, in order."""
    rows = connection.execute(
        "SELECT place, id, raw FROM outbox_down WHERE place > ? ORDER BY place LIMIT ?", (place, limit)
    )
    return tuple(Outgoing(row["place"], row["id"], row["raw"]) for row in rows)


def delete_outgoing(connection: Connection, *ids: str) -> None:
    """Forget envelopes that the relay has on its disk."""
    connection.executemany("DELETE FROM outbox_down WHERE id = ?", [(each,) for each in ids])


def seen_command(connection: Connection, sender: str, id_: str) -> int | None:
    """Return the seq of the record that answered this command the first time."""
    row = connection.execute("SELECT seq FROM commands_seen WHERE sender = ? AND id = ?", (sender, id_)).fetchone()
    return row["seq"] if row else None


def mark_command(connection: Connection, sender: str, id_: str, seq: int) -> None:
    """Note which record answered a command; raises sqlite3.IntegrityError the second time."""
    connection.execute("INSERT INTO commands_seen VALUES (?, ?, ?)", (sender, id_, seq))


def cursor_of(connection: Connection, mailbox: str) -> Cursor | None:
    """Return how far a mailbox was read."""
    row = connection.execute("SELECT log, mseq FROM cursors WHERE mailbox = ?", (mailbox,)).fetchone()
    return Cursor(log=row["log"], mseq=row["mseq"]) if row else None


def save_cursor(connection: Connection, mailbox: str, cursor: Cursor) -> None:
    """Note how far a mailbox was read."""
    connection.execute(
        "INSERT INTO cursors VALUES (?, ?, ?) "
        "ON CONFLICT (mailbox) DO UPDATE SET log = excluded.log, mseq = excluded.mseq",
        (mailbox, cursor.log, cursor.mseq),
    )


def quarantine(connection: Connection, raw: bytes, why: str, at: int) -> None:
    """Keep mail that could not be read, in place of the oldest such."""
    connection.execute("INSERT INTO quarantine (at, why, raw) VALUES (?, ?, ?)", (at, why, raw))
    connection.execute(
        "DELETE FROM quarantine WHERE number <= (SELECT max(number) FROM quarantine) - ?", (MAX_QUARANTINED,)
    )


def quarantined(connection: Connection, limit: int = MAX_QUARANTINED) -> tuple[Quarantined, ...]:
    """Return the mail that could not be read, newest first."""
    rows = connection.execute("SELECT at, why, raw FROM quarantine ORDER BY number DESC LIMIT ?", (limit,))
    return tuple(Quarantined(row["at"], row["why"], row["raw"]) for row in rows)
