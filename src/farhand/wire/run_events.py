"""What a run did, what its checks said, and how its task ended: bodies of records."""

from enum import StrEnum
from typing import Literal

from farhand.wire.event import Event
from farhand.wire.model import Id, Wire
from farhand.wire.saying import Speaking, Words
from farhand.wire.task_events import TaskState


class RunStarted(Event):
    """A run began: one attempt at a task by one agent in one workspace."""

    type: Literal["run.started"] = "run.started"
    task: Id
    run: Id
    generation: int
    agent: str
    branch: str | None = None
    base: str | None = None
    resumed: bool = False


class RunCommits(Event):
    """Where the branch stood before a run and where it stands after it, with how many commits the run added.

    `commits` is absent where the run rewrote its history; `attempt` is the number of a fresh attempt.
    """

    type: Literal["run.commits"] = "run.commits"
    task: Id
    run: Id
    generation: int
    before: str
    after: str
    commits: int | None = None
    attempt: int | None = None


class StepKind(StrEnum):
    """What a step of a run was."""

    SAY = "say"
    READ = "read"
    SEARCH = "search"
    EDIT = "edit"
    COMMAND = "command"
    WEB = "web"
    SETUP = "setup"
    BUSY = "busy"
    OTHER = "other"


class RunStep(Event):
    """Something a run did. `step` repeats when its `state` changes; the newest replaces the older."""

    type: Literal["run.step"] = "run.step"
    task: Id
    run: Id
    step: str
    kind: StepKind
    title: str
    detail: str = ""
    state: Literal["going", "ok", "failed", "denied"] = "ok"


class CheckStatus(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_STARTED = "not started"
    TIMED_OUT = "timed out"


class CheckResult(Wire):
    """One check as Farhand ran it. `output` is the end of what it printed, in its colours, as a terminal shows it.

    `flaky`: it failed, and passed when it was run once more. `baseline` is how a check that failed ended on the commit
    the task began from; absent where nobody looked.
    """

    command: str
    source: Literal["farhand.toml", "ticket", "found"]
    status: CheckStatus
    exit: int | None = None
    seconds: float
    passed: int | None = None
    total: int | None = None
    output: str = ""
    flaky: bool | None = None
    baseline: Literal["passed", "failed", "timed out", "not run"] | None = None
    baseline_passed: int | None = None
    baseline_total: int | None = None


class CheckEnded(Event):
    """A check of a run ended."""

    type: Literal["check.ended"] = "check.ended"
    task: Id
    run: Id
    check: CheckResult


NOT_NEEDED, NOT_DONE = "not_needed", "not_done"
"""Outcomes of a step that nobody began: those before it passed, or one of them failed."""


class Outcome(Speaking):
    """How a task ended, in words and facts. `verified` is true only if every check passed in this run.

    `code` is stable: done, unchecked, no_change, check_failed, check_not_started, denied, agent_failed,
    agent_missing, not_logged_in, model_busy, limit_reached, project_gone, cancelled, interrupted, exit_nonzero,
    setup_failed, budget_used, not_needed, not_done.
    `warnings` are what a person should look at before the change is used.
    """

    code: str
    headline: Words
    summary: str = ""
    hint: Words | None = None
    verified: bool = False
    checks: tuple[CheckResult, ...] = ()
    files: int = 0
    added: int = 0
    removed: int = 0
    seconds: float = 0
    cost_usd: float | None = None
    denied: tuple[str, ...] = ()
    exit: int | None = None
    output: str = ""
    warnings: tuple[str, ...] = ()


class TaskEnded(Event):
    """A task reached its outcome; `state` is done, failed, cancelled or interrupted."""

    type: Literal["task.ended"] = "task.ended"
    task: Id
    run: Id | None = None
    state: TaskState
    outcome: Outcome
