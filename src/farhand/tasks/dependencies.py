"""Which tasks must be done before which: edges without a cycle, in SQLite and as a pure rule."""

from collections.abc import Iterable, Mapping

from farhand.database import Connection
from farhand.errors import Conflict
from farhand.ids import TaskId


def save(connection: Connection, task: TaskId, before: Iterable[TaskId]) -> None:
    """Note which tasks a task comes after, in place of those it came after."""
    connection.execute("DELETE FROM dependencies WHERE task = ?", (task,))
    connection.executemany("INSERT INTO dependencies VALUES (?,?)", [(task, each) for each in dict.fromkeys(before)])


def of(connection: Connection, task: TaskId) -> tuple[TaskId, ...]:
    """Return the tasks that a task comes after, oldest first."""
    rows = connection.execute(
        "SELECT before FROM dependencies JOIN tasks ON id = before WHERE task = ? ORDER BY number", (task,)
    )
    return tuple(TaskId(row["before"]) for row in rows)


def edges(connection: Connection) -> dict[TaskId, tuple[TaskId, ...]]:
    """Return for each task those that it comes after: by a wish, or because it builds on them."""
    found: dict[TaskId, tuple[TaskId, ...]] = {}
    rows = connection.execute(
        "SELECT task, before FROM dependencies UNION"
        " SELECT later.id, earlier.id FROM tasks later JOIN tasks earlier"
        " ON later.root = earlier.root AND later.number > earlier.number"
    )
    for row in rows:
        task = TaskId(row["task"])
        found[task] = (*found.get(task, ()), TaskId(row["before"]))
    return found


def refuse_cycle(edges: Mapping[TaskId, Iterable[TaskId]], task: TaskId, before: Iterable[TaskId]) -> None:
    """Raise Conflict where one of these tasks comes, by whatever way, after the task itself."""
    left, seen = list(before), set[TaskId]()
    while left:
        each = left.pop()
        if each == task:
            raise Conflict(
                "each of these tasks would wait for the other", hint="`farhand show` says what comes after what"
            )
        if each not in seen:
            seen.add(each)
            left.extend(edges.get(each, ()))
