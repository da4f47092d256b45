"""What checks that ran after a rebase make of their task: pure."""

from dataclasses import dataclass

from farhand.sayings import checks as said
from farhand.sayings.outcomes import also
from farhand.tasks.task import EndState
from farhand.wire.run_events import Outcome
from farhand.wire.task_events import TaskState

_PROVEN = frozenset({"done", "unchecked", "no_change", "check_failed"})  # the checks there are ran to their end
_UNDECIDED = frozenset({"check_failed", "check_not_started", "setup_failed"})  # what failed only for want of a check


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task stands after its checks. `is_over`: there is nothing that running them again could still tell."""

    state: EndState
    outcome: Outcome
    is_over: bool


def after_rebase(before: EndState, was: Outcome, state: EndState, now: Outcome) -> Standing:
    """Return how a task stands that was `before`, and whose checks ended in `state` on the rebased commit.

    Checks make done only what lacked nothing else. Checks that were stopped prove nothing, and leave the task as it
    was, not checked.
    """
    kept = {"summary": was.summary, "denied": was.denied}
    match state:
        case TaskState.CANCELLED:
            code = "unchecked" if before is TaskState.DONE else was.code
            words = said.NOT_CHECKED_STOPPED
            stopped = was.model_copy(
                update={"code": code, "headline": words, "hint": None, "verified": False, "checks": ()}
            )
            return Standing(before, stopped, is_over=True)
        case TaskState.INTERRUPTED:
            words, hint = said.not_checked_after_rebase(now.headline), said.RESUME_RUNS_CHECKS
            cut = now.model_copy(update={**kept, "headline": words, "hint": hint, "verified": False})
            return Standing(state, cut, is_over=False)
        case TaskState.DONE | TaskState.FAILED:
            words, is_over = said.after_rebase(now.headline), now.code in _PROVEN
            told = now.model_copy(update={**kept, "headline": words, "hint": _hint(now)})
            if before is TaskState.DONE or (before is TaskState.FAILED and was.code in _UNDECIDED):
                return Standing(state, told, is_over)
            words, hint = also(was.headline, words), was.hint
            as_before = {"code": was.code, "headline": words, "hint": hint, "verified": False}
            return Standing(before, told.model_copy(update=as_before), is_over)


def _hint(now: Outcome) -> str | None:
    return said.HAND_TO_AGENT if now.code == "check_failed" else now.hint
