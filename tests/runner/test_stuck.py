"""When a run counts as stuck, and when it does not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.agents.port import Activity, ModelBusy, Said, ToolEnded, ToolUsed
from farhand.runner.stuck import MINUTE_S, Patience, Watch

PATIENCE = Patience()


def watch(*activities: Activity, at_s: float = 0) -> Watch:
    looking = Watch(PATIENCE, at_s, Path("/w"))
    for activity in activities:
        looking.take(activity, at_s)
    return looking


def use(command: str, output: str, *, ok: bool = True) -> tuple[Activity, Activity]:
    return ToolUsed("t", "Bash", command), ToolEnded("t", ok, output)


def words_of(looking: Watch, now_s: float = 0, *, is_asking: bool = False) -> str | None:
    found = looking.look(now_s, is_asking=is_asking)
    return found.words if found else None


def test_the_same_action_with_the_same_result_is_stuck_after_a_number_of_times() -> None:
    test = use("npm test", "3 of 14 fail", ok=False)
    assert words_of(watch(*test * 5)) is None
    assert words_of(watch(*test * 6)) == "ran `npm test` 6 times with the same result"


def test_only_the_time_that_it_took_does_not_make_a_result_another() -> None:
    tests = [
        each for number in range(6) for each in use("npm test", f"3 of 14 fail (1.{number} s, at 12:30:0{number})")
    ]
    assert words_of(watch(*tests)) == "ran `npm test` 6 times with the same result"


def test_what_changes_something_is_not_stuck() -> None:
    tests = [each for number in range(9) for each in use("npm test", f"{number} of 14 fail")]
    assert words_of(watch(*tests)) is None


def test_two_actions_in_turn_are_stuck() -> None:
    one, two = use("make", "no"), use("make clean", "")
    assert words_of(watch(*(one + two) * 3)) is None
    assert words_of(watch(*(one + two) * 4)) == "ran `make` and ran `make clean` in turn, 4 times with the same results"


def test_another_action_gets_out_of_it() -> None:
    looking = watch(*use("npm test", "no") * 6)
    for each in use("cat app.js", "x"):
        looking.take(each, 1)
    assert words_of(looking) is None


@pytest.mark.parametrize(
    ("activities", "limit_s", "words"),
    [
        ((), PATIENCE.silent_s, "no word from the agent for 10 min"),
        ((Said("I think."),), PATIENCE.silent_s, "no word from the agent for 10 min"),
        ((ModelBusy(3, 10, 529),), PATIENCE.busy_s, "no word from the agent for 30 min"),
        ((ToolUsed("t", "Bash", "make"),), PATIENCE.tool_s, "ran `make`, which has not ended for 60 min"),
    ],
)
def test_silence_is_stuck_after_a_time_that_depends_on_what_goes_on(
    activities: tuple[Activity, ...], limit_s: float, words: str
) -> None:
    assert words_of(watch(*activities), limit_s - 1) is None
    assert words_of(watch(*activities), limit_s) == words
    assert words_of(watch(*activities), limit_s, is_asking=True) is None


def test_what_was_seen_says_since_when() -> None:
    looking = watch(at_s=100)
    found = looking.look(100 + 11 * MINUTE_S)
    assert found is not None
    assert found.since_s == 100


def test_once_it_was_spoken_to_it_begins_anew() -> None:
    looking = watch(*use("npm test", "no") * 6)
    looking.begin_anew(5)
    assert words_of(looking, 5) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), max_size=40))
def test_whoever_does_something_new_in_every_third_step_is_never_stuck(steps: list[tuple[str, str]]) -> None:
    looking = Watch(PATIENCE, 0, Path("/w"))
    for number, (command, output) in enumerate(steps):
        for each in use(command if number % 3 else f"new {number}", output):
            looking.take(each, 0)
        assert words_of(looking) is None
