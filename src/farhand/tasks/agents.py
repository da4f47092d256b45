"""Which agent carries out a task."""

from typing import Literal

from farhand.project_file import ProjectFile

DEFAULT_AGENT = "claude-code"


def agent_for(kind: Literal["agent", "command", "verify"], project: ProjectFile) -> str:
    """Return the agent for a task; checks are run by the runner of the agent on whose work they are a gate."""
    return "command" if kind == "command" else project.agent or DEFAULT_AGENT
