"""Says what agents may do unasked: rules granted and taken back, presets; stored, told, and passed to the runs."""

from farhand.agents.rules import PRESET_WORDS, words_of
from farhand.clock import Clock
from farhand.database import Connection
from farhand.devices import store as devices
from farhand.errors import Refused
from farhand.host.effects import Effect, TellPermissions
from farhand.host.projects_told import infos
from farhand.ids import ProjectId, RandomBytes, RuleId, new_id
from farhand.tasks import permissions, projects, store
from farhand.tasks.permissions import Granted
from farhand.tasks.projects import Project
from farhand.tasks.task import ACTIVE, Task
from farhand.thread.thread import Thread
from farhand.wire.host_events import ProjectsChanged
from farhand.wire.permissions import Preset, Rule


class Permitting:
    """Each method raises a FarhandError and then has changed nothing."""

    def __init__(self, thread: Thread, clock: Clock, random: RandomBytes) -> None:
        self._thread = thread
        self._clock = clock
        self._random = random

    def grant_task(self, connection: Connection, task: Task, rule: Rule, origin: str) -> tuple[Effect, ...]:
        """Let a rule hold for one task, through all its runs."""
        granted = Granted(RuleId(new_id(self._random)), task.id, rule, self._clock.now_ms(), origin)
        if permissions.grant(connection, granted):
            self.tell(connection, origin, f"allowed from now on for task {task.number}: {words_of(rule)}")
        return (TellPermissions(task.id),)

    def grant_project(self, connection: Connection, project: Project, rule: Rule, origin: str) -> tuple[Effect, ...]:
        """Let a rule hold in a project until it is taken back."""
        refuse_unprotected(connection, origin, "allow anything for always")
        granted = Granted(RuleId(new_id(self._random)), project.id, rule, self._clock.now_ms(), origin)
        if permissions.grant(connection, granted):
            self.tell(connection, origin, f"allowed from now on in {project.name}: {words_of(rule)}")
        return _to_runs_of(connection, project.id)

    def take_back(self, connection: Connection, rule: Granted, origin: str) -> tuple[Effect, ...]:
        """Let a rule hold no longer, in the runs that go on too."""
        permissions.take_back(connection, rule.id)
        project, task = projects.find(connection, rule.holder), store.find(connection, rule.holder)
        where = f"in {project.name}" if project else f"for task {task.number}" if task else "for a task that is gone"
        self.tell(connection, origin, f"asked about again {where}: {words_of(rule.rule)}")
        return (TellPermissions(task.id),) if task else _to_runs_of(connection, ProjectId(rule.holder))

    def set_preset(self, connection: Connection, project: Project, preset: Preset, origin: str) -> tuple[Effect, ...]:
        """Say what agents may do unasked in a project."""
        refuse_unprotected(connection, origin, "say what agents may do unasked")
        if permissions.set_preset(connection, project.id, preset):
            self.tell(connection, origin, f"{project.name} is set to `{preset}`: {PRESET_WORDS[preset]}")
        return _to_runs_of(connection, project.id)

    def tell(self, connection: Connection, origin: str, words: str = "") -> None:
        """Tell the devices which projects there are, and in words what changed."""
        changed = ProjectsChanged(at=self._clock.now_ms(), origin=origin, projects=infos(connection), words=words)
        self._thread.append(connection, changed)


def refuse_unprotected(connection: Connection, origin: str, what: str) -> None:
    """Raise Refused where the word comes from a device on plain http, which cannot say it."""
    device = devices.find(connection, origin)
    if device is not None and device.unprotected:
        raise Refused(f"a device on plain http cannot {what}", hint="say it at the computer, or on a protected device")


def _to_runs_of(connection: Connection, project: ProjectId) -> tuple[Effect, ...]:
    tasks = store.in_states(connection, tuple(ACTIVE))
    return tuple(TellPermissions(task.id) for task in tasks if task.project == project)
