"""Which workspaces go: rules over every kind of workspace, and over any number of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.workspaces.keeping import GRACE_MS, Known, decide

NOW = 10 * GRACE_MS
OLD, FRESH = NOW - GRACE_MS, NOW - GRACE_MS + 1
ENOUGH = 1000


def known(name: str, used_at_ms: int, *, stays: str | None = None, is_settled: bool = False, size: int = 10) -> Known:
    return Known(Path(name), size, used_at_ms, stays, is_settled)


@pytest.mark.parametrize(
    ("settled", "used_at", "stays", "budget", "goes"),
    [
        (True, OLD, None, ENOUGH, True),
        (True, FRESH, None, ENOUGH, False),
        (True, FRESH, None, 0, True),
        (True, OLD, "busy", ENOUGH, False),
        (True, FRESH, "busy", 0, False),
        (False, OLD, None, ENOUGH, False),
        (False, OLD, None, 0, True),
        (False, FRESH, None, 0, True),
        (False, OLD, "unsaved", 0, False),
    ],
)
def test_a_workspace_goes_when_settled_for_a_while_or_when_the_disk_is_needed(
    settled: bool, used_at: int, stays: str | None, budget: int, goes: bool
) -> None:
    (fate,) = decide([known("a", used_at, stays=stays, is_settled=settled)], NOW, budget)
    assert fate.goes_now is goes
    assert fate.words


def test_over_the_budget_the_settled_go_first_then_what_was_used_longest_ago() -> None:
    everything = [
        known("newest", NOW - 1),
        known("oldest", NOW - 3),
        known("settled", NOW, is_settled=True),
        known("older", NOW - 2),
    ]
    for budget, goes in (
        (40, set[str]()),
        (39, {"settled"}),
        (29, {"settled", "oldest"}),
        (10, {"settled", "oldest", "older"}),
    ):
        fates = decide(everything, NOW, budget)
        assert {fate.path.name for fate in fates if fate.goes_now} == goes


def test_what_is_settled_says_when_it_goes() -> None:
    (fate,) = decide([known("a", FRESH, is_settled=True)], NOW, ENOUGH)
    assert fate.goes_at_ms == NOW + 1


@given(
    st.lists(
        st.builds(
            Known,
            st.uuids().map(lambda each: Path(str(each))),
            st.integers(0, 100),
            st.integers(0, NOW),
            st.none() | st.just("it is needed"),
            st.booleans(),
        ),
        max_size=8,
    ),
    st.integers(0, 500),
)
def test_what_must_stay_stays_and_no_more_goes_than_the_budget_asks_for(workspaces: list[Known], budget: int) -> None:
    fates = {fate.path: fate for fate in decide(workspaces, NOW, budget)}
    gone = [each for each in workspaces if fates[each.path].goes_now]
    assert all(each.stays is None for each in gone)
    left = sum(each.size_bytes for each in workspaces) - sum(each.size_bytes for each in gone)
    forced = [each for each in gone if not (each.is_settled and each.used_at_ms <= OLD)]
    assert not forced or left + max(each.size_bytes for each in forced) > budget
    if left > budget:
        assert all(fates[each.path].goes_now for each in workspaces if each.stays is None)
