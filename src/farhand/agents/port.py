"""The agent port: what Farhand needs of any agent, and what an agent may ask of Farhand."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal, Protocol

from farhand.wire.permissions import Reach, Rule


class Failure(StrEnum):
    """Why a turn did not end by itself."""

    NOT_LOGGED_IN = "not_logged_in"
    AGENT_MISSING = "agent_missing"
    MODEL_BUSY = "model_busy"
    LIMIT_REACHED = "limit_reached"
    AGENT_CRASHED = "agent_crashed"
    AGENT_FAILED = "agent_failed"
    SESSION_LOST = "session_lost"
    STUCK = "stuck"
    BUDGET_USED = "budget_used"
    BYPASS_REFUSED = "bypass_refused"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Said:
    """A finished block of the agent's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Writes:
    """The block the agent is writing, whole so far."""

    text: str


@dataclass(frozen=True, slots=True)
class ToolUsed:
    """The agent began to use a tool. `exact` is the action verbatim (a command, a path)."""

    id: str
    tool: str
    exact: str


@dataclass(frozen=True, slots=True)
class ToolEnded:
    """A tool gave its result."""

    id: str
    ok: bool
    output: str


@dataclass(frozen=True, slots=True)
class SessionKnown:
    """The session can be resumed by this id."""

    session: str


@dataclass(frozen=True, slots=True)
class ModelBusy:
    """The model did not answer and is tried again."""

    attempt: int
    of: int
    status: int | None


@dataclass(frozen=True, slots=True)
class TurnEnded:
    """The turn is over. `failure` is None when the agent ended by itself; `denied` are actions nobody allowed.

    `resets_at` is when, in milliseconds since the epoch, a limit that was reached begins anew; None where nobody said.
    """

    summary: str
    failure: Failure | None = None
    detail: str = ""
    denied: tuple[str, ...] = ()
    cost_usd: float | None = None
    turns: int = 0
    resets_at: int | None = None


Activity = Said | Writes | ToolUsed | ToolEnded | SessionKnown | ModelBusy | TurnEnded


@dataclass(frozen=True, slots=True)
class Ask:
    """An action that needs leave, or a plan. `exact` is it verbatim; any of `rules`, once granted, covers it.

    `reach` is what it can touch; of a plan, nothing is to be said.
    """

    tool: str
    title: str
    exact: str
    why: str = ""
    rules: tuple[Rule, ...] = ()
    kind: Literal["action", "plan"] = "action"
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person, or a rule of theirs, says of an action; `words` are for the agent."""

    allowed: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with (label, detail) options; `many` lets several be chosen."""

    text: str
    options: tuple[tuple[str, str], ...] = ()
    many: bool = False


class Person(Protocol):
    """Whoever answers for the user; both calls may wait for hours."""

    async def may(self, ask: Ask) -> Decision:
        """Ask leave for one action; what a rule covers is allowed at once."""
        ...

    async def answer(self, questions: tuple[Question, ...]) -> tuple[tuple[str, ...], ...]:
        """Ask questions that belong together; return for each the chosen labels or own words."""
        ...


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """How to open a session: where, with what, and on behalf of whom.

    `trusted` lets the project's own settings and hooks load; its CLAUDE.md / AGENTS.md is read in any case.
    `project` is the folder that the workspace was made from, `inputs` the one of files that came with messages: the
    agent may read both, too. Files that it hands to the person come to
    `published`. Once it has spent `budget_usd` its turn ends with Failure.BUDGET_USED.
    """

    workspace: Path
    person: Person
    project: Path | None = None
    inputs: Path | None = None
    published: Path | None = None
    resume: str | None = None
    trusted: bool = False
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    raw_log: Path | None = None
    budget_usd: float | None = None


class Session(Protocol):
    """A live conversation with an agent."""

    @property
    def is_live(self) -> bool:
        """Whether it can take a further turn."""
        ...

    def turn(self, prompt: str) -> AsyncIterator[Activity]:
        """Send a prompt and yield what happens; the last item is TurnEnded, also on failure."""
        ...

    async def interrupt(self) -> None:
        """Ask the agent to stop its turn; `turn` then ends with Failure.CANCELLED."""
        ...

    async def close(self) -> None:
        """End the session and its whole process tree."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look for an agent found; `note` says in words what is missing."""

    agent: str
    name: str
    version: str | None
    ready: bool
    note: str | None = None


class Agent(Protocol):
    """A kind of agent."""

    name: str

    async def find(self) -> Finding:
        """Look whether the agent is installed and logged in; never raises."""
        ...

    async def open(self, settings: SessionSettings) -> Session:
        """Open or resume a session; raises Unavailable when the agent is missing."""
        ...
