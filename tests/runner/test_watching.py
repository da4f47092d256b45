"""A run that is stuck: told, spoken to, and stopped at last."""

import asyncio
import json
from pathlib import Path

import pytest

from farhand.ids import new_id
from farhand.runner import watching as module
from farhand.runner.journal import Journal
from farhand.runner.stuck import Patience
from farhand.runner.telling import Telling
from farhand.runner.watching import Watching
from farhand.runs.attaching import Attached
from farhand.runs.protocol import Ended, Nudge, StuckOver, StuckSeen
from tests.fakes.clock import FakeClock
from tests.runner.conftest import Place
from tests.runner.test_stuck import use

LOOP = [{"text": "", "tool": "Read", "input": {"file_path": "{cwd}/a.txt"}}] * 6
WRITE = {"text": "I write.", "tool": "Write", "input": {"file_path": "{cwd}/b.txt", "content": "two\n"}}


def script(*steps: object) -> str:
    return f"<<SCRIPT {json.dumps(list(steps))} SCRIPT>>"


@pytest.mark.journey
async def test_a_nudge_gets_a_stuck_run_to_its_end_in_the_same_session(place: Place) -> None:
    spec = place.spec(script(*LOOP, {"hang": 3600}))
    attached = Attached(await place.begin(spec))
    async with asyncio.timeout(40):
        async for event in attached.events():
            if isinstance(event, StuckSeen):
                assert event.words == "read `a.txt` 6 times with the same result"
                await attached.send(Nudge(run=spec.run, stuck=new_id(), text="somebody else's"))
                await attached.send(Nudge(run=spec.run, stuck=event.stuck, text=script(WRITE, "Written.")))
            elif isinstance(event, Ended):
                assert (event.state, event.summary) == ("done", "Written.")
    assert place.model.requests[-1].mentions("a.txt")


class Scene:
    """A watch whose clock a test moves."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.path = folder / "events"
        self.interrupted = asyncio.Event()
        self.watching = Watching(
            Telling(new_id(), Journal(self.path), self.clock),
            self.clock,
            lambda: False,
            self._interrupt,
            folder,
            Patience(),
        )

    async def _interrupt(self) -> None:
        self.interrupted.set()

    def told(self) -> list[str]:
        """Return the types of the events so far."""
        return [json.loads(line)["type"] for line in self.path.read_bytes().splitlines()]


async def test_nobody_who_helps_means_that_it_is_stopped_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LOOK_S", 0)
    scene = Scene(tmp_path)
    for each in use("npm test", "no") * 6:
        scene.watching.take(each)
    assert scene.told() == [StuckSeen.model_fields["type"].default]
    scene.clock.advance(int(module.STUCK_S * 1000))
    async with asyncio.timeout(5):
        await scene.watching.watch()
    assert scene.interrupted.is_set()
    assert scene.watching.gave_up == "ran `npm test` 6 times with the same result"
    assert scene.watching.take_nudge() is None


async def test_a_run_that_gets_out_of_it_by_itself_says_so_once(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    for each in (*use("npm test", "no") * 7, *use("cat a", "x"), *use("cat b", "y")):
        scene.watching.take(each)
    assert scene.told() == [StuckSeen.model_fields["type"].default, StuckOver.model_fields["type"].default]


async def test_without_words_of_a_person_the_agent_is_told_what_was_seen(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    for each in use("npm test", "no") * 6:
        scene.watching.take(each)
    stuck = json.loads(scene.path.read_bytes().splitlines()[0])["stuck"]
    assert scene.watching.nudge(stuck, "")
    assert "ran `npm test` 6 times" in (scene.watching.take_nudge() or "")
    assert not scene.watching.nudge(stuck, "")
