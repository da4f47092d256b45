"""What an agent may do unasked: a project's preset, and the rules that people granted."""

from enum import StrEnum
from typing import Literal

from farhand.wire.model import Id, Wire


class Preset(StrEnum):
    """How much an agent may do in its workspace unasked, in a project."""

    ASK = "ask"
    EDIT = "edit"
    FULL = "full"


Scope = Literal["once", "task", "project"]
"""How far a yes reaches: this action, its task, or every task of the project."""


class Rule(Wire):
    """What one yes covers from then on.

    `command`: exactly this command. `prefix`: commands of these words and plain ones behind them. `read`: what lies in
    this folder. `write`: exactly this file outside the workspace. `host`: pages of this host. `tool`: this tool,
    whatever it is given. `edits`: files in the workspace. `commands`: commands that name nothing outside it.
    """

    kind: Literal["command", "prefix", "read", "write", "host", "tool", "edits", "commands"]
    value: str = ""


class RuleOffer(Wire):
    """A rule that an approval may grant, and the words that say it exactly."""

    rule: Rule
    words: str


class Reach(Wire):
    """What an action can touch. What is absent is unknown; an empty tuple says that there is none.

    `folder` is where it happens, `reads` and `writes` the paths that it names and `network` the hosts. A shell command
    can do whatever its user can: of it is known only whether its words name anything outside the folder.
    """

    folder: str | None = None
    reads: tuple[str, ...] | None = None
    writes: tuple[str, ...] | None = None
    network: tuple[str, ...] | None = None
    names_outside: bool | None = None


class ProjectRule(Wire):
    """A rule that holds in a project until somebody takes it back."""

    id: Id
    rule: Rule
    words: str


class TaskRule(ProjectRule):
    """A rule that holds for one task, through all its runs, as long as there may be another."""

    task: Id
    number: int


class Permissions(Wire):
    """All that a run may do unasked."""

    preset: Preset = Preset.EDIT
    rules: tuple[Rule, ...] = ()
