"""Fresh attempts at one task: which of those that pass is taken, and how they stand in words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from farhand.ids import RunId, TaskId
from farhand.wire.attempt_events import AttemptChanged, AttemptState
from farhand.wire.change_events import ChangeReady, RiskLevel
from farhand.wire.run_events import Outcome

FOR_A_PLACE = "waits for a free place"
NOT_WAITED_FOR = "not waited for: another passes, and the model's limit is reached"
NOT_ANSWERED = "not waited for: another passes, and you were asked without an answer"
OVER = frozenset({AttemptState.PASSED, AttemptState.FAILED, AttemptState.STOPPED})
_RANK = {RiskLevel.SMALL: 0, RiskLevel.MEDIUM: 1, RiskLevel.LARGE: 2}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt: what the first run of a generation left behind, or a fresh one, each on a branch of its own.

    `is_chosen`: the task's own branch holds it. `has_branch`: its own is kept. `is_asking`: a person is asked by it.
    """

    task: TaskId
    number: int
    generation: int
    branch: str
    workspace: Path
    state: AttemptState = AttemptState.WAITING
    words: str = FOR_A_PLACE
    run: RunId | None = None
    session: str | None = None
    change: ChangeReady | None = None
    outcome: Outcome | None = None
    is_fresh: bool = True
    is_chosen: bool = False
    has_branch: bool = True
    is_asking: bool = False

    def with_chosen(self, is_chosen: bool) -> "Attempt":
        """Return the attempt as the one that was taken, or not."""
        return replace(self, is_chosen=is_chosen)

    def to_event(self, at_ms: int, origin: str = "host") -> AttemptChanged:
        """Return the attempt as the thread tells it."""
        made = self.change
        return AttemptChanged(
            at=at_ms, origin=origin, task=self.task, number=self.number, state=self.state, words=self.words,
            branch=self.branch, files=len(made.files) if made else 0, added=made.added if made else 0,
            removed=made.removed if made else 0, risk=made.risk if made else None, chosen=self.is_chosen,
            fresh=self.is_fresh, kept=self.has_branch,
        )  # fmt: skip


def fresh_of(attempts: Sequence[Attempt]) -> tuple[Attempt, ...]:
    """Return the attempts without the run that they were made after."""
    return tuple(each for each in attempts if each.is_fresh)


def best_passing(attempts: Sequence[Attempt]) -> Attempt | None:
    """Return the attempt with the smallest risk among those that pass; of two alike the shorter, then the earlier."""
    passing = [each for each in attempts if each.state is AttemptState.PASSED]
    return min(passing, key=_by_risk, default=None)


def are_waiting(attempts: Sequence[Attempt]) -> bool:
    """Return whether none runs, and some are still to run."""
    states = {each.state for each in attempts}
    return AttemptState.WAITING in states and AttemptState.RUNNING not in states


def not_needed(attempts: Sequence[Attempt], *, is_limited: bool) -> tuple[Attempt, ...]:
    """Return as stopped those that wait for a person, or for the model's limit, once one has passed and no other runs.

    None while one of them only waits for a place.
    """
    waiting = [each for each in attempts if each.state is AttemptState.WAITING]
    can_run = any(not (each.is_asking or is_limited) for each in waiting)
    if can_run or not are_waiting(attempts) or best_passing(attempts) is None:
        return ()
    return tuple(
        replace(
            each, state=AttemptState.STOPPED, is_asking=False, words=NOT_ANSWERED if each.is_asking else NOT_WAITED_FOR
        )
        for each in waiting
    )


def nearest(attempts: Sequence[Attempt]) -> Attempt | None:
    """Return the attempt that failed with the greatest share of its tests passing, else with the smallest risk."""
    failed = [each for each in attempts if each.state is AttemptState.FAILED and each.change is not None]
    return min(failed, key=lambda each: (-_share(each.outcome), *_by_risk(each)), default=None)


def chosen_words(chosen: Attempt, attempts: Sequence[Attempt]) -> str:
    """Return why this one was taken: `fresh attempt 2 of 3, the smallest risk of the 2 that pass`."""
    passing = sum(each.state is AttemptState.PASSED for each in attempts)
    among = "the only one that passes" if passing == 1 else f"the smallest risk of the {passing} that pass"
    cut = sum(each.state is AttemptState.STOPPED for each in attempts)
    rest = f"; {cut} did not come to {'its' if cut == 1 else 'their'} end" if cut else ""
    return f"fresh attempt {place_of(chosen, attempts)}, {among}{rest}"


def failed_words(attempts: Sequence[Attempt]) -> str:
    """Return that no attempt passes, and which came nearest."""
    count, near = len(fresh_of(attempts)), nearest(attempts)
    none = "the fresh attempt fails, too" if count == 1 else f"none of {count} fresh attempts passes"
    if near is None:
        return none
    if not near.is_fresh:
        return f"{none}, nor comes nearer"
    return f"{none}; attempt {near.number} comes nearest: {near.words}"


def going_words(attempts: Sequence[Attempt]) -> str:
    """Return where attempts stand together: `3 fresh attempts: 2 running, 1 waits`."""
    fresh = fresh_of(attempts)
    counts = {state: sum(each.state is state for each in fresh) for state in AttemptState}
    told = [f"{count} {'waits' if count == 1 else 'wait'}" if state is AttemptState.WAITING else f"{count} {state}"
            for state, count in counts.items() if count]  # fmt: skip
    return f"{len(fresh)} fresh attempt{'s' if len(fresh) > 1 else ''}: {', '.join(told)}"


def place_of(attempt: Attempt, attempts: Sequence[Attempt]) -> str:
    """Return `2 of 3`, or its bare number among attempts that were made at different times."""
    fresh = fresh_of(attempts)
    last = max(each.number for each in fresh)
    return f"{attempt.number} of {last}" if last == len(fresh) else str(attempt.number)


def fresh_prompt(texts: Sequence[str]) -> str:
    """Return what an agent is asked that knows nothing yet; `texts` are the chain's messages, the task's own last."""
    *earlier, asked = texts
    if not earlier:
        return asked
    told = "\n\n".join(earlier)
    return f"This was asked for before, and is done on this branch:\n\n{told}\n\nNow do this:\n\n{asked}"


def _by_risk(attempt: Attempt) -> tuple[int, int, int, int]:
    made = attempt.change
    risk = made.risk if made else None
    lines = made.added + made.removed if made else 0
    return (_RANK[risk.level] if risk else len(_RANK), risk.weight if risk else 0, lines, attempt.number)


def _share(outcome: Outcome | None) -> float:
    counted = [check for check in outcome.checks if check.total] if outcome else []
    total = sum(check.total or 0 for check in counted)
    return sum(check.passed or 0 for check in counted) / total if total else 0.0
