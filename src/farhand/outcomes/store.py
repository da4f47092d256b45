"""The facts of each task in SQLite, one row a task: plain SQL in the caller's transaction."""

from dataclasses import astuple
from sqlite3 import Row

from farhand.database import Connection
from farhand.ids import ProjectId, TaskId
from farhand.outcomes.facts import TaskFacts
from farhand.wire.change_events import DiscardReason
from farhand.wire.task_events import Complexity, TaskState, WaitReason

MIGRATIONS = (
    """
    CREATE TABLE task_facts (
        task TEXT PRIMARY KEY, kind TEXT NOT NULL, complexity TEXT NOT NULL, made_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL, project TEXT, state TEXT NOT NULL, reason TEXT, code TEXT NOT NULL,
        verified INTEGER NOT NULL, ended_at INTEGER, failures INTEGER NOT NULL, repairs INTEGER NOT NULL,
        waited_ms INTEGER NOT NULL, cost_usd REAL, fate TEXT NOT NULL, why TEXT
    ) STRICT;
    CREATE INDEX task_facts_by_time ON task_facts (made_at);
    """,
    "ALTER TABLE task_facts ADD COLUMN why_words TEXT NOT NULL DEFAULT ''",
)


def save(connection: Connection, facts: TaskFacts) -> None:
    """Insert the facts of a task, or replace them."""
    values = astuple(facts)
    marks = ",".join("?" * len(values))
    connection.execute(f"INSERT OR REPLACE INTO task_facts VALUES ({marks})", values)  # noqa: S608  # only marks vary


def find(connection: Connection, task: str) -> TaskFacts | None:
    """Return the facts of a task."""
    row = connection.execute("SELECT * FROM task_facts WHERE task = ?", (task,)).fetchone()
    return _to_facts(row) if row else None


def known(connection: Connection) -> frozenset[str]:
    """Return the tasks of which facts are kept."""
    return frozenset(row["task"] for row in connection.execute("SELECT task FROM task_facts"))


def made_since(connection: Connection, since_ms: int, project: str | None) -> tuple[TaskFacts, ...]:
    """Return the facts of the tasks made from a moment on, of one project or of all, oldest first."""
    rows = connection.execute(
        "SELECT * FROM task_facts WHERE made_at >= ? AND (? IS NULL OR project = ?) ORDER BY made_at",
        (since_ms, project, project),
    )
    return tuple(_to_facts(row) for row in rows)


def _to_facts(row: Row) -> TaskFacts:
    return TaskFacts(
        task=TaskId(row["task"]),
        kind=row["kind"],
        complexity=Complexity(row["complexity"]),
        made_at=row["made_at"],
        changed_at=row["changed_at"],
        project=ProjectId(row["project"]) if row["project"] else None,
        state=TaskState(row["state"]),
        reason=WaitReason(row["reason"]) if row["reason"] else None,
        code=row["code"],
        verified=bool(row["verified"]),
        ended_at=row["ended_at"],
        failures=row["failures"],
        repairs=row["repairs"],
        waited_ms=row["waited_ms"],
        cost_usd=row["cost_usd"],
        fate=row["fate"],
        why=DiscardReason(row["why"]) if row["why"] else None,
        why_words=row["why_words"],
    )
