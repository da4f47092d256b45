"""Passkeys, what they are demanded for, and the nonces that were given out, in SQLite."""

from dataclasses import dataclass
from sqlite3 import Row

from farhand.database import Connection
from farhand.errors import NotFound
from farhand.ids import DeviceId, PasskeyId
from farhand.wire.model import Millis
from farhand.wire.passkeys import Demand, PasskeyInfo

MIGRATIONS = (
    """
    CREATE TABLE passkeys (
        id TEXT PRIMARY KEY, credential BLOB NOT NULL UNIQUE, public_key BLOB NOT NULL, domain TEXT NOT NULL,
        name TEXT NOT NULL, added_at INTEGER NOT NULL, added_by TEXT NOT NULL, used_at INTEGER, uses INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE passkey_nonces (
        device TEXT NOT NULL, id TEXT NOT NULL, nonce BLOB NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (device, id)
    ) STRICT;
    CREATE TABLE passkey_demand (one INTEGER PRIMARY KEY CHECK (one = 1), demand TEXT NOT NULL) STRICT;
    """,
)
MAX_NONCES = 16  # of one device; a person confirms one thing at a time
MIN_PREFIX = 4  # characters of an id that a person may type instead of all


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey; `uses` is its own counter as last seen, which many keep at 0. `added_by` is a device."""

    id: PasskeyId
    credential: bytes
    public_key: bytes
    domain: str
    name: str
    added_at: Millis
    added_by: DeviceId
    used_at: Millis | None
    uses: int

    def to_info(self) -> PasskeyInfo:
        """Return what is told of it."""
        return PasskeyInfo(
            passkey=self.id,
            credential=self.credential,
            domain=self.domain,
            name=self.name,
            added_at=self.added_at,
            added_by=self.added_by,
            used_at=self.used_at,
        )


@dataclass(frozen=True, slots=True)
class Nonce:
    """What a challenge is made of, good until a moment (ms)."""

    nonce: bytes
    until: Millis


def _to_passkey(row: Row) -> Passkey:
    return Passkey(
        PasskeyId(row["id"]),
        row["credential"],
        row["public_key"],
        row["domain"],
        row["name"],
        row["added_at"],
        DeviceId(row["added_by"]),
        row["used_at"],
        row["uses"],
    )


def add(connection: Connection, passkey: Passkey) -> bool:
    """Keep a passkey; False if that credential is known."""
    done = connection.execute(
        "INSERT INTO passkeys VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (credential) DO NOTHING",
        (
            passkey.id, passkey.credential, passkey.public_key, passkey.domain, passkey.name, passkey.added_at,
            passkey.added_by, passkey.used_at, passkey.uses,
        ),
    )  # fmt: skip
    return done.rowcount == 1


def every(connection: Connection) -> tuple[Passkey, ...]:
    """Return all passkeys, oldest first."""
    return tuple(map(_to_passkey, connection.execute("SELECT * FROM passkeys ORDER BY rowid").fetchall()))


def of_credential(connection: Connection, credential: bytes) -> Passkey | None:
    """Return the passkey with this credential id."""
    row = connection.execute("SELECT * FROM passkeys WHERE credential = ?", (credential,)).fetchone()
    return _to_passkey(row) if row else None


def resolve(connection: Connection, reference: str) -> Passkey:
    """Return the passkey a person means by its id or the start of one; raises NotFound."""
    found = [
        each
        for each in every(connection)
        if each.id == reference or (len(reference) >= MIN_PREFIX and each.id.startswith(reference.lower()))
    ]
    if len(found) != 1:
        raise NotFound(f"there is no passkey `{reference}`", hint="`farhand passkeys` lists them")
    return found[0]


def use(connection: Connection, passkey: PasskeyId, uses: int, at_ms: Millis) -> None:
    """Note that a passkey vouched, and its counter then."""
    connection.execute("UPDATE passkeys SET uses = ?, used_at = ? WHERE id = ?", (uses, at_ms, passkey))


def remove(connection: Connection, passkey: PasskeyId) -> None:
    """Forget a passkey."""
    connection.execute("DELETE FROM passkeys WHERE id = ?", (passkey,))


def demand_of(connection: Connection) -> Demand:
    """Return what passkeys are demanded for."""
    row = connection.execute("SELECT demand FROM passkey_demand").fetchone()
    return Demand(row["demand"]) if row else Demand.NONE


def has_demand(connection: Connection) -> bool:
    """Return whether it was ever said what passkeys are demanded for."""
    return connection.execute("SELECT 1 FROM passkey_demand").fetchone() is not None


def set_demand(connection: Connection, demand: Demand) -> None:
    """Note what passkeys are demanded for."""
    connection.execute("INSERT OR REPLACE INTO passkey_demand VALUES (1, ?)", (demand,))


def give_nonce(connection: Connection, device: DeviceId, id_: str, nonce: Nonce, now_ms: Millis) -> None:
    """Keep a nonce instead of an earlier one for the same; what has run out goes, and a device's oldest beyond some."""
    connection.execute("DELETE FROM passkey_nonces WHERE until < ?", (now_ms,))
    connection.execute(
        "INSERT OR REPLACE INTO passkey_nonces VALUES (?,?,?,?)", (device, id_, nonce.nonce, nonce.until)
    )
    connection.execute(
        "DELETE FROM passkey_nonces WHERE device = ?1 AND rowid NOT IN"
        " (SELECT rowid FROM passkey_nonces WHERE device = ?1 ORDER BY rowid DESC LIMIT ?2)",
        (device, MAX_NONCES),
    )


def take_nonce(connection: Connection, device: DeviceId, id_: str) -> Nonce | None:
    """Return the nonce that a device was given for an id, once."""
    row = connection.execute(
        "DELETE FROM passkey_nonces WHERE device = ? AND id = ? RETURNING nonce, until", (device, id_)
    ).fetchone()
    return Nonce(row["nonce"], row["until"]) if row else None
