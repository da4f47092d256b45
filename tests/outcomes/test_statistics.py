"""Figures that cannot flatter: what nobody proved, and what a person took back, is no success."""

from dataclasses import replace
from itertools import product

import pytest

from farhand.ids import TaskId
from farhand.outcomes.facts import ENDED, Fate, TaskFacts
from farhand.outcomes.statistics import MOST_WEEKS, WEEK_MS, count, end_of, sentence, share, spans, tally, weeks
from farhand.wire.change_events import DiscardReason
from farhand.wire.task_events import Complexity, TaskState

FATES: tuple[Fate, ...] = ("none", "undecided", "merged", "undone", "discarded")


def task(state: TaskState, *, verified: bool = False, fate: Fate = "none", **more: object) -> TaskFacts:
    facts = TaskFacts(
        task=TaskId("0" * 32), kind="agent", complexity=Complexity.SIMPLE, made_at=0, changed_at=0,
        state=state, verified=verified, fate=fate, ended_at=60_000 if state in ENDED else None,
    )  # fmt: skip
    return replace(facts, **more)  # pyright: ignore[reportArgumentType]  # fields by name


PASSED = task(TaskState.DONE, verified=True)


@pytest.mark.parametrize(
    ("state", "verified", "fate", "why"),
    list(product(TaskState, (False, True), FATES, (None, *DiscardReason))),
)
def test_only_what_is_done_checked_and_stands_has_passed(
    state: TaskState, verified: bool, fate: Fate, why: DiscardReason | None
) -> None:
    is_wrong = fate == "discarded" and why is DiscardReason.WRONG
    stands = fate != "undone" and not is_wrong
    end = end_of(task(state, verified=verified, fate=fate, why=why))
    assert (end == "passed") == (state is TaskState.DONE and verified and stands)
    if state is TaskState.DONE and not verified:
        assert end == "unchecked"
    elif state is TaskState.DONE:
        assert end == ("passed" if stands else "undone")
    else:
        assert end == (state.value if state in ENDED else "going")


def test_every_task_is_counted_once_and_what_nobody_can_judge_is_left_out_of_n() -> None:
    facts = [
        PASSED, task(TaskState.DONE, verified=True, fate="undone"), task(TaskState.DONE), task(TaskState.FAILED),
        task(TaskState.INTERRUPTED), task(TaskState.CANCELLED), task(TaskState.QUEUED),
    ]  # fmt: skip
    told = tally(facts)
    assert (told.tasks, told.ended, told.judged, told.passed) == (7, 6, 4, 1)
    assert (told.undone, told.unchecked, told.failed, told.interrupted, told.cancelled, told.going) == (1,) * 6


def test_a_step_that_nobody_had_to_begin_is_not_counted() -> None:
    spared = [task(TaskState.CANCELLED, code=code) for code in ("not_needed", "not_done")]
    stopped = task(TaskState.CANCELLED, code="cancelled")
    told = count([PASSED, *spared, stopped], at_ms=0)
    assert (told.total.tasks, told.total.cancelled) == (2, 1)
    assert told.words == "1 of 1 passed their checks, 1 of them at the first try; 1 cancelled by you, so not counted"


def test_the_first_try_has_neither_repair_nor_failure() -> None:
    told = tally([PASSED, replace(PASSED, repairs=1), replace(PASSED, failures=1)])
    assert (told.passed, told.first_time, told.repairs) == (3, 1, 1)


def test_there_is_no_percentage_below_five() -> None:
    assert share(3, 4) == "3 of 4"
    assert share(4, 5) == "4 of 5 (80 %)"
    assert share(0, 0) == "0 of 0"


def test_the_sentence_says_what_was_left_out() -> None:
    told = tally([*[PASSED] * 4, task(TaskState.FAILED), task(TaskState.DONE), task(TaskState.CANCELLED)])
    assert sentence(told) == (
        "4 of 5 (80 %) passed their checks, 4 of them at the first try; 1 not checked, so not counted; "
        "1 cancelled by you, so not counted"
    )
    assert sentence(tally([])) == "no task of an agent has ended yet"
    assert sentence(tally([task(TaskState.DONE)])) == "nothing was checked yet; 1 not checked, so not counted"


def test_tallies_stand_by_complexity_and_commands_are_left_out() -> None:
    facts = [PASSED, replace(PASSED, complexity=Complexity.COMPLEX), replace(PASSED, kind="command")]
    told = count(facts, at_ms=1)
    assert [(each.complexity, each.tasks) for each in told.by] == [("simple", 1), ("complex", 1)]
    assert told.total.tasks == 2


def test_discards_are_counted_by_reason() -> None:
    discarded = replace(PASSED, fate="discarded")
    told = count([discarded, replace(discarded, why=DiscardReason.WRONG), discarded, PASSED], at_ms=1)
    assert [(each.why, each.n) for each in told.discards] == [(None, 2), (DiscardReason.WRONG, 1)]


def test_what_was_said_in_own_words_stands_with_its_reason() -> None:
    own = replace(PASSED, fate="discarded", why=DiscardReason.OTHER)
    told = count([replace(own, why_words="too slow"), replace(own, why_words="too odd"), own], at_ms=1)
    assert [(each.why, each.n, each.words) for each in told.discards] == [
        (DiscardReason.OTHER, 3, ("too slow", "too odd"))
    ]


def test_times_are_medians_and_costs_say_of_how_many() -> None:
    facts = [replace(PASSED, ended_at=each * 1000, waited_ms=500, cost_usd=None) for each in (1, 9, 2)]
    told = tally([*facts, replace(PASSED, cost_usd=0.5, ended_at=2000, waited_ms=500)])
    assert (told.took_s, told.waited_s, told.cost_usd, told.costed) == (2.0, 0.5, 0.5, 1)


def test_each_ended_task_is_in_one_span_of_time() -> None:
    facts = [replace(PASSED, ended_at=1000 * seconds) for seconds in (1, 60, 61, 900, 3600, 3601, 90_000)]
    told = spans([*facts, task(TaskState.QUEUED)])
    assert [(each.up_to_s, each.n) for each in told] == [(60, 2), (300, 1), (900, 1), (3600, 1), (None, 2)]
    assert spans([task(TaskState.QUEUED)]) == ()


def test_weeks_go_from_the_first_in_which_something_ended_up_to_now() -> None:
    now = 100 * WEEK_MS
    facts = [replace(PASSED, ended_at=now - age, cost_usd=0.5) for age in (0, WEEK_MS - 1, 2 * WEEK_MS)]
    told = weeks([*facts, task(TaskState.QUEUED)], now)
    assert [(each.since, each.ended, each.passed) for each in told] == [
        (now - 3 * WEEK_MS, 1, 1), (now - 2 * WEEK_MS, 0, 0), (now - WEEK_MS, 2, 2),
    ]  # fmt: skip
    assert [each.cost_usd for each in told] == [0.5, None, 1.0]
    assert weeks([], now) == ()


def test_what_ended_long_ago_has_no_week_of_its_own() -> None:
    now = 100 * WEEK_MS
    facts = [replace(PASSED, ended_at=now - MOST_WEEKS * WEEK_MS), replace(PASSED, ended_at=now - 1)]
    assert len(weeks(facts, now)) == 1
    assert len(weeks([replace(PASSED, ended_at=now - (MOST_WEEKS - 1) * WEEK_MS)], now)) == MOST_WEEKS
