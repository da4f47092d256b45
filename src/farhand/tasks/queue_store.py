"""The queue in SQLite: what stands in it, whose turn was when, and whether it is paused."""

from sqlite3 import Row

from farhand.database import Connection
from farhand.ids import ProjectId, TaskId
from farhand.tasks import attempts_store
from farhand.tasks.queue import Entry
from farhand.tasks.task import ACTIVE
from farhand.wire.task_events import TaskState, WaitReason

_WORKING = frozenset({None, WaitReason.STUCK})  # a run that is stuck works on


def entries(connection: Connection) -> tuple[Entry, ...]:
    """Return what is queued or runs, what waits for another task, and what has begun and waits; oldest first."""
    attempts = attempts_store.running(connection)
    states = (TaskState.QUEUED, *ACTIVE)
    marks = ",".join("?" * len(states))
    # Without the texts, because this is asked after every message, also while hundreds wait.
    rows = connection.execute(
        "SELECT id, number, root, project, tasks.state, reason, priority, words, coalesce(place, number) AS place,"  # noqa: S608  # only question marks vary
        " CASE WHEN rechecks.task IS NULL THEN kind ELSE 'verify' END AS kind"
        " FROM tasks LEFT JOIN places ON places.task = id LEFT JOIN rechecks ON rechecks.task = id"
        f" WHERE tasks.state IN ({marks}) OR (tasks.state = ? AND (reason = ? OR generation > 0)) ORDER BY number",
        (*states, TaskState.WAITING, WaitReason.DEPENDENCY),
    )
    return tuple(_to_entry(row, attempts.get(TaskId(row["id"]))) for row in rows)


def _to_entry(row: Row, attempts: tuple[int, int] | None) -> Entry:
    is_parked = row["state"] in ACTIVE and row["reason"] not in _WORKING
    places, parked = attempts or (1, int(is_parked))
    return Entry(
        id=TaskId(row["id"]),
        number=row["number"],
        root=TaskId(row["root"]),
        project=ProjectId(row["project"]) if row["project"] else None,
        kind=row["kind"],
        state=TaskState(row["state"]),
        places=places,
        parked=parked,
        priority=row["priority"],
        words=row["words"],
        place=row["place"],
    )


def turns(connection: Connection) -> dict[ProjectId | None, int]:
    """Return when each project last had its turn, as a growing number."""
    return {ProjectId(row["project"]): row["turn"] for row in connection.execute("SELECT project, turn FROM turns")}


def note_turn(connection: Connection, project: ProjectId | None) -> None:
    """Note that a project has its turn now."""
    if project is not None:
        connection.execute(
            "INSERT INTO turns SELECT ?, coalesce(max(turn), 0) + 1 FROM turns WHERE true"
            " ON CONFLICT (project) DO UPDATE SET turn = excluded.turn",
            (project,),
        )


def is_paused(connection: Connection) -> bool:
    """Return whether nothing is to start."""
    return bool(connection.execute("SELECT paused FROM pause").fetchone()["paused"])


def set_paused(connection: Connection, *, paused: bool) -> bool:
    """Pause the queue or let it go on; False if it was so."""
    return connection.execute("UPDATE pause SET paused = ? WHERE paused != ?", (paused, paused)).rowcount == 1
