"""Whether a person wants the computer kept awake, what came of trying, and the tasks that it is about."""

from farhand.database import Connection
from farhand.ids import TaskId
from farhand.power.work import TELL_MS, Standing
from farhand.tasks import attempts_store
from farhand.tasks.task import ENDED
from farhand.wire.power_events import KeepAwake
from farhand.wire.task_events import TaskState, WaitReason

MIGRATIONS = (
    "CREATE TABLE keep_awake (wanted INTEGER, cannot TEXT NOT NULL) STRICT; INSERT INTO keep_awake VALUES (NULL, '')",
    "ALTER TABLE keep_awake ADD COLUMN needless INTEGER NOT NULL DEFAULT 0",
)


def wanted(connection: Connection) -> bool | None:
    """Return what a person chose; None while the setting holds."""
    value = connection.execute("SELECT wanted FROM keep_awake").fetchone()["wanted"]
    return None if value is None else bool(value)


def choose(connection: Connection, *, on: bool) -> None:
    """Keep what a person chose."""
    connection.execute("UPDATE keep_awake SET wanted = ?", (on,))


def found(connection: Connection) -> KeepAwake:
    """Return what came of the last try; of one that was never made, that nothing speaks against it."""
    row = connection.execute("SELECT cannot, needless FROM keep_awake").fetchone()
    return KeepAwake(on=True, cannot=row["cannot"], needless=bool(row["needless"]))


def note_found(connection: Connection, now: KeepAwake) -> bool:
    """Note what came of a try; False if that was known."""
    if found(connection) == now:
        return False
    connection.execute("UPDATE keep_awake SET cannot = ?, needless = ?", (now.cannot, now.needless))
    return True


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
