"""Chains: a task and its follow-ups share one branch, one workspace and one agent session."""

from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Row

from farhand.database import Connection
from farhand.ids import TaskId

MIGRATIONS = (
    """
    CREATE TABLE chains (root TEXT PRIMARY KEY, branch TEXT NOT NULL UNIQUE, workspace TEXT NOT NULL, session TEXT);
    """,
)


@dataclass(frozen=True, slots=True)
class Chain:
    """What a chain keeps from run to run. `root` is its first task; `session` resumes the agent's conversation."""

    root: TaskId
    branch: str
    workspace: Path
    session: str | None = None


def _to_chain(row: Row) -> Chain:
    return Chain(TaskId(row["root"]), row["branch"], Path(row["workspace"]), row["session"])


def find(connection: Connection, root: TaskId) -> Chain | None:
    """Return the chain that began with this task."""
    row = connection.execute("SELECT * FROM chains WHERE root = ?", (root,)).fetchone()
    return _to_chain(row) if row else None


def find_in(connection: Connection, workspace: Path) -> Chain | None:
    """Return the chain whose workspace is at this path."""
    row = connection.execute("SELECT * FROM chains WHERE workspace = ?", (str(workspace),)).fetchone()
    return _to_chain(row) if row else None


def add(connection: Connection, chain: Chain) -> None:
    """Store a new chain."""
    connection.execute(
        "INSERT INTO chains VALUES (?,?,?,?)", (chain.root, chain.branch, str(chain.workspace), chain.session)
    )


def forget_session(connection: Connection, root: TaskId) -> None:
    """Let the next run begin with a session of its own."""
    connection.execute("UPDATE chains SET session = NULL WHERE root = ?", (root,))


def set_session(connection: Connection, root: TaskId, session: str) -> None:
    """Note the agent's session, so that the next run goes on with it."""
    connection.execute("UPDATE chains SET session = ? WHERE root = ?", (session, root))
