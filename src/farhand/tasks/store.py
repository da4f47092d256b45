"""Tasks in SQLite: plain SQL over a connection that the caller's transaction owns."""

from collections.abc import Sequence
from sqlite3 import Row

from farhand.database import Connection
from farhand.errors import NotFound
from farhand.ids import MessageId, ProjectId, TaskId
from farhand.tasks.task import ENDED, Task
from farhand.wire.task_events import TaskState, WaitReason

MIGRATIONS = (
    """
    CREATE TABLE tasks (
        id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, message TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
        title TEXT NOT NULL, text TEXT NOT NULL, root TEXT NOT NULL, created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL, project TEXT, follows TEXT, state TEXT NOT NULL, reason TEXT, deadline INTEGER,
        words TEXT NOT NULL, generation INTEGER NOT NULL, stopping INTEGER NOT NULL
    );
    CREATE INDEX tasks_by_state ON tasks (state, number);
    CREATE INDEX tasks_by_root ON tasks (root, number);
    """,
    """
    ALTER TABLE tasks ADD COLUMN after TEXT;
    ALTER TABLE tasks ADD COLUMN priority TEXT NOT NULL DEFAULT 'normal';
    CREATE INDEX tasks_by_after ON tasks (after) WHERE after IS NOT NULL;
    CREATE TABLE turns (project TEXT PRIMARY KEY, turn INTEGER NOT NULL) STRICT;
    CREATE TABLE pause (paused INTEGER NOT NULL) STRICT;
    INSERT INTO pause VALUES (0);
    """,
    """
    CREATE TABLE tasks_of_messages (
        id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, message TEXT NOT NULL, kind TEXT NOT NULL,
        title TEXT NOT NULL, text TEXT NOT NULL, root TEXT NOT NULL, created_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL, project TEXT, follows TEXT, state TEXT NOT NULL, reason TEXT, deadline INTEGER,
        words TEXT NOT NULL, generation INTEGER NOT NULL, stopping INTEGER NOT NULL, after TEXT,
        priority TEXT NOT NULL DEFAULT 'normal'
    );
    INSERT INTO tasks_of_messages SELECT * FROM tasks;
    DROP TABLE tasks;
    ALTER TABLE tasks_of_messages RENAME TO tasks;
    CREATE INDEX tasks_by_state ON tasks (state, number);
    CREATE INDEX tasks_by_root ON tasks (root, number);
    CREATE INDEX tasks_by_message ON tasks (message, number);
    CREATE TABLE dependencies (task TEXT NOT NULL, before TEXT NOT NULL, PRIMARY KEY (task, before)) STRICT;
    CREATE INDEX dependencies_by_before ON dependencies (before);
    INSERT INTO dependencies SELECT id, after FROM tasks WHERE after IS NOT NULL;
    """,
    """
    CREATE TABLE places (task TEXT PRIMARY KEY, place INTEGER NOT NULL) STRICT;
    """,
)
MAX_NUMBER_DIGITS = 9  # a longer run of digits is part of an id, and too large for the database
MIN_PREFIX = 4  # characters of an id that a person may type instead of all


def _to_task(row: Row) -> Task:
    return Task(
        id=TaskId(row["id"]),
        number=row["number"],
        message=MessageId(row["message"]),
        kind=row["kind"],
        title=row["title"],
        text=row["text"],
        root=TaskId(row["root"]),
        created_at=row["created_at"],
        changed_at=row["changed_at"],
        project=ProjectId(row["project"]) if row["project"] else None,
        follows=TaskId(row["follows"]) if row["follows"] else None,
        state=TaskState(row["state"]),
        reason=WaitReason(row["reason"]) if row["reason"] else None,
        deadline=row["deadline"],
        words=row["words"],
        generation=row["generation"],
        stopping=bool(row["stopping"]),
        after=TaskId(row["after"]) if row["after"] else None,
        priority=row["priority"],
    )


def save(connection: Connection, task: Task) -> None:
    """Insert the task, or replace what is stored of it."""
    connection.execute(
        "INSERT INTO tasks VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET"
        " changed_at=excluded.changed_at, project=excluded.project, state=excluded.state, reason=excluded.reason,"
        " deadline=excluded.deadline, words=excluded.words, generation=excluded.generation,"
        " stopping=excluded.stopping",
        (
            task.id,
            task.number,
            task.message,
            task.kind,
            task.title,
            task.text,
            task.root,
            task.created_at,
            task.changed_at,
            task.project,
            task.follows,
            task.state,
            task.reason,
            task.deadline,
            task.words,
            task.generation,
            task.stopping,
            task.after,
            task.priority,
        ),
    )


def edit(connection: Connection, task: Task) -> None:
    """Replace what a person may change of a task that has not begun."""
    connection.execute(
        "UPDATE tasks SET title = ?, text = ?, priority = ?, project = ?, after = ? WHERE id = ?",
        (task.title, task.text, task.priority, task.project, task.after, task.id),
    )


def next_number(connection: Connection) -> int:
    """Return the number for a new task, counting from 1."""
    row = connection.execute("SELECT coalesce(max(number), 0) + 1 AS next FROM tasks").fetchone()
    return int(row["next"])


def find(connection: Connection, task: str) -> Task | None:
    """Return the task with this id."""
    row = connection.execute("SELECT * FROM tasks WHERE id = ?", (task,)).fetchone()
    return _to_task(row) if row else None


def of_message(connection: Connection, message: str) -> tuple[Task, ...]:
    """Return the tasks that a message became, in its order."""
    rows = connection.execute("SELECT * FROM tasks WHERE message = ? ORDER BY number", (message,)).fetchall()
    return tuple(_to_task(row) for row in rows)


def get(connection: Connection, task: str) -> Task:
    """Return the task with this id; raises NotFound."""
    found = find(connection, task)
    if found is None:
        raise NotFound(f"there is no task `{task}`", hint="`farhand tasks` lists them")
    return found


def resolve(connection: Connection, reference: str) -> Task:
    """Return the task a person means by a number (`3`, `#3`), an id, or the start of one; raises NotFound."""
    text = reference.removeprefix("#").lower()
    rows: list[Row] = []
    if text.isdecimal() and len(text) <= MAX_NUMBER_DIGITS:
        rows = connection.execute("SELECT * FROM tasks WHERE number = ?", (int(text),)).fetchall()
    if not rows and len(text) >= MIN_PREFIX and all(character in "0123456789abcdef" for character in text):
        rows = connection.execute("SELECT * FROM tasks WHERE id GLOB ?", (f"{text}*",)).fetchall()
    if len(rows) != 1:
        what = "no" if not rows else "more than one"
        raise NotFound(f"there is {what} task `{reference}`", hint="`farhand tasks` lists them by number")
    return _to_task(rows[0])


def newest(connection: Connection, limit: int = 1000) -> tuple[Task, ...]:
    """Return tasks, newest first."""
    rows = connection.execute("SELECT * FROM tasks ORDER BY number DESC LIMIT ?", (limit,)).fetchall()
    return tuple(_to_task(row) for row in rows)


def in_chain(connection: Connection, root: TaskId) -> tuple[Task, ...]:
    """Return a task and its follow-ups, oldest first."""
    rows = connection.execute("SELECT * FROM tasks WHERE root = ? ORDER BY number", (root,)).fetchall()
    return tuple(_to_task(row) for row in rows)


def in_states(connection: Connection, states: Sequence[TaskState]) -> tuple[Task, ...]:
    """Return the tasks in any of these states, oldest first."""
    marks = ",".join("?" * len(states))
    query = f"SELECT * FROM tasks WHERE state IN ({marks}) ORDER BY number"  # noqa: S608  # only question marks vary
    return tuple(_to_task(row) for row in connection.execute(query, tuple(states)).fetchall())


def in_project(connection: Connection, project: ProjectId) -> tuple[Task, ...]:
    """Return a project's tasks that have not ended, oldest first."""
    rows = connection.execute("SELECT * FROM tasks WHERE project = ? ORDER BY number", (project,)).fetchall()
    return tuple(task for row in rows if (task := _to_task(row)).state not in ENDED)


def newest_in_project(connection: Connection, project: ProjectId, kind: str = "agent") -> Task | None:
    """Return the project's newest task of a kind: what `also …` most likely means."""
    row = connection.execute(
        "SELECT * FROM tasks WHERE project = ? AND kind = ? ORDER BY number DESC LIMIT 1", (project, kind)
    ).fetchone()
    return _to_task(row) if row else None


def dependents(connection: Connection, task: TaskId) -> tuple[Task, ...]:
    """Return the tasks that wait for this one to be done, oldest first."""
    rows = connection.execute(
        "SELECT tasks.* FROM tasks JOIN dependencies ON task = id"
        " WHERE before = ? AND state = ? AND reason = ? ORDER BY number",
        (task, TaskState.WAITING, WaitReason.DEPENDENCY),
    ).fetchall()
    return tuple(_to_task(row) for row in rows)
