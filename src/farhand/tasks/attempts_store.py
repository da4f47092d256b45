"""Fresh attempts in SQLite, and for which tasks they were asked: plain SQL in the caller's transaction."""

from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Row

from farhand.database import Connection
from farhand.ids import RunId, TaskId
from farhand.tasks.attempts import Attempt
from farhand.wire.attempt_events import AttemptState
from farhand.wire.change_events import ChangeReady
from farhand.wire.run_events import Outcome

MIGRATIONS = (
    """
    CREATE TABLE best_of (task TEXT PRIMARY KEY, wanted INTEGER NOT NULL, start TEXT, base TEXT) STRICT;
    CREATE TABLE attempts (
        task TEXT NOT NULL, number INTEGER NOT NULL, generation INTEGER NOT NULL, branch TEXT NOT NULL,
        workspace TEXT NOT NULL, state TEXT NOT NULL, words TEXT NOT NULL, run TEXT UNIQUE, session TEXT, change TEXT,
        outcome TEXT, is_fresh INTEGER NOT NULL, is_chosen INTEGER NOT NULL, PRIMARY KEY (task, number)
    ) STRICT;
    CREATE INDEX attempts_waiting ON attempts (state) WHERE state = 'waiting';
    """,
    "ALTER TABLE attempts ADD COLUMN has_branch INTEGER NOT NULL DEFAULT 1",
    "ALTER TABLE attempts ADD COLUMN is_asking INTEGER NOT NULL DEFAULT 0",
)


@dataclass(frozen=True, slots=True)
class BestOf:
    """How many fresh attempts a task may have.

    `start` is the commit they begin at, `base` what their changes count from.
    """

    task: TaskId
    wanted: int
    start: str | None = None
    base: str | None = None


def want(connection: Connection, task: TaskId, wanted: int) -> None:
    """Note how many attempts a task may have; what was noted first holds."""
    connection.execute("INSERT OR IGNORE INTO best_of (task, wanted) VALUES (?, ?)", (task, wanted))


def wanted_for(connection: Connection, task: TaskId) -> BestOf | None:
    """Return what is noted of a task."""
    row = connection.execute("SELECT * FROM best_of WHERE task = ?", (task,)).fetchone()
    return BestOf(TaskId(row["task"]), row["wanted"], row["start"], row["base"]) if row else None


def note_start(connection: Connection, task: TaskId, start: str, base: str) -> None:
    """Note where a task began, unless that is known; a change that was rebased since begins anew."""
    connection.execute(
        "UPDATE best_of SET start = ?, base = ? WHERE task = ? AND (start IS NULL OR base != ?)",
        (start, base, task, base),
    )


def save(connection: Connection, attempt: Attempt) -> None:
    """Insert an attempt, or replace what is stored of it."""
    connection.execute(
        "INSERT OR REPLACE INTO attempts VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            attempt.task, attempt.number, attempt.generation, attempt.branch, str(attempt.workspace), attempt.state,
            attempt.words, attempt.run, attempt.session,
            attempt.change.to_json().decode() if attempt.change else None,
            attempt.outcome.to_json().decode() if attempt.outcome else None,
            attempt.is_fresh, attempt.is_chosen, attempt.has_branch, attempt.is_asking,
        ),
    )  # fmt: skip


def of_task(connection: Connection, task: TaskId) -> tuple[Attempt, ...]:
    """Return every attempt at a task, oldest first."""
    rows = connection.execute("SELECT * FROM attempts WHERE task = ? ORDER BY number", (task,))
    return tuple(_to_attempt(row) for row in rows)


def with_branches(connection: Connection) -> tuple[TaskId, ...]:
    """Return the tasks with attempts whose branches are kept."""
    rows = connection.execute("SELECT DISTINCT task FROM attempts WHERE has_branch = 1 ORDER BY task")
    return tuple(TaskId(row["task"]) for row in rows)


def next_number(connection: Connection, task: TaskId) -> int:
    """Return the number for the next attempt at a task, counting from 0."""
    row = connection.execute("SELECT max(number) AS last FROM attempts WHERE task = ?", (task,)).fetchone()
    return 0 if row["last"] is None else int(row["last"]) + 1


def of_generation(connection: Connection, task: TaskId, generation: int) -> tuple[Attempt, ...]:
    """Return the attempts that were made after one run of a task, oldest first."""
    return tuple(each for each in of_task(connection, task) if each.generation == generation)


def of_run(connection: Connection, run: RunId) -> Attempt | None:
    """Return the attempt that a run carries out."""
    row = connection.execute("SELECT * FROM attempts WHERE run = ?", (run,)).fetchone()
    return _to_attempt(row) if row else None


def waiting(connection: Connection) -> tuple[Attempt, ...]:
    """Return the attempts that wait for a place, of the oldest task first."""
    rows = connection.execute(
        "SELECT attempts.* FROM attempts JOIN tasks ON tasks.id = attempts.task WHERE attempts.state = ?"
        " AND NOT attempts.is_asking ORDER BY tasks.number, attempts.number",
        (AttemptState.WAITING,),
    )
    return tuple(_to_attempt(row) for row in rows)


def running(connection: Connection) -> dict[TaskId, tuple[int, int]]:
    """Return how many attempts of each task run, and how many of those ask a person; one without any is not named."""
    rows = connection.execute(
        "SELECT tasks.id, sum(attempts.state = ?1) AS running, sum(attempts.state = ?1 AND is_asking) AS asking"
        " FROM tasks JOIN attempts ON attempts.task = tasks.id AND attempts.generation = tasks.generation"
        " WHERE tasks.state IN ('running', 'checking') GROUP BY tasks.id",
        (AttemptState.RUNNING,),
    )
    return {TaskId(row["id"]): (row["running"], row["asking"]) for row in rows}


def _to_attempt(row: Row) -> Attempt:
    return Attempt(
        task=TaskId(row["task"]),
        number=row["number"],
        generation=row["generation"],
        branch=row["branch"],
        workspace=Path(row["workspace"]),
        state=AttemptState(row["state"]),
        words=row["words"],
        run=RunId(row["run"]) if row["run"] else None,
        session=row["session"],
        change=ChangeReady.model_validate_json(row["change"]) if row["change"] else None,
        outcome=Outcome.model_validate_json(row["outcome"]) if row["outcome"] else None,
        is_fresh=bool(row["is_fresh"]),
        is_chosen=bool(row["is_chosen"]),
        has_branch=bool(row["has_branch"]),
        is_asking=bool(row["is_asking"]),
    )
