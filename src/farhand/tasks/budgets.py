"""What each task may spend, in SQLite: as its message or its project says, and what a person granted since."""

from dataclasses import dataclass

from farhand.database import Connection
from farhand.ids import TaskId
from farhand.tasks import spending
from farhand.tasks.budget import NO_WISH, Budget, Wish
from farhand.wire.run_events import Outcome

MIGRATIONS = (
    """
    CREATE TABLE budgets (
        task TEXT PRIMARY KEY, usd REAL, minutes REAL, of_usd REAL NOT NULL DEFAULT 0,
        of_minutes REAL NOT NULL DEFAULT 0, stopped TEXT
    ) STRICT;
    """,
)


@dataclass(frozen=True, slots=True)
class TaskBudget:
    """`limit` is what a task may spend now; each yes of a person adds `worth` to it."""

    worth: Budget
    limit: Budget


def wish(connection: Connection, task: TaskId, wished: Wish) -> None:
    """Note what a task's message says of its budget; what it leaves open, its project says."""
    if wished != NO_WISH:
        connection.execute(
            "INSERT INTO budgets (task, usd, minutes) VALUES (?,?,?) ON CONFLICT (task) DO UPDATE SET"
            " usd = coalesce(excluded.usd, usd), minutes = coalesce(excluded.minutes, minutes)",
            (task, wished.usd, wished.minutes),
        )


def begin(connection: Connection, task: TaskId, otherwise: Budget) -> None:
    """Fix what a task may spend when it first runs, where its message left it open."""
    if connection.execute("SELECT 1 FROM budgets WHERE task = ? AND of_usd + of_minutes > 0", (task,)).fetchone():
        return
    row = connection.execute("SELECT usd, minutes FROM budgets WHERE task = ?", (task,)).fetchone()
    worth = (Wish(row["usd"], row["minutes"]) if row else NO_WISH).to_budget(otherwise)
    if worth != Budget():
        connection.execute(
            "INSERT OR REPLACE INTO budgets (task, usd, minutes, of_usd, of_minutes) VALUES (?,?,?,?,?)",
            (task, worth.usd, worth.minutes, worth.usd, worth.minutes),
        )


def find(connection: Connection, task: TaskId) -> TaskBudget | None:
    """Return what a task may spend; None where it may spend whatever it takes, or has not begun."""
    row = connection.execute("SELECT * FROM budgets WHERE task = ? AND of_usd + of_minutes > 0", (task,)).fetchone()
    if row is None:
        return None
    return TaskBudget(Budget(row["usd"], row["minutes"]), Budget(row["of_usd"], row["of_minutes"]))


def grant(connection: Connection, task: TaskId, now_ms: int) -> None:
    """Let a task spend another budget's worth."""
    budget = find(connection, task)
    if budget is not None:
        more = budget.limit.more(budget.worth, spending.of_task(connection, task, now_ms))
        connection.execute(
            "UPDATE budgets SET of_usd = ?, of_minutes = ?, stopped = NULL WHERE task = ?",
            (more.usd, more.minutes, task),
        )


def is_used_up(connection: Connection, task: TaskId, now_ms: int) -> bool:
    """Return whether a task has spent all that it may."""
    budget = find(connection, task)
    return budget is not None and budget.limit.used_up(spending.of_task(connection, task, now_ms)) is not None


def keep_outcome(connection: Connection, task: TaskId, outcome: Outcome) -> None:
    """Keep what a task has come to, in case that it is to go no further."""
    connection.execute("UPDATE budgets SET stopped = ? WHERE task = ?", (outcome.to_json().decode(), task))


def kept_outcome(connection: Connection, task: TaskId) -> Outcome | None:
    """Return what a task had come to when it had spent all that it may."""
    row = connection.execute("SELECT stopped FROM budgets WHERE task = ?", (task,)).fetchone()
    return Outcome.model_validate_json(row["stopped"]) if row and row["stopped"] else None
