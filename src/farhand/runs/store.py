"""Runs as the host knows them: which there are, how far each was read, and how it ended."""

from dataclasses import dataclass
from enum import StrEnum

from farhand.database import Connection
from farhand.ids import RunId, TaskId

MIGRATIONS = (
    """
    CREATE TABLE runs (
        run TEXT PRIMARY KEY,
        task TEXT NOT NULL,
        generation INTEGER NOT NULL,
        state TEXT NOT NULL,
        agent TEXT NOT NULL,
        workspace TEXT NOT NULL,
        branch TEXT NOT NULL,
        previous TEXT,
        session TEXT,
        pid INTEGER,
        stored INTEGER NOT NULL DEFAULT 0,
        began_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX runs_by_task ON runs (task, generation);
    CREATE INDEX runs_open ON runs (state) WHERE state != 'ended'
    """,
    "ALTER TABLE runs ADD COLUMN attempt INTEGER NOT NULL DEFAULT 0",
)


class RunState(StrEnum):
    """The states of a run."""

    STARTING = "starting"
    WORKING = "working"
    PARKED = "parked"
    CHECKING = "checking"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt at a task. `stored` is the number of the last runner event whose effects are in the database.

    `attempt` is 0, or the number of a fresh attempt beside others.
    """

    run: RunId
    task: TaskId
    generation: int
    state: RunState
    agent: str
    workspace: str
    branch: str
    previous: RunId | None
    session: str | None
    pid: int | None
    stored: int
    began_at: int
    attempt: int = 0


def add(connection: Connection, run: Run) -> None:
    """Record a new run."""
    connection.execute(
        "INSERT INTO runs (run, task, generation, state, agent, workspace, branch, previous, session, pid, stored,"
        " began_at, attempt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            run.run, run.task, run.generation, run.state, run.agent, run.workspace, run.branch, run.previous,
            run.session, run.pid, run.stored, run.began_at,
            run.attempt,
        ),
    )  # fmt: skip


def advance(
    connection: Connection,
    run: RunId,
    stored: int,
    *,
    state: RunState | None = None,
    session: str | None = None,
    pid: int | None = None,
) -> bool:
    """Note that event `stored` took effect; False if it had before, so that nothing takes effect twice."""
    moved = connection.execute(
        "UPDATE runs SET stored = ?, state = coalesce(?, state), session = coalesce(?, session),"
        " pid = coalesce(?, pid) WHERE run = ? AND stored < ?",
        (stored, state, session, pid, run, stored),
    )
    return moved.rowcount == 1


def end(connection: Connection, run: RunId) -> bool:
    """Note that a run is over; False if it was."""
    moved = connection.execute("UPDATE runs SET state = 'ended' WHERE run = ? AND state != 'ended'", (run,))
    return moved.rowcount == 1


def get(connection: Connection, run: RunId) -> Run | None:
    """Return a run."""
    return _one(connection, "SELECT * FROM runs WHERE run = ?", run)


def latest_of(connection: Connection, task: TaskId) -> Run | None:
    """Return the newest run of a task, fresh attempts apart."""
    return _one(connection, "SELECT * FROM runs WHERE task = ? AND attempt = 0 ORDER BY generation DESC LIMIT 1", task)


def of_attempt(connection: Connection, run: Run) -> tuple[RunId, ...]:
    """Return the runs of the same fresh attempt, a run's own among them."""
    rows = connection.execute(
        "SELECT run FROM runs WHERE task = ? AND generation = ? AND attempt = ?",
        (run.task, run.generation, run.attempt),
    )
    return tuple(RunId(row["run"]) for row in rows)


def latest_in(connection: Connection, workspace: str) -> Run | None:
    """Return the newest run in a workspace, whatever the clock said when; its runner may still have the session."""
    return _one(connection, "SELECT * FROM runs WHERE workspace = ? ORDER BY rowid DESC LIMIT 1", workspace)


def newest_ended(connection: Connection) -> tuple[RunId, ...]:
    """Return the newest run in each workspace where that is over: its runner may linger, whichever host began it."""
    rows = connection.execute(
        "SELECT run FROM runs WHERE state = 'ended' AND rowid IN (SELECT max(rowid) FROM runs GROUP BY workspace)"
    )
    return tuple(RunId(row["run"]) for row in rows)


def all_open(connection: Connection) -> tuple[Run, ...]:
    """Return every run that is not over, oldest first."""
    rows = connection.execute("SELECT * FROM runs WHERE state != 'ended' ORDER BY rowid")
    return tuple(_to_run(dict(row)) for row in rows)


def _one(connection: Connection, query: str, key: str) -> Run | None:
    row = connection.execute(query, (key,)).fetchone()
    return None if row is None else _to_run(dict(row))


def _to_run(row: dict[str, str | int | None]) -> Run:
    return Run(**{**row, "state": RunState(str(row["state"]))})  # pyright: ignore[reportArgumentType]  # STRICT columns
