"""What a runner is told of its run before it starts, whole: `runs/<id>/spec.json`."""

from typing import Literal

from pydantic import Field

from farhand.wire.model import Bytes, Id, Wire
from farhand.wire.permissions import Permissions
from farhand.wire.run_events import CheckResult
from farhand.wire.task_events import Verify

BUDGET_USED = "budget_used"
"""The code of a run that ended because it had spent all that its task may."""


class Decided(Wire):
    """What a person said of an action that an earlier run of the task asked about, and could not hear any more."""

    approval: Id
    action_hash: Bytes
    exact: str
    kind: Literal["action", "plan"] = "action"
    allow: bool
    words: str = ""


class Answered(Wire):
    """What a person answered to a question of an earlier run of the task, which could not hear it any more."""

    question: Id
    text: str
    answers: tuple[str, ...]


class RunSpec(Wire):
    """All that a runner needs, written to `runs/<id>/spec.json` before the runner starts.

    `workspace` is where the worktree is or shall be; it and `branch` stay the same along a chain of follow-ups.
    A new branch begins at the commit `start` and its change counts from `base`, both the project's HEAD unless given.
    `session` resumes the agent's session; `trusted` lets the project's own hooks load.
    `lease` is the number under which the run may write in the workspace.
    A `kind` of `command` runs `prompt` in the project's folder, one of `verify` the checks in the workspace; `recheck`
    does that, too, and tells the change that is checked.
    Once it has spent `left_s` or `left_usd`, its agent is interrupted, and the run ends as parked with BUDGET_USED.
    `failing` are checks that failed before, for the agent to mend; a later step `is_checked_later` runs the checks.
    `leave_alone` is what the tickets of the chain want left alone, in their words.
    `inputs` are files that came with the messages; all that ever come along the chain lie in `inputs_folder`.
    """

    run: Id
    task: Id
    generation: int
    number: int
    title: str
    kind: Literal["agent", "command", "verify", "recheck"]
    prompt: str
    agent: str = "claude-code"
    project: str
    project_name: str
    trusted: bool = False
    verify: Verify = Field(default_factory=Verify)
    is_checked_later: bool = False
    failing: tuple[CheckResult, ...] = ()
    leave_alone: tuple[str, ...] = ()
    branch: str
    workspace: str
    lease: int = 0
    start: str | None = None
    base: str | None = None
    session: str | None = None
    environment: dict[str, str] = Field(default_factory=dict[str, str])
    inputs_folder: str | None = None
    inputs: tuple[str, ...] = ()
    permissions: Permissions = Field(default_factory=Permissions)
    decided: tuple[Decided, ...] = ()
    answered: tuple[Answered, ...] = ()
    hold_s: float | None = None  # how long the agent is held while a person is asked; then the run parks
    left_s: float | None = None
    left_usd: float | None = None
    linger_s: float = 120  # a live agent session costs about 0.3 GB; a follow-up within this time starts at once
