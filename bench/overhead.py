"""Farhand's own time around the agent of one task: before its first request, and from its last one to the outcome."""

import asyncio
import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from bench.agent import QUIET
from bench.host import running_host
from bench.measure import Aim, Result, conclude, tell
from bench.place import Place, commit_all, fresh_place
from farhand.agents.discovery import find_claude_program
from farhand.cli.control_client import Control
from farhand.demo.model import ScriptedModel
from farhand.host.control_api import NewMessage
from farhand.wire.task_events import TaskState

ROUNDS = 7
AIM = Aim(value=0.3)
APART_S = 4.0  # tasks come minutes apart: by then a spare runner waits for the next one
CHECK = "true"  # takes no time of its own, so that all of a checked task is in the figure


@dataclass(frozen=True, slots=True)
class Around:
    """Seconds from the beginning to the first request at the model, and from the last request to the end."""

    before: float
    after: float


@dataclass(slots=True)
class _Requests:
    times: list[float]

    def around(self, began: float) -> Around:
        """Return what lies around the requests since then, and forget them."""
        ended = time.perf_counter()
        first, last = self.times[0], self.times[-1]
        self.times.clear()
        return Around(first - began, ended - last)


def measure(rounds: int = ROUNDS) -> Result:
    """Measure both in turns, after one round that warms everything up.

    Where the bare program ends by itself, Farhand has a verdict to reach: nothing of that is taken off.
    """
    played = asyncio.run(_measure(1 + rounds))[1:]
    values = [carried.before - bare.before + carried.after for bare, carried in played]
    return conclude("overhead", "s", AIM, values, [bare.before + bare.after for bare, _ in played])


async def _measure(rounds: int) -> list[tuple[Around, Around]]:
    program = find_claude_program({})
    if program is None:
        raise RuntimeError("Claude Code is not installed")
    requests = _Requests([])
    with (
        ScriptedModel(on_request=lambda _: requests.times.append(time.perf_counter())) as model,
        fresh_place({**QUIET, **model.environment}) as place,
    ):
        bare, project = place.root / "bare", place.root / "checked"
        for folder in (bare, project):
            folder.mkdir()
            (folder / "farhand.toml").write_text(f'check = "{CHECK}"\n')
            commit_all(place, folder)
        async with running_host(place):
            control = Control.of(place.data)
            name = (await asyncio.to_thread(control.add_project, project)).name
            pairs: list[tuple[Around, Around]] = []
            for number in range(rounds):
                alone = await asyncio.to_thread(_run_bare, program, place, bare, number, requests)
                await asyncio.sleep(APART_S)
                pairs.append((alone, await asyncio.to_thread(_run_task, control, name, number, requests)))
            return pairs


def _run_bare(program: Path, place: Place, folder: Path, number: int, requests: _Requests) -> Around:
    began = time.perf_counter()
    subprocess.run(
        [program, "-p", _prompt(number), "--permission-mode", "acceptEdits"],
        cwd=folder,
        env=place.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    assert (folder / f"part-{number}.txt").exists()
    return requests.around(began)


def _run_task(control: Control, project: str, number: int, requests: _Requests) -> Around:
    sent = control.send(NewMessage(text=_prompt(number), project=project))
    began = time.perf_counter()
    *_, last = control.wait_task(sent.task)
    assert last.state is TaskState.DONE, last
    return requests.around(began)


def _prompt(number: int) -> str:
    write = {"file_path": f"{{cwd}}/part-{number}.txt", "content": "written\n"}
    return (
        f"Write a part <<SCRIPT {json.dumps([{'text': 'I write.', 'tool': 'Write', 'input': write}, 'Done.'])} SCRIPT>>"
    )


if __name__ == "__main__":
    tell(measure)
