"""Whether a person wants the computer kept awake, why that cannot be had, and the tasks that it is about."""

from farhand.database import Connection
from farhand.ids import TaskId
from farhand.power.work import TELL_MS, Standing
from farhand.tasks import attempts_store
from farhand.tasks.task import ENDED
from farhand.wire.task_events import TaskState, WaitReason

MIGRATIONS = (
    "CREATE TABLE keep_awake (wanted INTEGER, cannot TEXT NOT NULL) STRICT; INSERT INTO keep_awake VALUES (NULL, '')",
)


def wanted(connection: Connection) -> bool | None:
    """Return what a person chose; None while the setting holds."""
    value = connection.execute("SELECT wanted FROM keep_awake").fetchone()["wanted"]
    return None if value is None else bool(value)


def choose(connection: Connection, *, on: bool) -> None:
    """Keep what a person chose."""
    connection.execute("UPDATE keep_awake SET wanted = ?", (on,))


def cannot(connection: Connection) -> str:
    """Return why it cannot be had, in words; empty when it can, as far as is known."""
    return str(connection.execute("SELECT cannot FROM keep_awake").fetchone()["cannot"])


def note_cannot(connection: Connection, words: str) -> bool:
    """Note why it cannot be had; False if that was known."""
    return connection.execute("UPDATE keep_awake SET cannot = ? WHERE cannot != ?", (words, words)).rowcount == 1


def standings(connection: Connection, now_ms: int) -> tuple[Standing, ...]:
    """Return every task that may need the computer awake; one whose fresh attempts all wait is one that waits."""
    agents = attempts_store.running(connection)
    ended = tuple(ENDED)
    marks = ",".join("?" * len(ended))
    rows = connection.execute(
        "SELECT id, state, reason, deadline, changed_at FROM tasks"  # noqa: S608  # only question marks vary
        f" WHERE state NOT IN ({marks}) OR changed_at > ?",
        (*ended, now_ms - TELL_MS),
    )
    return tuple(
        Standing(
            TaskState.WAITING if agents.get(TaskId(row["id"]), (1, 0))[0] == 0 else TaskState(row["state"]),
            WaitReason(row["reason"]) if row["reason"] else None,
            row["deadline"],
            row["changed_at"],
        )
        for row in rows
    )
