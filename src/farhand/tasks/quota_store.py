"""Which agents are at a limit of their model until when, and how often each task has waited for that."""

from farhand.database import Connection
from farhand.ids import TaskId
from farhand.wire.task_events import TaskState, WaitReason

MIGRATIONS = (
    """
    CREATE TABLE holds (agent TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT;
    CREATE TABLE quota_waits (task TEXT PRIMARY KEY, waits INTEGER NOT NULL) STRICT;
    CREATE INDEX tasks_by_quota ON tasks (deadline) WHERE reason = 'quota';
    """,
    "CREATE TABLE held (task TEXT PRIMARY KEY) STRICT",
)


def hold(connection: Connection, agent: str, until: int) -> None:
    """Note that an agent's tasks are not to start before a time."""
    connection.execute(
        "INSERT INTO holds VALUES (?, ?) ON CONFLICT (agent) DO UPDATE SET until = max(until, excluded.until)",
        (agent, until),
    )


def lift(connection: Connection) -> None:
    """Let every agent's tasks start again: a person says so, and where it is too early a run tells."""
    connection.execute("DELETE FROM holds")


def held_until(connection: Connection, agent: str, now_ms: int) -> int | None:
    """Return until when an agent's tasks are not to start, None when they may."""
    row = connection.execute("SELECT until FROM holds WHERE agent = ? AND until > ?", (agent, now_ms)).fetchone()
    return int(row["until"]) if row else None


def note_held(connection: Connection, task: TaskId) -> None:
    """Note that a task waits only because a limit is reached that it would meet, too."""
    connection.execute("INSERT OR IGNORE INTO held VALUES (?)", (task,))


def held(connection: Connection) -> tuple[TaskId, ...]:
    """Return the tasks that wait only for that, oldest first; those that wait for it no more are forgotten."""
    connection.execute(
        "DELETE FROM held WHERE task NOT IN (SELECT id FROM tasks WHERE state = ? AND reason = ?)",
        (TaskState.WAITING, WaitReason.QUOTA),
    )
    rows = connection.execute("SELECT task FROM held JOIN tasks ON id = task ORDER BY number")
    return tuple(TaskId(row["task"]) for row in rows)


def waits_of(connection: Connection, task: TaskId) -> int:
    """Return how often a task has waited for its model in a row."""
    row = connection.execute("SELECT waits FROM quota_waits WHERE task = ?", (task,)).fetchone()
    return int(row["waits"]) if row else 0


def note_wait(connection: Connection, task: TaskId) -> None:
    """Count one wait more."""
    connection.execute(
        "INSERT INTO quota_waits VALUES (?, 1) ON CONFLICT (task) DO UPDATE SET waits = waits + 1", (task,)
    )


def forget_waits(connection: Connection, task: TaskId) -> None:
    """Begin to count anew."""
    connection.execute("DELETE FROM quota_waits WHERE task = ?", (task,))


def due(connection: Connection, now_ms: int) -> tuple[TaskId, ...]:
    """Return the tasks whose wait for a limit is over, oldest first."""
    rows = connection.execute(
        "SELECT id FROM tasks WHERE state = ? AND reason = ? AND deadline <= ? ORDER BY number",
        (TaskState.WAITING, WaitReason.QUOTA, now_ms),
    )
    return tuple(TaskId(row["id"]) for row in rows)


def next_due(connection: Connection) -> int | None:
    """Return when the next wait for a limit is over."""
    row = connection.execute(
        "SELECT min(deadline) AS due FROM tasks WHERE state = ? AND reason = ?", (TaskState.WAITING, WaitReason.QUOTA)
    ).fetchone()
    return None if row["due"] is None else int(row["due"])
