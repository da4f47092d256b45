"""Projects: the folders that tasks run against, and whether their own hooks may load."""

from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Row
from typing import Literal

from farhand.database import Connection
from farhand.errors import NotFound, UsageError
from farhand.ids import ProjectId
from farhand.project_file import ProjectFile, read_project_file
from farhand.wire.host_events import ProjectInfo

MIGRATIONS = (
    """
    CREATE TABLE projects (
        id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, path TEXT NOT NULL UNIQUE, trust TEXT NOT NULL
    );
    """,
)
MIN_PREFIX = 4  # characters of an id that a person may type instead of all

Trust = Literal["unknown", "trusted", "untrusted"]


@dataclass(frozen=True, slots=True)
class Project:
    """A folder by its name. `trust` says whether hooks and settings that lie in it may load."""

    id: ProjectId
    name: str
    path: Path
    trust: Trust = "unknown"

    def to_info(self) -> ProjectInfo:
        """Return the project as the thread tells of it."""
        return ProjectInfo(project=self.id, name=self.name, path=str(self.path), trusted=self.trust == "trusted")


def _to_project(row: Row) -> Project:
    return Project(ProjectId(row["id"]), row["name"], Path(row["path"]), row["trust"])


def every(connection: Connection) -> tuple[Project, ...]:
    """Return all projects by name."""
    rows = connection.execute("SELECT * FROM projects ORDER BY name").fetchall()
    return tuple(_to_project(row) for row in rows)


def find(connection: Connection, project: str) -> Project | None:
    """Return the project with this id."""
    row = connection.execute("SELECT * FROM projects WHERE id = ?", (project,)).fetchone()
    return _to_project(row) if row else None


def resolve(connection: Connection, reference: str) -> Project:
    """Return the project a person means by its name, its folder, its id or the start of one; raises NotFound."""
    folder = Path(reference).expanduser().absolute()
    found = [
        project
        for project in every(connection)
        if project.name.casefold() == reference.casefold()
        or project.path == folder
        or (len(reference) >= MIN_PREFIX and project.id.startswith(reference.lower()))
    ]
    if len(found) != 1:
        raise NotFound(f"there is no project `{reference}`", hint="`farhand projects` lists them")
    return found[0]


def add(connection: Connection, project_id: ProjectId, path: Path) -> Project:
    """Return the project of a folder, added when it is new; raises UsageError when there is no such folder."""
    folder = path.expanduser().absolute()
    if not folder.is_dir():
        raise UsageError(f"there is no folder `{folder}`", hint="give the folder of a project")
    taken = {project.name.casefold(): project for project in every(connection)}
    for project in taken.values():
        if project.path == folder:
            return project
    name, number = folder.name or "project", 2
    while name.casefold() in taken:
        name, number = f"{folder.name}-{number}", number + 1
    added = Project(project_id, name, folder)
    connection.execute("INSERT INTO projects VALUES (?,?,?,?)", (added.id, added.name, str(added.path), added.trust))
    return added


def file_of(connection: Connection, project: ProjectId | None) -> ProjectFile:
    """Return what a project says of itself; nothing where its file cannot be read, since its runs say what is wrong."""
    found = find(connection, project) if project else None
    try:
        return (read_project_file(found.path) if found else None) or ProjectFile()
    except UsageError:
        return ProjectFile()


def set_trust(connection: Connection, project: ProjectId, trust: Trust) -> None:
    """Note what the person said about a project's own hooks."""
    connection.execute("UPDATE projects SET trust = ? WHERE id = ?", (trust, project))
