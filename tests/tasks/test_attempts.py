"""Of several attempts the one that passes with the smallest risk is taken, and said so."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from farhand.ids import TaskId, new_id
from farhand.tasks.attempts import (
    Attempt,
    best_passing,
    chosen_words,
    failed_words,
    fresh_prompt,
    going_words,
    nearest,
    not_needed,
)
from farhand.wire.attempt_events import AttemptState
from farhand.wire.change_events import ChangeReady, Risk, RiskLevel
from farhand.wire.run_events import CheckResult, CheckStatus, Outcome

TASK = TaskId(new_id())
SMALL, LARGE = Risk(level=RiskLevel.SMALL), Risk(level=RiskLevel.LARGE, weight=5)
P, F, S, W, R = (
    AttemptState.PASSED, AttemptState.FAILED, AttemptState.STOPPED, AttemptState.WAITING, AttemptState.RUNNING,
)  # fmt: skip


def attempt(
    number: int, state: AttemptState, risk: Risk = SMALL, lines: int = 1, passed: int = 0, *, fresh: bool = True
) -> Attempt:
    made = ChangeReady(
        at=1, task=TASK, run=new_id(), branch="b", base="a", head="c", files=(), added=lines, removed=0, risk=risk
    )
    check = CheckResult(
        command="t", source="found", status=CheckStatus.FAILED, seconds=1, passed=passed, total=10, exit=1
    )
    outcome = Outcome(code="check_failed", headline="", checks=(check,))
    words = f"{10 - passed} of 10 tests fail"
    return Attempt(
        TASK, number, 1, f"b-attempt-{number}", Path("w"), state, words, change=made, outcome=outcome, is_fresh=fresh
    )


FIRST = attempt(0, F, passed=5, fresh=False)


def test_the_smallest_risk_among_those_that_pass_is_taken() -> None:
    attempts = [FIRST, attempt(1, P, LARGE), attempt(2, P, SMALL, 9), attempt(3, F, SMALL, 1)]
    best = best_passing(attempts)
    assert best is not None
    assert best.number == 2
    assert chosen_words(best, attempts) == "fresh attempt 2 of 3, the smallest risk of the 2 that pass"


def test_of_two_alike_the_shorter_is_taken_then_the_earlier() -> None:
    chosen = best_passing([attempt(1, P, lines=9), attempt(2, P, lines=3), attempt(3, P, lines=3)])
    assert chosen is not None
    assert chosen.number == 2


def test_none_that_passes_is_none_and_the_nearest_is_named() -> None:
    attempts = [FIRST, attempt(1, F, passed=3), attempt(2, F, passed=8)]
    assert best_passing(attempts) is None
    assert failed_words(attempts) == "none of 2 fresh attempts passes; attempt 2 comes nearest: 2 of 10 tests fail"
    assert failed_words([FIRST, attempt(1, F, passed=3), attempt(2, F)]).endswith("nor comes nearer")
    assert failed_words([FIRST, attempt(1, F)]).startswith("the fresh attempt fails, too")


def test_what_waits_is_needed_until_one_passed_and_none_runs() -> None:
    waiting, asking = attempt(2, W), replace(attempt(2, W), is_asking=True)
    assert not_needed([FIRST, attempt(1, F), waiting], is_limited=True) == ()
    assert not_needed([FIRST, attempt(1, P), waiting, attempt(3, R)], is_limited=True) == ()
    assert not_needed([FIRST, attempt(1, P), waiting], is_limited=False) == ()
    assert not_needed([FIRST, attempt(1, P), asking, attempt(3, W)], is_limited=False) == ()
    cases = ([waiting], True), ([asking], False), ([asking, attempt(3, W)], True)
    for attempts, is_limited in cases:
        forgone = not_needed([FIRST, attempt(1, P), *attempts], is_limited=is_limited)
        assert {(each.state, each.is_asking) for each in forgone} == {(S, False)}
        assert len(forgone) == len(attempts)


def test_an_attempt_without_an_end_is_told_beside_the_chosen_one() -> None:
    chosen = attempt(1, P)
    assert chosen_words(chosen, [FIRST, chosen, attempt(2, S), attempt(3, S)]) == (
        "fresh attempt 1 of 3, the only one that passes; 2 did not come to their end"
    )


def test_where_attempts_stand_is_one_sentence() -> None:
    assert going_words([FIRST, attempt(1, R), attempt(2, W), attempt(3, P)]) == (
        "3 fresh attempts: 1 waits, 1 running, 1 passed"
    )


def test_a_fresh_agent_is_told_what_a_follow_up_builds_on() -> None:
    assert fresh_prompt(["Fix it"]) == "Fix it"
    assert fresh_prompt(["Fix it", "also test it"]).endswith("Now do this:\n\nalso test it")


@given(st.lists(st.tuples(st.sampled_from([P, F, S]), st.sampled_from([SMALL, LARGE]), st.integers(0, 9)), max_size=5))
def test_what_is_taken_passes_and_nothing_that_passes_is_less_risky(
    given_attempts: list[tuple[AttemptState, Risk, int]],
) -> None:
    attempts = [attempt(n, state, risk, lines) for n, (state, risk, lines) in enumerate(given_attempts, 1)]
    best = best_passing(attempts)
    passing = [each for each in attempts if each.state is P]
    assert (best is None) == (not passing)
    near = nearest(attempts)
    assert near is None or near.state is F
    if best is not None and best.change is not None and best.change.risk is not None:
        assert best.state is P
        assert all(
            each.change and each.change.risk and each.change.risk.weight >= best.change.risk.weight for each in passing
        )
