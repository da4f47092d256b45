"""Says, once per project, that its settings ask for the agent's bypass mode, and that Farhand keeps asking."""

import os
from collections.abc import Mapping

from farhand.agents.bypass import asks_for_bypass
from farhand.attention.notices import Notices
from farhand.clock import Clock
from farhand.database import Connection
from farhand.host import facts
from farhand.ids import RunId
from farhand.sayings.notices import keeps_asking
from farhand.tasks import projects
from farhand.tasks.task import Task
from farhand.thread.thread import Thread
from farhand.wire.run_events import RunStep, StepKind

TITLE = "Its settings ask for the agent's bypass mode: Farhand keeps asking"


class Cautioning:
    """Looks into the settings as a run begins, in the caller's transaction."""

    def __init__(
        self, thread: Thread, notices: Notices, clock: Clock, environment: Mapping[str, str], *, is_root: bool
    ) -> None:
        self._thread = thread
        self._notices = notices
        self._clock = clock
        self._environment = {**os.environ, **environment}
        self._is_root = is_root

    def look(self, connection: Connection, task: Task, run: RunId) -> None:
        """Say what the settings ask for, unless that was said of the project."""
        project = projects.find(connection, task.project) if task.project else None
        found = asks_for_bypass(project.path, self._environment) if project and task.kind == "agent" else ()
        if project is None or not found:
            return
        fact, files = f"bypass {project.id}", ", ".join(f"`{each}`" for each in found)
        if facts.find(connection, fact) == files:
            return
        facts.note(connection, fact, files)
        words = bypass_words(files, project.name, is_root=self._is_root)
        step = RunStep(
            at=self._clock.now_ms(), task=task.id, run=run, step="bypass", kind=StepKind.SETUP, title=TITLE,
            detail=words,
        )  # fmt: skip
        self._thread.append(connection, step)
        self._notices.post(connection, "host", keeps_asking(project.name), words, task.id)


def bypass_words(files: str, project: str, *, is_root: bool) -> str:
    """Return what is said of settings that ask for the bypass mode, and what to do instead."""
    refused = "; as root, Claude Code itself refuses that mode" if is_root else ""
    return (
        f"{files} asks for the bypass mode, in which the agent would ask before nothing. Farhand starts it in another, "
        f"and asks you as before{refused}. To be asked less, trust it inside the worktree: "
        f"`farhand projects preset {project} full`"
    )
