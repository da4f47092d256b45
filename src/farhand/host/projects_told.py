"""Projects as devices and the command line are told of them: with the check that a run would make now."""

from farhand.agents.rules import words_of
from farhand.checks.find import Folder, find_checks
from farhand.database import Connection
from farhand.errors import UsageError
from farhand.tasks import permissions, projects, store
from farhand.tasks.permissions import Granted
from farhand.tasks.projects import Project
from farhand.tasks.task import Task
from farhand.wire.host_events import ProjectInfo
from farhand.wire.permissions import ProjectRule, TaskRule


def infos(connection: Connection) -> tuple[ProjectInfo, ...]:
    """Return every project, with what agents may do in it unasked."""
    return tuple(info_in(connection, project) for project in projects.every(connection))


def info_in(connection: Connection, project: Project) -> ProjectInfo:
    """Return a project with what agents may do in it unasked."""
    rules = tuple(
        ProjectRule(id=granted.id, rule=granted.rule, words=words_of(granted.rule))
        for granted in permissions.rules_of(connection, project.id)
    )
    granted = permissions.task_rules_in(connection, project.id)
    update = {
        "preset": permissions.preset_of(connection, project.id),
        "rules": rules,
        "task_rules": tuple(_of_task(store.get(connection, each.holder), each) for each in granted),
    }
    return info_of(project).model_copy(update=update)


def _of_task(task: Task, granted: Granted) -> TaskRule:
    return TaskRule(id=granted.id, rule=granted.rule, words=words_of(granted.rule), task=task.id, number=task.number)


def info_of(project: Project) -> ProjectInfo:
    """Return a project and its check; a folder that is gone, or a farhand.toml that is none, names no check."""
    try:
        found = find_checks(Folder(project.path))
    except UsageError:
        found = ()
    commands = ", ".join(each.command for each in found)
    return project.to_info().model_copy(update={"check": commands or None})
