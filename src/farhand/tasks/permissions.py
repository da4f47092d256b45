"""What people let agents do unasked, in SQLite: a preset for each project, and rules for a project or one task."""

from dataclasses import dataclass
from sqlite3 import Row

from farhand.database import Connection
from farhand.errors import NotFound
from farhand.ids import ProjectId, RuleId, TaskId
from farhand.tasks.task import Task
from farhand.wire.model import Millis
from farhand.wire.permissions import Permissions, Preset, Rule
from farhand.wire.task_events import TaskState

MIGRATIONS = (
    """
    CREATE TABLE presets (project TEXT PRIMARY KEY, preset TEXT NOT NULL) STRICT;
    CREATE TABLE rules (
        id TEXT PRIMARY KEY, holder TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, granted_at INTEGER NOT NULL,
        granted_by TEXT NOT NULL, UNIQUE (holder, kind, value)
    ) STRICT;
    """,
)
MIN_PREFIX = 4  # characters of an id that a person may type instead of all


@dataclass(frozen=True, slots=True)
class Granted:
    """A rule that holds for whatever `holder` names, a project or a task. `granted_by` is a device, or `local`."""

    id: RuleId
    holder: ProjectId | TaskId
    rule: Rule
    granted_at: Millis
    granted_by: str


def _to_granted(row: Row) -> Granted:
    rule = Rule(kind=row["kind"], value=row["value"])
    return Granted(RuleId(row["id"]), ProjectId(row["holder"]), rule, row["granted_at"], row["granted_by"])


def grant(connection: Connection, granted: Granted) -> bool:
    """Store a rule; False if it held already."""
    done = connection.execute(
        "INSERT INTO rules (id, holder, kind, value, granted_at, granted_by) VALUES (?,?,?,?,?,?)"
        " ON CONFLICT (holder, kind, value) DO NOTHING",
        (
            granted.id, granted.holder, granted.rule.kind, granted.rule.value, granted.granted_at, granted.granted_by,
        ),
    )  # fmt: skip
    return done.rowcount == 1


def rules_of(connection: Connection, holder: ProjectId | TaskId) -> tuple[Granted, ...]:
    """Return the rules of a project or of a task, oldest first."""
    rows = connection.execute("SELECT * FROM rules WHERE holder = ? ORDER BY rowid", (holder,)).fetchall()
    return tuple(_to_granted(row) for row in rows)


def task_rules_in(connection: Connection, project: ProjectId) -> tuple[Granted, ...]:
    """Return the rules of a project's tasks that may run again, those of the oldest task first."""
    rows = connection.execute(
        "SELECT rules.* FROM rules JOIN tasks ON tasks.id = rules.holder"
        " WHERE tasks.project = ? AND tasks.state NOT IN (?, ?) ORDER BY tasks.number, rules.rowid",
        (project, TaskState.DONE, TaskState.CANCELLED),
    )
    return tuple(_to_granted(row) for row in rows.fetchall())


def take_back(connection: Connection, rule: RuleId) -> bool:
    """Let a rule hold no longer; False if it did not."""
    return connection.execute("DELETE FROM rules WHERE id = ?", (rule,)).rowcount == 1


def resolve(connection: Connection, reference: str) -> Granted:
    """Return the rule a person means by its id or the start of one; raises NotFound."""
    found = [
        granted
        for row in connection.execute("SELECT * FROM rules ORDER BY rowid").fetchall()
        if (granted := _to_granted(row)).id == reference
        or (len(reference) >= MIN_PREFIX and granted.id.startswith(reference.lower()))
    ]
    if len(found) != 1:
        raise NotFound(f"there is no rule `{reference}`", hint="`farhand rules` lists them")
    return found[0]


def preset_of(connection: Connection, project: ProjectId) -> Preset:
    """Return what agents may do unasked in a project before any rule."""
    row = connection.execute("SELECT preset FROM presets WHERE project = ?", (project,)).fetchone()
    return Preset(row["preset"]) if row else Preset.EDIT


def set_preset(connection: Connection, project: ProjectId, preset: Preset) -> bool:
    """Note a project's preset; False if it was that."""
    if preset_of(connection, project) is preset:
        return False
    connection.execute(
        "INSERT INTO presets VALUES (?,?) ON CONFLICT (project) DO UPDATE SET preset = excluded.preset",
        (project, preset),
    )
    return True


def permissions_of(connection: Connection, task: Task) -> Permissions:
    """Return all that a task's run may do unasked."""
    if task.project is None:
        return Permissions()
    granted = (*rules_of(connection, task.project), *rules_of(connection, task.id))
    return Permissions(preset=preset_of(connection, task.project), rules=tuple(each.rule for each in granted))
