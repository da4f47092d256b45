"""Approvals and questions in SQLite. The first answer wins: a compare-and-set on (id, open)."""

import json
from dataclasses import dataclass
from sqlite3 import Row
from typing import Literal

from farhand.database import Connection
from farhand.ids import ApprovalId, QuestionId, RunId, TaskId
from farhand.wire.attention_events import ApprovalAsked, QuestionAsked

MIGRATIONS = (
    """
    CREATE TABLE approvals (
        id TEXT PRIMARY KEY, task TEXT NOT NULL, run TEXT NOT NULL, generation INTEGER NOT NULL,
        action_hash BLOB NOT NULL, state TEXT NOT NULL, asked TEXT NOT NULL
    );
    CREATE INDEX approvals_open ON approvals (state, task);
    CREATE TABLE questions (
        id TEXT PRIMARY KEY, task TEXT NOT NULL, run TEXT, state TEXT NOT NULL, asked TEXT NOT NULL, answers TEXT
    );
    CREATE INDEX questions_open ON questions (state, task);
    CREATE TABLE notices (
        id TEXT PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, at INTEGER NOT NULL, task TEXT, title TEXT NOT NULL,
        body TEXT NOT NULL
    );
    CREATE TABLE tellings (
        notice TEXT NOT NULL, channel TEXT NOT NULL, result TEXT, words TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (notice, channel)
    );
    CREATE TABLE notices_read (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL);
    """,
    "ALTER TABLE approvals ADD COLUMN words TEXT NOT NULL DEFAULT ''",
    """
    ALTER TABLE approvals ADD COLUMN taken INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE questions ADD COLUMN taken INTEGER NOT NULL DEFAULT 1;
    """,
    """
    ALTER TABLE notices ADD COLUMN kind TEXT NOT NULL DEFAULT 'host';
    ALTER TABLE notices ADD COLUMN asked TEXT;
    CREATE TABLE tellings_of_devices (
        notice TEXT NOT NULL, channel TEXT NOT NULL, device TEXT NOT NULL DEFAULT '', result TEXT,
        words TEXT NOT NULL DEFAULT '', tries INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (notice, channel, device)
    );
    INSERT INTO tellings_of_devices (notice, channel, result, words) SELECT * FROM tellings;
    DROP TABLE tellings;
    ALTER TABLE tellings_of_devices RENAME TO tellings;
    CREATE INDEX tellings_untold ON tellings (due) WHERE result IS NULL;
    """,
    "ALTER TABLE notices ADD COLUMN said TEXT",
    "CREATE TABLE notices_seen (notice TEXT PRIMARY KEY)",
)

Verdict = Literal["allowed", "denied", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval as stored; `state` is open, allowed, denied or withdrawn; `words` go with a no."""

    id: ApprovalId
    task: TaskId
    run: RunId
    generation: int
    action_hash: bytes
    state: str
    asked: ApprovalAsked
    words: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as stored; `state` is open, answered or withdrawn. A question without a run is Farhand's own."""

    id: QuestionId
    task: TaskId
    run: RunId | None
    state: str
    asked: QuestionAsked
    answers: tuple[str, ...] = ()


def _to_approval(row: Row) -> Approval:
    return Approval(
        ApprovalId(row["id"]),
        TaskId(row["task"]),
        RunId(row["run"]),
        row["generation"],
        row["action_hash"],
        row["state"],
        ApprovalAsked.model_validate_json(row["asked"]),
        row["words"],
    )


def _to_question(row: Row) -> Question:
    run = RunId(row["run"]) if row["run"] else None
    asked = QuestionAsked.model_validate_json(row["asked"])
    answers = tuple(json.loads(row["answers"])) if row["answers"] else ()
    return Question(QuestionId(row["id"]), TaskId(row["task"]), run, row["state"], asked, answers)


def open_approval(connection: Connection, asked: ApprovalAsked) -> bool:
    """Store an approval; return whether it is new."""
    done = connection.execute(
        "INSERT INTO approvals (id, task, run, generation, action_hash, state, asked, taken)"
        " VALUES (?,?,?,?,?,'open',?,0)"
        " ON CONFLICT DO NOTHING",
        (asked.approval, asked.task, asked.run, asked.generation, asked.action_hash, asked.to_json().decode()),
    )
    return done.rowcount == 1


def find_approval(connection: Connection, approval: str) -> Approval | None:
    """Return the approval with this id."""
    row = connection.execute("SELECT * FROM approvals WHERE id = ?", (approval,)).fetchone()
    return _to_approval(row) if row else None


def close_approval(connection: Connection, approval: str, verdict: Verdict, words: str = "") -> bool:
    """Close an open approval; return whether this call was the first."""
    done = connection.execute(
        "UPDATE approvals SET state = ?, words = ? WHERE id = ? AND state = 'open'", (verdict, words, approval)
    )
    return done.rowcount == 1


def open_approvals(connection: Connection, task: TaskId | None = None) -> tuple[Approval, ...]:
    """Return the approvals that wait for an answer, of one task or of all."""
    rows = connection.execute(
        "SELECT * FROM approvals WHERE state = 'open' AND (?1 IS NULL OR task = ?1) ORDER BY rowid", (task,)
    )
    return tuple(_to_approval(row) for row in rows.fetchall())


def approvals_of_run(connection: Connection, run: RunId) -> tuple[Approval, ...]:
    """Return every approval that a run asked for."""
    rows = connection.execute("SELECT * FROM approvals WHERE run = ? ORDER BY rowid", (run,))
    return tuple(_to_approval(row) for row in rows.fetchall())


def untaken_approvals(connection: Connection, task: TaskId) -> tuple[Approval, ...]:
    """Return the answered approvals of a task whose answer has reached no agent."""
    rows = connection.execute(
        "SELECT * FROM approvals WHERE task = ? AND state IN ('allowed', 'denied') AND NOT taken ORDER BY rowid",
        (task,),
    )
    return tuple(_to_approval(row) for row in rows.fetchall())


def untaken_questions(connection: Connection, task: TaskId) -> tuple[Question, ...]:
    """Return the answered questions of a task's runs whose answer has reached no agent."""
    rows = connection.execute(
        "SELECT * FROM questions WHERE task = ? AND run IS NOT NULL AND state = 'answered' AND NOT taken"
        " ORDER BY rowid",
        (task,),
    )
    return tuple(_to_question(row) for row in rows.fetchall())


def take(connection: Connection, ids: tuple[str, ...]) -> None:
    """Note that answers to these approvals and questions reached an agent."""
    for asked in ids:
        connection.execute("UPDATE approvals SET taken = 1 WHERE id = ?", (asked,))
        connection.execute("UPDATE questions SET taken = 1 WHERE id = ?", (asked,))


def lapse(connection: Connection, task: TaskId) -> None:
    """Note that no agent will need a task's answers any more."""
    connection.execute("UPDATE approvals SET taken = 1 WHERE task = ?", (task,))
    connection.execute("UPDATE questions SET taken = 1 WHERE task = ?", (task,))


def open_question(connection: Connection, asked: QuestionAsked, run: RunId | None) -> bool:
    """Store a question; return whether it is new."""
    done = connection.execute(
        "INSERT INTO questions (id, task, run, state, asked, taken) VALUES (?,?,?,'open',?,0) ON CONFLICT DO NOTHING",
        (asked.question, asked.task, run, asked.to_json().decode()),
    )
    return done.rowcount == 1


def find_question(connection: Connection, question: str) -> Question | None:
    """Return the question with this id."""
    row = connection.execute("SELECT * FROM questions WHERE id = ?", (question,)).fetchone()
    return _to_question(row) if row else None


def answer_question(connection: Connection, question: str, answers: tuple[str, ...]) -> bool:
    """Close an open question with its answers; return whether this call was the first."""
    done = connection.execute(
        "UPDATE questions SET state = 'answered', answers = ? WHERE id = ? AND state = 'open'",
        (json.dumps(answers), question),
    )
    return done.rowcount == 1


def withdraw_question(connection: Connection, question: str) -> bool:
    """Close an open question that needs no answer any more; return whether this call was the first."""
    done = connection.execute("UPDATE questions SET state = 'withdrawn' WHERE id = ? AND state = 'open'", (question,))
    return done.rowcount == 1


def questions_of_run(connection: Connection, run: RunId) -> tuple[Question, ...]:
    """Return every question that a run asked."""
    rows = connection.execute("SELECT * FROM questions WHERE run = ? ORDER BY rowid", (run,))
    return tuple(_to_question(row) for row in rows.fetchall())


def open_questions(connection: Connection, task: TaskId | None = None) -> tuple[Question, ...]:
    """Return the questions that wait for an answer, of one task or of all."""
    rows = connection.execute(
        "SELECT * FROM questions WHERE state = 'open' AND (?1 IS NULL OR task = ?1) ORDER BY rowid", (task,)
    )
    return tuple(_to_question(row) for row in rows.fetchall())


def count_open(connection: Connection) -> int:
    """Return how many approvals and questions a person has not answered."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM approvals WHERE state = 'open')"
        " + (SELECT count(*) FROM questions WHERE state = 'open') AS n"
    ).fetchone()
    return int(row["n"])
