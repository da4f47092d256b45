"""What a runner tells of a run holds no keys, whatever the run reads or prints."""

import pytest

from farhand.ids import new_id
from farhand.masking import Masker
from farhand.runner.desk import action_hash
from farhand.runner.masked import masked
from farhand.runner.steps import MAX_DETAIL
from farhand.runs.protocol import (
    AgentEnded,
    AnswerAsked,
    CheckEndedInRun,
    Choice,
    Ended,
    FromRunner,
    LeaveAsked,
    Printing,
    RepairBegan,
    StepTaken,
    Writing,
)
from farhand.wire.permissions import Reach
from farhand.wire.run_events import CheckResult, CheckStatus, StepKind
from tests.runner.conftest import Place, end_of

KEY = "ghp_Zx9Kq2Lm7Pw4Ns8Tv1Bc6Df3Gh5Jk0Qrabcd"
RUN = new_id()
CHECK = CheckResult(
    command=f"T={KEY} make", source="found", status=CheckStatus.FAILED, seconds=1, output=f"used {KEY}\n"
)
EVENTS: tuple[FromRunner, ...] = (
    StepTaken(run=RUN, at=1, step="s", kind=StepKind.COMMAND, title=f"Run curl -u {KEY}", detail=f"curl -u {KEY}"),
    Writing(run=RUN, at=1, text=f"the token is {KEY} and"),
    Printing(run=RUN, at=1, text=f"{KEY}\nmore\n"),
    Printing(run=RUN, at=1, text=f"\x1b[31m{KEY[:9]}\x1b[0m{KEY[9:]}\n"),
    LeaveAsked(
        run=RUN, at=1, approval=new_id(), tool="Bash", title=f"Run {KEY}", exact=KEY, why=KEY,
        action_hash=action_hash("Bash", KEY), reach=Reach(reads=(KEY,), writes=(f"/etc/{KEY}",), network=(KEY,)),
    ),
    AnswerAsked(run=RUN, at=1, question=new_id(), text=f"use {KEY}?", options=(Choice(label=KEY, detail=KEY),)),
    AgentEnded(run=RUN, at=1, summary=f"I set {KEY}", detail=KEY, denied=(KEY,)),
    CheckEndedInRun(run=RUN, at=1, check=CHECK),
    RepairBegan(run=RUN, at=1, round=1, of=2, words=f"`{CHECK.command}` failed"),
    Ended(
        run=RUN, at=1, state="failed", code="check_failed", headline=f"`{CHECK.command}` failed", hint=KEY,
        summary=KEY, checks=(CHECK,), denied=(KEY,), seconds=1, output=KEY,
    ),
)  # fmt: skip


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.type)
def test_no_text_of_an_event_holds_a_key(event: FromRunner) -> None:
    told = masked(event, Masker()).to_json().decode()
    assert KEY[4:] not in told
    assert "masked]" in told


def test_the_hash_of_an_action_stays_that_of_the_true_one() -> None:
    asked = next(each for each in EVENTS if isinstance(each, LeaveAsked))
    told = masked(asked, Masker())
    assert isinstance(told, LeaveAsked)
    assert told.exact != asked.exact
    assert told.action_hash == action_hash("Bash", KEY)


def test_a_detail_that_was_cut_within_a_key_does_not_show_its_beginning() -> None:
    detail = ("x " * MAX_DETAIL)[: MAX_DETAIL - 8] + KEY[:8]
    step = StepTaken(run=RUN, at=1, step="s", kind=StepKind.OTHER, title="t", detail=detail)
    assert "ghp_" not in masked(step, Masker()).to_json().decode()


@pytest.mark.journey
async def test_a_command_that_prints_keys_shows_none_of_them(place: Place) -> None:
    spec = place.spec(f"echo {KEY} $MY_TOKEN", kind="command")
    spec = spec.model_copy(update={"environment": {**spec.environment, "MY_TOKEN": "plain-words-17"}})
    heard = await place.carry_out(spec)
    assert end_of(heard).output == "[GitHub token masked] [MY_TOKEN masked]\n"
    assert KEY not in place.begun[0].events.read_text()
