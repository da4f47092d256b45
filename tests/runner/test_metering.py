"""What a run spends: counted while it works, and stopped once it is all that its task may spend."""

import asyncio
import json
from pathlib import Path

import pytest

from farhand.ids import new_id
from farhand.runner.journal import Journal
from farhand.runner.metering import Meter
from farhand.runner.telling import Telling
from farhand.runs.attaching import Attached
from farhand.runs.folder import RunFolder
from farhand.runs.protocol import Allow, ChangeMade, CheckStarted, Ended, LeaveAsked, SessionOpened, SpentSoFar
from farhand.runs.spec import BUDGET_USED
from tests.fakes.clock import FakeClock
from tests.runner.conftest import Place, end_of, hear

WRITE = {"text": "I write.", "tool": "Write", "input": {"file_path": "{cwd}/b.txt", "content": "two\n"}}
WRITE_ELSE = {"text": "I write.", "tool": "Write", "input": {"file_path": "{cwd}/c.txt", "content": "three\n"}}
RUN = {"text": "I run it.", "tool": "Bash", "input": {"command": "touch b.txt"}}
A_REPLY_USD = 0.0008


def script(*steps: object) -> str:
    return f"<<SCRIPT {json.dumps(steps)} SCRIPT>>"


class Scene:
    """A meter whose clock and person a test moves."""

    def __init__(self, folder: Path, left_s: float | None = None, left_usd: float | None = None) -> None:
        self.clock = FakeClock()
        self.folder = RunFolder(folder)
        self.is_asking = False
        self.interrupted = 0
        told = Telling(new_id(), Journal(self.folder.events), self.clock)
        self.meter = Meter(told, self.clock, lambda: self.is_asking, self._interrupt, left_s, left_usd)

    async def _interrupt(self) -> None:
        self.interrupted += 1

    def ask(self, is_asking: bool) -> None:
        """Have a person be waited for, or no more."""
        self.is_asking = is_asking
        self.meter.look()

    def told(self) -> list[tuple[float, float | None, bool]]:
        """Return what was told so far."""
        events = self.folder.read_events()
        return [(each.seconds, each.cost_usd, each.working) for each in events if isinstance(each, SpentSoFar)]


def test_what_waits_for_a_person_is_not_counted(tmp_path: Path) -> None:
    scene = Scene(tmp_path, left_s=100)
    scene.meter.start()
    scene.clock.advance(60_000)
    scene.ask(True)
    scene.clock.advance(3_600_000)
    scene.ask(True)
    assert (scene.meter.worked_s, scene.meter.is_used_up) == (60, False)
    scene.ask(False)
    scene.clock.advance(40_000)
    assert (scene.meter.worked_s, scene.meter.is_used_up) == (100, True)
    assert scene.told() == [(0, None, True), (60, None, False), (60, None, True)]


async def test_the_agent_is_interrupted_once_the_money_is_spent(tmp_path: Path) -> None:
    scene = Scene(tmp_path, left_usd=2)
    scene.meter.start()
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(scene.meter.watch())
        scene.meter.pay(None)
        scene.meter.pay(0.5)
        assert (scene.meter.unspent_usd, scene.interrupted) == (1.5, 0)
        scene.meter.pay(1.5)
    assert scene.interrupted == 1
    assert scene.told() == [(0, None, True), (0, 0.5, True), (0, 2, True)]


async def test_without_a_limit_nothing_is_ever_used_up(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    scene.meter.start()
    scene.clock.advance(10**9)
    scene.meter.pay(10**6)
    assert not scene.meter.is_used_up


@pytest.mark.journey
async def test_an_agent_is_interrupted_when_its_minutes_are_over(place: Place) -> None:
    heard = await place.carry_out(place.spec(script({"hang": 3600}), left_s=0.5))
    ended = end_of(heard)
    assert (ended.state, ended.code, ended.verified) == ("parked", BUDGET_USED, False)
    assert ended.worked_s is not None
    assert 0.5 <= ended.worked_s <= ended.seconds
    assert not any(isinstance(each, CheckStarted) for each in heard)


@pytest.mark.journey
async def test_an_agent_stops_by_itself_at_its_money_and_its_work_is_committed(place: Place) -> None:
    heard = await place.carry_out(place.spec(script(WRITE_ELSE, WRITE, "Done."), left_usd=1.5 * A_REPLY_USD))
    ended = end_of(heard)
    assert (ended.state, ended.code, ended.output) == ("parked", BUDGET_USED, "")
    assert ended.cost_usd == pytest.approx(2 * A_REPLY_USD)
    assert "c.txt" in [each.path for event in heard if isinstance(event, ChangeMade) for each in event.files]
    session = next(each.session for each in heard if isinstance(each, SessionOpened))
    again = await place.carry_out(place.spec(script(WRITE, "Done."), generation=2, session=session, left_usd=1))
    assert (end_of(again).state, end_of(again).code) == ("done", "done")
    assert end_of(again).cost_usd == pytest.approx(2 * A_REPLY_USD)


@pytest.mark.journey
async def test_a_repair_ends_where_nothing_is_left_and_what_the_checks_said_is_told(place: Place) -> None:
    spec = place.spec(script(WRITE_ELSE, "Done."), left_usd=2.5 * A_REPLY_USD)
    ended = end_of(await place.carry_out(spec))
    assert (ended.state, ended.code) == ("parked", BUDGET_USED)
    assert [each.status for each in ended.checks] == ["failed"]


@pytest.mark.journey
async def test_while_a_person_is_asking_no_time_is_spent(place: Place) -> None:
    folder = await place.begin(place.spec(script(RUN, "Done."), left_s=20))
    attached = Attached(folder)
    heard = await hear(attached, lambda event: isinstance(event, SpentSoFar) and not event.working)
    asked = next(each for each in heard if isinstance(each, LeaveAsked))
    answer = Allow(approval=asked.approval, action_hash=asked.action_hash, allow=True)
    again = Attached(folder)
    async with asyncio.timeout(30):
        async for event in again.events():
            if isinstance(event, SpentSoFar) and not event.working:
                await again.send(answer)
            if isinstance(event, Ended):
                assert event.state == "done"
    assert [each.working for each in folder.read_events() if isinstance(each, SpentSoFar)] == [True, False, True, True]
