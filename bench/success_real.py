"""The whole product: tasks sent to a real host, carried out by the real agent, whose model is scripted."""

import asyncio
import itertools
from collections.abc import Sequence
from pathlib import Path

from bench.agent import QUIET
from bench.host import running_host
from bench.place import Place, commit_all, fresh_place
from bench.success_attempts import Attempt, Case
from bench.success_ending import Ending, judge
from bench.success_projects import CHECK, write_files
from farhand.cli.control_client import Control
from farhand.demo.model import ScriptedModel
from farhand.demo.script import Json, Scenario
from farhand.git import Repository
from farhand.host.control_api import NewMessage, TaskDetail
from farhand.wire.task_events import TaskState

AT_ONCE = 2  # an agent takes 0.3 GB and, while it starts, a core
MOST_ATTEMPTS = 3  # the first, and two rounds of repair


async def play(cases: Sequence[Case], best_of: int) -> Sequence[Ending]:
    """Have all cases carried out, two at a time; return how each ended."""
    scenarios = [each for case in cases for each in scenarios_of(case, best_of)]
    with (
        ScriptedModel(scenarios) as model,
        fresh_place({**QUIET, **model.environment, "FARHAND_PARALLEL": str(AT_ONCE)}) as place,
    ):
        async with running_host(place):
            control = Control.of(place.data)
            tasks = [await asyncio.to_thread(_send, control, place, case, best_of) for case in cases]
            return [await _ending(control, place, case, task) for case, task in zip(cases, tasks, strict=True)]


def scenarios_of(case: Case, best_of: int) -> Sequence[Scenario]:
    """Return what the model makes of a case, in each workspace on its own; the first run is told by no name."""
    asked = rf"\bcase {case.number} of {case.project.complexity}\b"
    fresh = [Scenario(asked, _steps(case, number), rf"\.attempt-{number}$") for number in range(1, best_of + 1)]
    return *fresh, Scenario(asked, _steps(case, 0))


def _steps(case: Case, fresh: int) -> Sequence[Json]:
    attempts = list(itertools.islice(case.attempts(fresh), MOST_ATTEMPTS))
    read: list[Json] = [["Read", {"file_path": f"{{cwd}}/{name}"}] for name in attempts[0].patch]
    return [{"text": "I look.", "tools": read}, *itertools.chain.from_iterable(map(_writing, attempts))]


def _writing(attempt: Attempt) -> Sequence[Json]:
    writes: list[Json] = [
        ["Write", {"file_path": f"{{cwd}}/{name}", "content": content}] for name, content in attempt.patch.items()
    ]
    return {"text": "I write.", "tools": writes}, "Done."


def _send(control: Control, place: Place, case: Case, best_of: int) -> str:
    folder = _folder(place, case)
    folder.mkdir()
    write_files(folder, case.project.base)
    (folder / "farhand.toml").write_text(f'check = "{CHECK}"\n')
    commit_all(place, folder)
    project = control.add_project(folder).project
    text = f"{case.project.ask} (case {case.number} of {case.project.complexity})"
    return control.send(NewMessage(text=text, project=project, best_of=best_of or None)).task


async def _ending(control: Control, place: Place, case: Case, task: str) -> Ending:
    detail = await asyncio.to_thread(_wait, control, task)
    left = place.root / f"left-{task}"
    branch = ("--branch", detail.branch) if detail.branch else ()
    await Repository(place.root).run("clone", "--quiet", *branch, str(_folder(place, case)), str(left))
    outcome = detail.outcome
    return await judge(
        case,
        left,
        claims=detail.state is TaskState.DONE,
        verified=outcome is not None and outcome.verified,
        repairs=len({step.step for step in detail.steps if step.step.startswith("repair-")}),
        fresh=sum(attempt.fresh for attempt in detail.attempts),
    )


def _wait(control: Control, task: str) -> TaskDetail:
    *_, last = control.wait_task(task)
    if last.needs_you:
        raise RuntimeError(f"task {last.number} waits for a person: {last.words}")
    return control.task(task)


def _folder(place: Place, case: Case) -> Path:
    return place.root / f"{case.project.complexity}-{case.number}"
