"""What a host and a runner say to each other: NDJSON over the runner's 0600 socket, and the same lines on disk.

The runner appends every durable event to `runs/<id>/events.jsonl` before it sends it, numbered from 1 by `n`;
a host that attaches names the last `n` it has stored and gets the rest, then what comes live.
Ephemeral events (`n` absent) are sent and not kept.

A run outlives an upgrade, so host and runner may be of two versions: fields that one does not know are ignored, and
so are events and messages of a type that it does not know.
"""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from farhand.runs.spec import RunSpec
from farhand.wire.change_events import ChangedFile, Risk
from farhand.wire.model import LAZY, Bytes, Id, Millis, Wire
from farhand.wire.permissions import Permissions, Reach, Rule
from farhand.wire.run_events import CheckResult, StepKind
from farhand.wire.saying import Speaking, Words

# ── runner → host ─────────────────────────────────────────────────────────────────────────────────────────────────────


class RunEvent(Wire):
    """What every runner event carries. `run` tells runs of one runner apart."""

    run: Id
    at: Millis
    n: int | None = None


class Started(RunEvent):
    """The runner is up: its process id and the agent's process group."""

    type: Literal["started"] = "started"
    pid: int


class WorkspaceReady(RunEvent):
    """The worktree stands, with `head` checked out; `base` is what its change counts from.

    `brought` names ignored folders that came along; `note` is worth telling a person.
    """

    type: Literal["workspace.ready"] = "workspace.ready"
    path: str
    branch: str | None = None
    base: str | None = None
    head: str | None = None
    brought: tuple[str, ...] = ()
    note: str | None = None


class SessionOpened(RunEvent):
    """The agent has a session that can be resumed by this id."""

    type: Literal["session.opened"] = "session.opened"
    session: str
    resumed: bool


class StepTaken(RunEvent):
    """The agent did something, or its state changed; `step` repeats."""

    type: Literal["step"] = "step"
    step: str
    kind: StepKind
    title: str
    detail: str = ""
    state: Literal["going", "ok", "failed", "denied"] = "ok"


class Writing(RunEvent):
    """The text block the agent is writing, whole so far. Ephemeral."""

    type: Literal["writing"] = "writing"
    text: str


class Printing(RunEvent):
    """The newest lines of a check or command that runs. Ephemeral."""

    type: Literal["printing"] = "printing"
    text: str


class LeaveAsked(RunEvent):
    """The agent needs leave for one action; it waits. `action_hash` = SHA-256 of `tool`, NUL, `exact`.

    Any of `rules`, once granted, covers it.
    """

    type: Literal["leave.asked"] = "leave.asked"
    approval: Id
    tool: str
    title: str
    exact: str
    why: str = ""
    action_hash: Bytes
    kind: Literal["action", "plan"] = "action"
    rules: tuple[Rule, ...] = ()
    deadline: Millis | None = None
    reach: Reach | None = None


class Choice(Wire):
    """One offered answer."""

    label: str
    detail: str = ""


class AnswerAsked(RunEvent):
    """The agent asks the person something; it waits."""

    type: Literal["answer.asked"] = "answer.asked"
    question: Id
    text: str
    options: tuple[Choice, ...] = ()
    many: bool = False
    deadline: Millis | None = None


class AnswersTaken(RunEvent):
    """Answers to approvals and questions, also of earlier runs, that reach the agent now."""

    type: Literal["answers.taken"] = "answers.taken"
    ids: tuple[Id, ...]


class Withdrawn(RunEvent):
    """An approval or question needs no answer any more: the run was stopped or went on without."""

    type: Literal["withdrawn"] = "withdrawn"
    id: Id


class AgentEnded(RunEvent):
    """The agent's turn ended. `failure` is absent when it ended by itself; `denied` are the actions that were denied.

    `failure`: not_logged_in, agent_missing, model_busy, limit_reached, agent_crashed, agent_failed, budget_used,
    cancelled.
    """

    type: Literal["agent.ended"] = "agent.ended"
    summary: str
    failure: str | None = None
    detail: str = ""
    denied: tuple[str, ...] = ()
    cost_usd: float | None = None
    turns: int = 0


class SpentSoFar(RunEvent):
    """What the run has spent; while it is `working`, and waits for nobody, its time goes on from then."""

    type: Literal["spent"] = "spent"
    seconds: float
    cost_usd: float | None = None
    working: bool


class CheckStarted(RunEvent):
    """Farhand runs a check."""

    type: Literal["check.started"] = "check.started"
    command: str


class CheckEndedInRun(RunEvent):
    """A check ended."""

    type: Literal["check.ended"] = "check.ended"
    check: CheckResult


class RepairBegan(RunEvent, Speaking):
    """Checks failed and went back to the agent; `words` say which round it is and what fails."""

    type: Literal["repair.began"] = "repair.began"
    round: int
    of: int
    words: Words


class StuckSeen(RunEvent, Speaking):
    """The run is stuck: what was seen, since when, and until when it works on unless a person says what to do."""

    type: Literal["stuck.seen"] = "stuck.seen"
    stuck: Id
    words: Words
    since: Millis
    deadline: Millis


class StuckOver(RunEvent):
    """The run got out of it by itself."""

    type: Literal["stuck.over"] = "stuck.over"
    stuck: Id


class ChangeMade(RunEvent):
    """What the branch holds against its base; the unified diff lies at `diff_path` in the run's folder."""

    type: Literal["change"] = "change"
    branch: str
    base: str
    head: str
    files: tuple[ChangedFile, ...]
    added: int
    removed: int
    diff_path: str | None = None
    risk: Risk | None = None


class FileMade(RunEvent):
    """The agent hands a file to the person, copied to `path`; `warning` is what to know before sharing it."""

    type: Literal["file.made"] = "file.made"
    file: Id
    name: str
    media: str
    size: int
    sha256: Bytes
    path: str
    warning: str = ""


class Ended(RunEvent, Speaking):
    """The run is over and everything before is on disk. `code` and `state` are those of `wire.run_events.Outcome`.

    `seconds` are all that it took, `worked_s` without those in which a person was waited for. `resets_at` is when the
    limit begins anew that ended it, where that was told.
    """

    type: Literal["ended"] = "ended"
    state: Literal["done", "failed", "cancelled", "interrupted", "parked"]
    code: str
    headline: Words
    summary: str = ""
    hint: Words | None = None
    verified: bool = False
    checks: tuple[CheckResult, ...] = ()
    seconds: float
    worked_s: float | None = None
    cost_usd: float | None = None
    denied: tuple[str, ...] = ()
    exit: int | None = None
    output: str = ""
    warnings: tuple[str, ...] = ()
    resets_at: Millis | None = None


FromRunner = Annotated[
    Started
    | WorkspaceReady
    | SessionOpened
    | StepTaken
    | Writing
    | Printing
    | LeaveAsked
    | AnswerAsked
    | AnswersTaken
    | Withdrawn
    | AgentEnded
    | SpentSoFar
    | CheckStarted
    | CheckEndedInRun
    | RepairBegan
    | StuckSeen
    | StuckOver
    | ChangeMade
    | FileMade
    | Ended,
    Field(discriminator="type"),
]
FROM_RUNNER: TypeAdapter[FromRunner] = TypeAdapter(FromRunner, config=LAZY)


def read_event(line: bytes) -> FromRunner | None:
    """Return an event, None for one that only another version knows; raises ValueError where it is none at all."""
    try:
        return FROM_RUNNER.validate_json(line)
    except ValidationError:
        RunEvent.model_validate_json(line)
        return None


# ── host → runner ─────────────────────────────────────────────────────────────────────────────────────────────────────


class Attach(Wire):
    """First line on a connection: send every durable event of `run` after `after`, then what comes live."""

    type: Literal["attach"] = "attach"
    run: Id
    after: int


class Allow(Wire):
    """The answer to `LeaveAsked`; refused unless approval and hash are the open ones."""

    type: Literal["allow"] = "allow"
    approval: Id
    action_hash: Bytes
    allow: bool
    words: str = ""


class Answer(Wire):
    """The answer to `AnswerAsked`."""

    type: Literal["answer"] = "answer"
    question: Id
    answers: tuple[str, ...]


class Permit(Wire):
    """What the run may do unasked from now on, whole."""

    type: Literal["permit"] = "permit"
    run: Id
    permissions: Permissions


class Cancel(Wire):
    """Stop the run: agent interrupt, then signals to its whole tree; `Ended(cancelled)` says that the tree is gone."""

    type: Literal["cancel"] = "cancel"
    run: Id


class Nudge(Wire):
    """Speak to the agent of a run that is stuck; without `text`, in Farhand's own words."""

    type: Literal["nudge"] = "nudge"
    run: Id
    stuck: Id
    text: str = ""


class Continue(Wire):
    """A follow-up for a runner that lingers with a live session: the next run's spec, also on disk."""

    type: Literal["continue"] = "continue"
    spec: RunSpec


class Leave(Wire):
    """A lingering runner shall end now."""

    type: Literal["leave"] = "leave"


ToRunner = Annotated[Attach | Allow | Answer | Permit | Nudge | Cancel | Continue | Leave, Field(discriminator="type")]
TO_RUNNER: TypeAdapter[ToRunner] = TypeAdapter(ToRunner, config=LAZY)


class _AnyMessage(Wire):
    type: str


def read_message(line: bytes) -> ToRunner | None:
    """Return a message, None for one that only another version knows; raises ValueError where it is none at all."""
    try:
        return TO_RUNNER.validate_json(line)
    except ValidationError:
        _AnyMessage.model_validate_json(line)
        return None
