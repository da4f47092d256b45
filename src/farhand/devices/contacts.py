"""When each device was last connected, as far as the relay told: plain SQL in the caller's transaction."""

from farhand.database import Connection

MIGRATIONS = ("CREATE TABLE contacts (device TEXT PRIMARY KEY, at INTEGER NOT NULL)",)


def note(connection: Connection, device: str, at_ms: int) -> None:
    """Note that the device was connected up to this moment."""
    connection.execute("INSERT OR REPLACE INTO contacts VALUES (?,?)", (device, at_ms))


def last(connection: Connection) -> dict[str, int]:
    """Return when each device was last connected (ms)."""
    return {row["device"]: row["at"] for row in connection.execute("SELECT device, at FROM contacts")}
