"""A device's tables: what it verified, what it waits for, what it has to send."""

from dataclasses import dataclass
from enum import StrEnum

from farhand.crypto import chain
from farhand.crypto.chain import Tip
from farhand.database import Connection
from farhand.ids import EpochId, Incarnation
from farhand.wire.record import Record
from farhand.wire.relay import Cursor

MIGRATIONS = (
    """
    CREATE TABLE held (
        seq INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, incarnation TEXT NOT NULL, raw BLOB NOT NULL
    );
    CREATE TABLE lost (hash BLOB PRIMARY KEY, seq INTEGER NOT NULL, raw BLOB NOT NULL);
    CREATE TABLE unlinked (
        hash BLOB PRIMARY KEY, prev BLOB NOT NULL, seq INTEGER NOT NULL, incarnation TEXT NOT NULL,
        type TEXT NOT NULL, raw BLOB NOT NULL
    );
    CREATE INDEX unlinked_prev ON unlinked (prev);
    CREATE TABLE unopened (number INTEGER PRIMARY KEY AUTOINCREMENT, epoch TEXT NOT NULL, raw BLOB NOT NULL UNIQUE);
    CREATE TABLE epochs (id TEXT PRIMARY KEY, key BLOB NOT NULL);
    CREATE TABLE incarnations (id TEXT PRIMARY KEY, at INTEGER NOT NULL);
    CREATE TABLE outbox (
        place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, raw BLOB NOT NULL, receipt TEXT NOT NULL,
        log TEXT, mseq INTEGER, words TEXT NOT NULL DEFAULT ''
    );
    CREATE TABLE cursors (mailbox TEXT PRIMARY KEY, log TEXT NOT NULL, mseq INTEGER NOT NULL);
    CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB NOT NULL)
    """,
)

MAX_UNLINKED = 2000  # a relay that reorders for ever must not fill the disk; what is dropped is asked for again
MAX_UNOPENED = 500  # as above


class Receipt(StrEnum):
    """How far a command has come. `LOST`: the host had it, and was restored from before."""

    DEVICE = "device"
    RELAY = "relay"
    HOST = "host"
    REFUSED = "refused"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Sent:
    """A command in the outbox: sealed once, sent as the same bytes; `words` say why it was refused."""

    place: int
    id: str
    raw: bytes
    receipt: Receipt
    words: str = ""


def tip(connection: Connection) -> Tip | None:
    """Return the newest verified place."""
    row = connection.execute("SELECT seq, hash, incarnation FROM held ORDER BY seq DESC LIMIT 1").fetchone()
    return Tip(row["seq"], row["hash"], Incarnation(row["incarnation"])) if row else None


def tip_of(connection: Connection, hash_: bytes) -> Tip | None:
    """Return the verified place of that hash."""
    row = connection.execute("SELECT seq, hash, incarnation FROM held WHERE hash = ?", (hash_,)).fetchone()
    return Tip(row["seq"], row["hash"], Incarnation(row["incarnation"])) if row else None


def hold(connection: Connection, record: Record) -> None:
    """Keep a verified record."""
    connection.execute(
        "INSERT INTO held VALUES (?, ?, ?, ?)",
        (record.seq, chain.record_hash(record), record.incarnation, record.pack()),
    )


def oldest(connection: Connection) -> Record | None:
    """Return the oldest verified record."""
    row = connection.execute("SELECT raw FROM held ORDER BY seq LIMIT 1").fetchone()
    return Record.parse(row["raw"]) if row else None


def newest(connection: Connection) -> Record | None:
    """Return the newest verified record."""
    row = connection.execute("SELECT raw FROM held ORDER BY seq DESC LIMIT 1").fetchone()
    return Record.parse(row["raw"]) if row else None


def held_after(connection: Connection, seq: int, limit: int) -> tuple[Record, ...]:
    """Return up to `limit` verified records above that seq, oldest first."""
    rows = connection.execute("SELECT raw FROM held WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit))
    return tuple(Record.parse(row["raw"]) for row in rows)


def lose_after(connection: Connection, seq: int) -> tuple[Record, ...]:
    """Move the records above that seq to those that the host no longer has; return them."""
    rows = connection.execute("SELECT raw FROM held WHERE seq > ? ORDER BY seq", (seq,)).fetchall()
    connection.execute("INSERT OR IGNORE INTO lost SELECT hash, seq, raw FROM held WHERE seq > ?", (seq,))
    connection.execute("DELETE FROM held WHERE seq > ?", (seq,))
    return tuple(Record.parse(row["raw"]) for row in rows)


def lost(connection: Connection) -> tuple[Record, ...]:
    """Return the records that the host no longer has."""
    return tuple(Record.parse(row["raw"]) for row in connection.execute("SELECT raw FROM lost ORDER BY seq"))


def add_unlinked(connection: Connection, record: Record) -> None:
    """Keep an opened record until those before it are here; it proves nothing yet."""
    connection.execute(
        "INSERT OR IGNORE INTO unlinked VALUES (?, ?, ?, ?, ?, ?)",
        (chain.record_hash(record), record.prev, record.seq, record.incarnation, record.type, record.pack()),
    )
    if count_unlinked(connection) > MAX_UNLINKED:
        connection.execute("DELETE FROM unlinked WHERE hash = (SELECT hash FROM unlinked ORDER BY seq DESC LIMIT 1)")


def count_unlinked(connection: Connection) -> int:
    """Return how many records wait for those before them."""
    count: int = connection.execute("SELECT count(*) FROM unlinked").fetchone()[0]
    return count


def unlinked_behind(connection: Connection, hash_: bytes) -> tuple[Record, ...]:
    """Return the waiting records that say they follow that hash."""
    return tuple(
        Record.parse(row["raw"]) for row in connection.execute("SELECT raw FROM unlinked WHERE prev = ?", (hash_,))
    )


def unlinked(connection: Connection, hash_: bytes) -> Record | None:
    """Return the waiting record of that hash."""
    row = connection.execute("SELECT raw FROM unlinked WHERE hash = ?", (hash_,)).fetchone()
    return Record.parse(row["raw"]) if row else None


def unlinked_restores(connection: Connection) -> tuple[Record, ...]:
    """Return the waiting records that say they begin another incarnation."""
    rows = connection.execute("SELECT raw FROM unlinked WHERE type = ? ORDER BY seq", (chain.RESTORED,))
    return tuple(Record.parse(row["raw"]) for row in rows)


def lowest_unlinked(connection: Connection, above: int, incarnation: str) -> int | None:
    """Return the lowest waiting seq of an incarnation above that seq."""
    row = connection.execute(
        "SELECT min(seq) AS seq FROM unlinked WHERE seq > ? AND incarnation = ?", (above, incarnation)
    ).fetchone()
    return row["seq"]


def drop_unlinked(connection: Connection, record: Record) -> None:
    """Forget a waiting record: it is held now, or proved false."""
    connection.execute("DELETE FROM unlinked WHERE hash = ?", (chain.record_hash(record),))


def drop_overtaken(connection: Connection, tip: Tip) -> None:
    """Forget what says to stand at or next to the verified tip and does not follow it: it belongs to no chain."""
    connection.execute("DELETE FROM unlinked WHERE incarnation = ? AND seq <= ?", (tip.incarnation, tip.seq + 1))


def add_unopened(connection: Connection, epoch: str, raw: bytes) -> None:
    """Keep a record whose epoch key is not here yet."""
    connection.execute("INSERT OR IGNORE INTO unopened (epoch, raw) VALUES (?, ?)", (epoch, raw))
    connection.execute("DELETE FROM unopened WHERE number <= (SELECT max(number) FROM unopened) - ?", (MAX_UNOPENED,))


def take_unopened(connection: Connection, epoch: str) -> tuple[bytes, ...]:
    """Return and forget the records that waited for this epoch's key."""
    rows = connection.execute("SELECT raw FROM unopened WHERE epoch = ? ORDER BY number", (epoch,)).fetchall()
    connection.execute("DELETE FROM unopened WHERE epoch = ?", (epoch,))
    return tuple(row["raw"] for row in rows)


def add_epoch(connection: Connection, epoch: EpochId, key: bytes) -> None:
    """Keep an epoch key; the first one under an id stays."""
    connection.execute("INSERT OR IGNORE INTO epochs VALUES (?, ?)", (epoch, key))


def epoch_key(connection: Connection, epoch: str) -> bytes | None:
    """Return the key of an epoch."""
    row = connection.execute("SELECT key FROM epochs WHERE id = ?", (epoch,)).fetchone()
    return row["key"] if row else None


def epochs(connection: Connection) -> tuple[str, ...]:
    """Return the ids of all keys held."""
    return tuple(row["id"] for row in connection.execute("SELECT id FROM epochs ORDER BY rowid"))


def begin_incarnation(connection: Connection, incarnation: str, at: int) -> None:
    """Note an incarnation of the host, and when it says that it began."""
    connection.execute("INSERT OR IGNORE INTO incarnations VALUES (?, ?)", (incarnation, at))


def began_at(connection: Connection, incarnation: str) -> int | None:
    """Return when a known incarnation began."""
    row = connection.execute("SELECT at FROM incarnations WHERE id = ?", (incarnation,)).fetchone()
    return row["at"] if row else None


def compose(connection: Connection, id_: str, raw: bytes) -> None:
    """Put a sealed command behind the others."""
    connection.execute("INSERT INTO outbox (id, raw, receipt) VALUES (?, ?, ?)", (id_, raw, Receipt.DEVICE))


def waiting_after(connection: Connection, place: int, limit: int) -> tuple[Sent, ...]:
    """Return up to `limit` commands behind that place which the relay has not confirmed, in order."""
    rows = connection.execute(
        "SELECT * FROM outbox WHERE place > ? AND receipt = ? ORDER BY place LIMIT ?", (place, Receipt.DEVICE, limit)
    )
    return tuple(_sent(row["place"], row["id"], row["raw"], row["receipt"], row["words"]) for row in rows)


def sent(connection: Connection) -> tuple[Sent, ...]:
    """Return every command that was composed here, in order."""
    rows = connection.execute("SELECT * FROM outbox ORDER BY place")
    return tuple(_sent(row["place"], row["id"], row["raw"], row["receipt"], row["words"]) for row in rows)


def at_relay(connection: Connection, id_: str, log: str, mseq: int) -> None:
    """Note the relay's word that it has a command, and where."""
    connection.execute(
        "UPDATE outbox SET receipt = ?, log = ?, mseq = ? WHERE id = ? AND receipt = ?",
        (Receipt.RELAY, log, mseq, id_, Receipt.DEVICE),
    )


def back_to_device(connection: Connection, up: Cursor) -> None:
    """Take back the relay's word on commands that its log, as it is now, cannot hold: it lost them."""
    connection.execute(
        "UPDATE outbox SET receipt = ?, log = NULL, mseq = NULL WHERE receipt = ? AND (log IS NOT ? OR mseq > ?)",
        (Receipt.DEVICE, Receipt.RELAY, up.log, up.mseq),
    )


def on_host(connection: Connection, id_: str) -> None:
    """Note the host's signed word that it has a command; the sealed bytes are of no use any more."""
    connection.execute("UPDATE outbox SET receipt = ?, raw = X'', words = '' WHERE id = ?", (Receipt.HOST, id_))


def refuse(connection: Connection, id_: str, words: str) -> None:
    """Note why a command was turned down, unless the host has accepted it."""
    connection.execute(
        "UPDATE outbox SET receipt = ?, words = ? WHERE id = ? AND receipt <> ?",
        (Receipt.REFUSED, words, id_, Receipt.HOST),
    )


def lose(connection: Connection, id_: str) -> None:
    """Take back the host's word on a command: the host was restored from before it."""
    connection.execute("UPDATE outbox SET receipt = ? WHERE id = ?", (Receipt.LOST, id_))


def cursor_of(connection: Connection) -> Cursor | None:
    """Return how far the `down` mailbox was read."""
    row = connection.execute("SELECT log, mseq FROM cursors WHERE mailbox = 'down'").fetchone()
    return Cursor(log=row["log"], mseq=row["mseq"]) if row else None


def save_cursor(connection: Connection, cursor: Cursor) -> None:
    """Note how far the `down` mailbox was read."""
    connection.execute("INSERT OR REPLACE INTO cursors VALUES ('down', ?, ?)", (cursor.log, cursor.mseq))


def fact(connection: Connection, name: str) -> bytes | None:
    """Return a single thing worth keeping, by its name."""
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return row["value"] if row else None


def set_fact(connection: Connection, name: str, value: bytes) -> None:
    """Keep a single thing under a name."""
    connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def _sent(place: int, id_: str, raw: bytes, receipt: str, words: str) -> Sent:
    return Sent(place, id_, raw, Receipt(receipt), words)
