"""From a tap on 'stop' to 'cancelled', with nothing of the run left: what ignores signals against what does not."""

import asyncio
import json
import time

from bench.agent import QUIET
from bench.host import running_host
from bench.measure import Aim, Result, conclude, tell
from bench.place import Place, commit_all, fresh_place
from farhand.cli.control_client import Control
from farhand.demo.model import ScriptedModel
from farhand.host.control_api import NewMessage
from farhand.wire.permissions import Preset
from farhand.wire.task_events import TaskState

ROUNDS = 5
AIM = Aim(value=5.0)  # a person who looks at a phone that says 'stopping' does not look away sooner
MEEK, STUBBORN = "meek.sh", "stubborn.sh"
SCRIPTS = {MEEK: "touch begun\nsleep 600\n", STUBBORN: "trap '' INT TERM\ntouch begun\nwhile :; do sleep 600; done\n"}
LOOK_S = 0.01
PATIENCE_S = 30.0


def measure(rounds: int = ROUNDS) -> Result:
    """Measure both in turns, after one round that warms everything up."""
    played = asyncio.run(_measure(1 + rounds))[1:]
    return conclude("stop", "s", AIM, [stubborn for _, stubborn in played], [meek for meek, _ in played])


async def _measure(rounds: int) -> list[tuple[float, float]]:
    with ScriptedModel() as model, fresh_place({**QUIET, **model.environment}) as place:
        folder = place.root / "scripts"
        folder.mkdir()
        for name, script in SCRIPTS.items():
            (folder / name).write_text(script)
        commit_all(place, folder)
        async with running_host(place):
            control = Control.of(place.data)
            project = (await asyncio.to_thread(control.add_project, folder)).name
            await asyncio.to_thread(control.set_preset, project, Preset.FULL)
            return [
                (await _stop(control, place, project, MEEK), await _stop(control, place, project, STUBBORN))
                for _ in range(rounds)
            ]


async def _stop(control: Control, place: Place, project: str, name: str) -> float:
    steps = [{"text": "I run it.", "tool": "Bash", "input": {"command": f"sh {name}"}}, "Done."]
    text, before = f"Run it <<SCRIPT {json.dumps(steps)} SCRIPT>>", _count_begun(place)
    sent = await asyncio.to_thread(control.send, NewMessage(text=text, project=project))
    async with asyncio.timeout(PATIENCE_S):
        while _count_begun(place) == before:  # noqa: ASYNC110  # another process begins it
            await asyncio.sleep(LOOK_S)
    began = time.perf_counter()
    await asyncio.to_thread(control.cancel, sent.task)
    *_, last = await asyncio.to_thread(lambda: list(control.wait_task(sent.task)))
    seconds = time.perf_counter() - began
    assert last.state is TaskState.CANCELLED, last
    return seconds


def _count_begun(place: Place) -> int:
    return sum(1 for _ in (place.data / "workspaces").glob("*/begun"))


if __name__ == "__main__":
    tell(measure)
