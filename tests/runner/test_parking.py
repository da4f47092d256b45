"""Runs that park while a person is asked, with the real agent: its memory is freed, and the answer reaches it later."""

import json
import os
import signal

import pytest

from farhand.runs.attaching import Attached
from farhand.runs.protocol import AnswersTaken, LeaveAsked, SessionOpened, Withdrawn
from farhand.runs.spec import Decided
from tests.runner.conftest import Heard, Place, end_of, hear, pid_of, wait_until_it_left

pytestmark = pytest.mark.journey

COMMAND = "touch b.txt"
STEPS = {"text": "I run it.", "tool": "Bash", "input": {"command": COMMAND}}, "Done."
PROMPT = f"<<SCRIPT {json.dumps(STEPS)} SCRIPT>>"


def asked_in(heard: Heard) -> LeaveAsked:
    """Return what a run asked."""
    assert not any(isinstance(each, Withdrawn | AnswersTaken) for each in heard)
    return next(each for each in heard if isinstance(each, LeaveAsked))


@pytest.mark.parametrize("allow", [True, False])
async def test_an_answer_hours_later_reaches_the_same_session(place: Place, allow: bool) -> None:
    first = place.spec(PROMPT, hold_s=0.01)
    heard = await place.carry_out(first)
    assert end_of(heard).state == "parked"
    wait_until_it_left(place.begun[0])
    asked = asked_in(heard)
    session = next(each.session for each in heard if isinstance(each, SessionOpened))

    late = Decided(approval=asked.approval, action_hash=asked.action_hash, exact=COMMAND, allow=allow)
    again = await place.carry_out(place.spec(PROMPT, generation=2, session=session, decided=(late,), hold_s=600))
    assert [each.resumed for each in again if isinstance(each, SessionOpened)] == [True]
    assert not any(isinstance(each, LeaveAsked) for each in again)
    assert [each.ids for each in again if isinstance(each, AnswersTaken)] == [(asked.approval,)]
    assert (end_of(again).state, end_of(again).code) == (("done", "done") if allow else ("failed", "denied"))
    assert end_of(again).denied == (() if allow else (COMMAND,))


async def test_a_run_that_the_computer_ends_while_it_asks_parks(place: Place) -> None:
    folder = await place.begin(place.spec(PROMPT, hold_s=600))
    await hear(Attached(folder), lambda event: isinstance(event, LeaveAsked))
    os.kill(pid_of(folder), signal.SIGTERM)
    heard = await hear(Attached(folder))
    assert end_of(heard).state == "parked"
    asked_in(heard)
