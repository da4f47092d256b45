"""What statistics need of one task, folded from what the thread tells of it. Pure."""

from dataclasses import dataclass, replace
from typing import Literal

from farhand.ids import ProjectId, TaskId
from farhand.wire.change_events import ChangeReady, ChangeSettled, DiscardExplained, DiscardReason
from farhand.wire.events import AnyEvent
from farhand.wire.run_events import TaskEnded
from farhand.wire.task_events import Complexity, TaskChanged, TaskCreated, TaskState, WaitReason

ENDED = frozenset({TaskState.DONE, TaskState.FAILED, TaskState.CANCELLED, TaskState.INTERRUPTED})
NEEDS_PERSON = frozenset({WaitReason.ANSWER, WaitReason.APPROVAL, WaitReason.CONFIRM, WaitReason.PROJECT})

Fate = Literal["none", "undecided", "merged", "undone", "discarded"]
"""What became of a task's change; `merged` is applied or opened as a pull request, `undone` was taken back."""

_FATES: dict[str, Fate] = {
    "applied": "merged",
    "opened": "merged",
    "reverted": "undone",
    "discarded": "discarded",
    "restored": "undecided",
}
"""What was done with a change, and its fate by that; whatever else was done changes nothing of it."""


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """One task. `changed_at` is when it came into its state; `waited_ms` how long people were waited for before that.

    `verified` and `code` are those of its newest outcome; both are empty while it goes on. `failures` counts the
    outcomes `failed`, `repairs` the rounds of all its runs.
    """

    task: TaskId
    kind: Literal["agent", "command", "verify"]
    complexity: Complexity
    made_at: int
    changed_at: int
    project: ProjectId | None = None
    state: TaskState = TaskState.RECEIVED
    reason: WaitReason | None = None
    code: str = ""
    verified: bool = False
    ended_at: int | None = None
    failures: int = 0
    repairs: int = 0
    waited_ms: int = 0
    cost_usd: float | None = None
    fate: Fate = "none"
    why: DiscardReason | None = None
    why_words: str = ""


def begun(event: TaskCreated, complexity: Complexity) -> TaskFacts:
    """Return the facts of a task that was just made."""
    return TaskFacts(
        task=TaskId(event.task),
        kind=event.kind,
        complexity=complexity,
        made_at=event.at,
        changed_at=event.at,
        project=ProjectId(event.project) if event.project else None,
    )


def after(facts: TaskFacts, event: AnyEvent) -> TaskFacts:
    """Return the facts after an event about the task."""
    match event:
        case TaskChanged():
            return _moved(facts, event)
        case TaskEnded():
            return _ended(facts, event)
        case ChangeReady():
            return replace(facts, fate="undecided", why=None, why_words="")
        case ChangeSettled():
            fate = _FATES.get(event.what, facts.fate)
            kept = replace(facts, fate=fate)
            return kept if fate == "discarded" else replace(kept, why=None, why_words="")
        case DiscardExplained() if facts.fate == "discarded":
            return replace(facts, why=event.why, why_words=event.words)
        case _:
            return facts


def _moved(facts: TaskFacts, event: TaskChanged) -> TaskFacts:
    is_repair = (facts.state, event.state) == (TaskState.CHECKING, TaskState.RUNNING)
    moved = replace(
        facts,
        state=event.state,
        reason=event.reason,
        changed_at=event.at,
        project=ProjectId(event.project) if event.project else facts.project,
        repairs=facts.repairs + is_repair,
        waited_ms=facts.waited_ms + (event.at - facts.changed_at if facts.reason in NEEDS_PERSON else 0),
    )
    return moved if event.state in ENDED else replace(moved, code="", verified=False, ended_at=None)


def _ended(facts: TaskFacts, event: TaskEnded) -> TaskFacts:
    costs = [cost for cost in (facts.cost_usd, event.outcome.cost_usd) if cost is not None]
    return replace(
        facts,
        state=event.state,
        code=event.outcome.code,
        verified=event.outcome.verified and event.state is TaskState.DONE,
        ended_at=event.at,
        failures=facts.failures + (event.state is TaskState.FAILED),
        cost_usd=sum(costs) if costs else None,
    )
