"""The short version of `make chaos`: a few schedules of kills and faults, in which every promise is kept."""

import shutil

import pytest

from tests.chaos.plan import Kill, Send, count_tasks, draw
from tests.chaos.trying import attempt, new_root

SEEDS = (29, *(pytest.param(seed, marks=pytest.mark.long) for seed in (7, 40)))
"""The first has a relay that goes away, steps, a lock, a clock set back; the others budgets and a full disk."""
KILLS_EACH = 3


@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", SEEDS)
def test_whoever_is_killed_nothing_is_lost_or_done_twice_or_left_running(seed: int) -> None:
    trial = attempt(draw(seed, KILLS_EACH), new_root(seed))
    assert trial.faults == [], f"`make chaos ARGS='--seed {seed} --count 1 --each {KILLS_EACH}'` plays it again"
    shutil.rmtree(trial.root)


def test_a_seed_is_one_plan_with_as_many_kills_as_were_asked_for() -> None:
    plan = draw(11, 4)
    assert plan == draw(11, 4)
    assert plan != draw(12, 4)
    assert sum(isinstance(step.move, Kill) for step in plan.steps) == 4
    sent = 0
    for step in plan.steps:
        if isinstance(step.move, Send) and step.move.after is not None:
            assert step.move.after < sent
        sent += count_tasks(step.move)
