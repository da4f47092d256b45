"""Projects as devices and the command line are told of them: with the check that a run would make now."""

from farhand.checks.find import Folder, find_checks
from farhand.errors import UsageError
from farhand.tasks.projects import Project
from farhand.wire.host_events import ProjectInfo


def info_of(project: Project) -> ProjectInfo:
    """Return a project and its check; a folder that is gone, or a farhand.toml that is none, names no check."""
    try:
        found = find_checks(Folder(project.path))
    except UsageError:
        found = ()
    commands = ", ".join(each.command for each in found)
    return project.to_info().model_copy(update={"check": commands or None})
