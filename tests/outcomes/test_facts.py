"""What is kept of a task says what its events said, whatever happened to it."""

from collections.abc import Sequence
from typing import Literal

import pytest

from farhand.outcomes.facts import TaskFacts, after, begun
from farhand.wire.change_events import ChangeReady, ChangeSettled, ChangeState, DiscardExplained, DiscardReason
from farhand.wire.commands import ChangeAct
from farhand.wire.events import AnyEvent
from farhand.wire.run_events import Outcome, TaskEnded
from farhand.wire.task_events import Complexity, TaskChanged, TaskCreated, TaskState, WaitReason

TASK, OTHER = "0" * 32, "1" * 32
What = Literal["applied", "rebased", "reverted", "discarded", "restored", "opened", "kept"]


def moved(at: int, state: TaskState, reason: WaitReason | None = None) -> TaskChanged:
    return TaskChanged(at=at, task=TASK, state=state, reason=reason)


def ended(at: int, state: TaskState, *, verified: bool = False, cost: float | None = None) -> TaskEnded:
    return TaskEnded(
        at=at, task=TASK, state=state, outcome=Outcome(code="x", headline="x", verified=verified, cost_usd=cost)
    )


def changed() -> ChangeReady:
    return ChangeReady(at=1, task=TASK, run=OTHER, branch="b", base="a", head="c", files=(), added=1, removed=0)


def settled(what: What) -> ChangeSettled:
    return ChangeSettled(at=1, task=TASK, act=ChangeAct.APPLY, what=what, state=ChangeState.PENDING, words="")


def fold(events: Sequence[AnyEvent]) -> TaskFacts:
    facts = begun(TaskCreated(at=1000, task=TASK, number=1, message=OTHER, title="x", kind="agent"), Complexity.MEDIUM)
    for event in events:
        facts = after(facts, event)
    return facts


def test_each_check_that_sends_the_agent_back_is_a_repair() -> None:
    states = [
        TaskState.QUEUED, TaskState.RUNNING, TaskState.CHECKING, TaskState.RUNNING, TaskState.CHECKING,
        TaskState.CHECKING, TaskState.RUNNING, TaskState.CHECKING, TaskState.DONE,
    ]  # fmt: skip
    assert fold([moved(2000, state) for state in states]).repairs == 2


def test_only_the_time_that_people_were_waited_for_counts_as_such() -> None:
    facts = fold(
        [
            moved(2000, TaskState.WAITING, WaitReason.PROJECT),
            moved(5000, TaskState.QUEUED),
            moved(9000, TaskState.RUNNING),
            moved(10_000, TaskState.RUNNING, WaitReason.APPROVAL),
            moved(10_500, TaskState.RUNNING),
            moved(11_000, TaskState.RUNNING, WaitReason.QUOTA),
            moved(99_000, TaskState.RUNNING),
        ]
    )
    assert facts.waited_ms == 3500


def test_a_task_that_goes_on_has_no_outcome_and_keeps_what_it_cost_and_how_often_it_failed() -> None:
    failed = [moved(2000, TaskState.FAILED), ended(2000, TaskState.FAILED, cost=0.25)]
    again = fold([*failed, moved(3000, TaskState.QUEUED)])
    assert (again.ended_at, again.code, again.failures, again.cost_usd) == (None, "", 1, 0.25)
    done = fold([*failed, moved(3000, TaskState.DONE), ended(4000, TaskState.DONE, verified=True, cost=0.5)])
    assert (done.ended_at, done.verified, done.failures, done.cost_usd) == (4000, True, 1, 0.75)


def test_what_is_not_done_is_never_verified() -> None:
    assert not fold([ended(2000, TaskState.FAILED, verified=True)]).verified


@pytest.mark.parametrize(
    ("acts", "fate"),
    [
        ([], "undecided"),
        (["kept"], "undecided"),
        (["rebased"], "undecided"),
        (["rebased", "applied"], "merged"),
        (["applied", "kept"], "merged"),
        (["opened"], "merged"),
        (["applied", "reverted"], "undone"),
        (["applied", "reverted", "applied"], "merged"),
        (["discarded"], "discarded"),
        (["discarded", "restored"], "undecided"),
    ],
)
def test_the_fate_of_a_change_is_what_was_done_with_it_last(acts: list[What], fate: str) -> None:
    assert fold([changed(), *(settled(each) for each in acts)]).fate == fate


def test_why_a_change_was_discarded_is_forgotten_when_it_is_back() -> None:
    why = DiscardExplained(at=1, task=TASK, why=DiscardReason.OTHER, words="too slow")
    explained = fold([changed(), settled("discarded"), why])
    assert (explained.why, explained.why_words) == (DiscardReason.OTHER, "too slow")
    assert fold([changed(), settled("discarded"), why, settled("restored")]).why_words == ""
    assert fold([changed(), settled("discarded"), why, settled("restored")]).why is None
    assert fold([changed(), why]).why is None
