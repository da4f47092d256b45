"""Which changes wait for a person's review, as a count over what is stored of tasks, outcomes and changes."""

from farhand.database import Connection
from farhand.ids import ProjectId
from farhand.tasks.task import ENDED
from farhand.wire.change_events import ChangeState


def unreviewed(connection: Connection, project: ProjectId) -> int:
    """Return how many chains of a project hold a change nobody has settled and have nothing left to run."""
    ended = ",".join("?" * len(ENDED))
    row = connection.execute(
        "SELECT count(DISTINCT tasks.root) AS number FROM task_facts JOIN tasks ON tasks.id = task_facts.task"  # noqa: S608  # only question marks vary
        " LEFT JOIN changes ON changes.task = tasks.id"
        " WHERE task_facts.project = ? AND task_facts.fate = 'undecided' AND coalesce(changes.state, '') != ?"
        " AND NOT EXISTS (SELECT 1 FROM tasks AS later WHERE later.root = tasks.root"
        f" AND later.state NOT IN ({ended}))",
        (project, ChangeState.KEPT, *sorted(ENDED)),
    ).fetchone()
    return int(row["number"])
