"""What becomes of a step when the step before it has ended: the gate between them, as pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from farhand.saying import Said
from farhand.sayings.outcomes import step_of
from farhand.tasks.task import ENDED
from farhand.wire.run_events import NOT_DONE, NOT_NEEDED
from farhand.wire.task_events import TaskState, TaskStep

CHECK_FAILED = "check_failed"


class Gate(StrEnum):
    """What the next step does."""

    START = "start"
    SKIP = "skip"
    """A fix with nothing to fix: what comes after it goes on."""
    DROP = "drop"
    """Not done, and all that comes after it neither."""
    ASK = "ask"
    HOLD = "hold"
    """It waits for a person to go on with the step before it."""


def gate(ended: TaskStep, state: TaskState, code: str, following: TaskStep) -> Gate:
    """Return what a step does after the one before it ended in a state, with an outcome of this code."""
    if code == NOT_NEEDED:
        return Gate.START
    match state:
        case TaskState.DONE:
            return Gate.SKIP if following.role == "fix" else Gate.START
        case TaskState.INTERRUPTED:
            return Gate.HOLD
        case TaskState.FAILED if is_failed_check(ended, code) and following.role == "fix":
            return Gate.START
        case TaskState.FAILED if ended.on_failure == "ask":
            return Gate.ASK
        case _:
            return Gate.DROP


def is_failed_check(ended: TaskStep, code: str) -> bool:
    """Return whether a check ran and failed: one that could not start is nothing that could be mended."""
    return ended.role == "verify" and code == CHECK_FAILED


def is_taken_back(ended: TaskStep, state: TaskState, code: str) -> bool:
    """Return whether the work is to be discarded: it was proved wrong, and that was asked for."""
    return state is TaskState.FAILED and code == CHECK_FAILED and ended.on_failure == "revert"


def is_checked_later(step: TaskStep | None) -> bool:
    """Return whether a step leaves its checks to a later one."""
    return step is not None and step.role == "work" and step.position < step.of


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a step stands; `code` is that of its outcome."""

    step: TaskStep
    state: TaskState
    code: str


def told_for(plan: Sequence[Standing]) -> Standing | None:
    """Return the step whose end is told for all of them; None while they go on, or none was begun."""
    if not all(each.state in ENDED for each in plan):
        return None
    begun = [each for each in plan if each.code not in {NOT_NEEDED, NOT_DONE}]
    return max(begun, key=lambda each: each.step.position, default=None)


def name(step: TaskStep) -> Said:
    """Return what people call a step."""
    return step_of(step.position, step.of)
