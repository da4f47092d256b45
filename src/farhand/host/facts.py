"""Small facts that a host keeps about its own data, beside the thread."""

from farhand.database import Connection

MIGRATIONS = ("CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",)


def find(connection: Connection, name: str) -> str | None:
    """Return a fact."""
    row = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return str(row["value"]) if row else None


def note(connection: Connection, name: str, value: str) -> None:
    """Keep a fact, in place of what was known before."""
    connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
