"""Paired devices in SQLite: plain SQL over a connection that the caller's transaction owns."""

from dataclasses import dataclass
from sqlite3 import Row
from typing import Literal

from farhand.database import Connection
from farhand.errors import NotFound
from farhand.ids import DeviceId
from farhand.wire.host_events import DeviceInfo
from farhand.wire.relay import Signed

MIGRATIONS = (
    """
    CREATE TABLE devices (
        id TEXT PRIMARY KEY, key BLOB NOT NULL, wrap BLOB NOT NULL, name TEXT NOT NULL, storage TEXT NOT NULL,
        unprotected INTEGER NOT NULL, paired_at INTEGER NOT NULL, state TEXT NOT NULL, leaves_at INTEGER,
        allowed_until INTEGER
    );
    CREATE TABLE access_list (
        one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, body BLOB NOT NULL, signature BLOB NOT NULL
    );
    """,
    "ALTER TABLE devices ADD COLUMN replaces TEXT",
)

DeviceState = Literal["pending", "member", "leaving"]
MIN_PREFIX = 4  # characters of an id that a person may type instead of all


@dataclass(frozen=True, slots=True)
class Device:
    """A device as the host knows it. `leaves_at` is when a pending or leaving one is dropped (ms).

    `allowed_until` (ms) is set for a device that came over plain http: after it the host must be asked again.
    `replaces` is the device that leaves with this one's first login.
    """

    id: DeviceId
    key: bytes
    wrap: bytes
    name: str
    storage: str
    unprotected: bool
    paired_at: int
    state: DeviceState
    leaves_at: int | None = None
    allowed_until: int | None = None
    replaces: DeviceId | None = None

    def to_info(self) -> DeviceInfo:
        """Return the device as the thread tells of it."""
        return DeviceInfo(
            device=self.id,
            name=self.name,
            paired_at=self.paired_at,
            storage=self.storage,
            unprotected=self.unprotected,
            state=self.state,
            leaves_at=self.leaves_at,
        )


def _to_device(row: Row) -> Device:
    return Device(
        DeviceId(row["id"]),
        row["key"],
        row["wrap"],
        row["name"],
        row["storage"],
        bool(row["unprotected"]),
        row["paired_at"],
        row["state"],
        row["leaves_at"],
        row["allowed_until"],
        DeviceId(row["replaces"]) if row["replaces"] else None,
    )


def save(connection: Connection, device: Device) -> None:
    """Insert the device, or replace what is stored of it."""
    connection.execute(
        "INSERT OR REPLACE INTO devices VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            device.id,
            device.key,
            device.wrap,
            device.name,
            device.storage,
            device.unprotected,
            device.paired_at,
            device.state,
            device.leaves_at,
            device.allowed_until,
            device.replaces,
        ),
    )


def remove(connection: Connection, device: str) -> None:
    """Forget a device."""
    connection.execute("DELETE FROM devices WHERE id = ?", (device,))


def find(connection: Connection, device: str) -> Device | None:
    """Return the device with this id."""
    row = connection.execute("SELECT * FROM devices WHERE id = ?", (device,)).fetchone()
    return _to_device(row) if row else None


def every(connection: Connection) -> tuple[Device, ...]:
    """Return all devices, the oldest pairing first."""
    rows = connection.execute("SELECT * FROM devices ORDER BY paired_at, id").fetchall()
    return tuple(_to_device(row) for row in rows)


def resolve(connection: Connection, reference: str) -> Device:
    """Return the device a person means by its name, its id or the start of one; raises NotFound."""
    exact = find(connection, reference)
    if exact is not None:  # an id is nobody else's, whatever another device calls itself
        return exact
    text = reference.casefold()
    found = [
        device
        for device in every(connection)
        if device.name.casefold() == text or (len(text) >= MIN_PREFIX and device.id.startswith(text))
    ]
    if len(found) != 1:
        what = "no" if not found else "more than one"
        raise NotFound(f"there is {what} device `{reference}`", hint="`farhand devices` lists them with their ids")
    return found[0]


def get_list(connection: Connection) -> tuple[int, Signed] | None:
    """Return the newest access list and its version."""
    row = connection.execute("SELECT version, body, signature FROM access_list").fetchone()
    return (row["version"], Signed(body=row["body"], signature=row["signature"])) if row else None


def put_list(connection: Connection, version: int, signed: Signed) -> None:
    """Replace the access list."""
    connection.execute(
        "INSERT OR REPLACE INTO access_list VALUES (1, ?, ?, ?)", (version, signed.body, signed.signature)
    )
