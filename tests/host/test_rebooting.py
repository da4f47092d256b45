"""After the computer went down: what had not begun begins once, what had begun is never begun again unasked."""

import pytest

from farhand.host.runners import RunnerGone
from farhand.runs import store as runs
from farhand.runs.protocol import SessionOpened, Started
from farhand.runs.store import Run
from farhand.tasks import store
from farhand.tasks.task import Claimed, Task
from farhand.wire.run_events import TaskEnded
from farhand.wire.task_events import TaskState
from tests.host.works import Works, ended

SESSION = "6b1f3f0e-4f6b-4b7a-9d0e-0f5b7a1c2d3e"


@pytest.fixture
async def claimed(works: Works) -> tuple[Task, Run]:
    """A task that was claimed, and its recorded run, when the host died."""
    core = works.core
    task = await core.say("Fix the login")
    running = await core.database.write(lambda c: core.moving.move(c, task, Claimed(1)))
    await core.database.write(lambda c: works.running.open(c, running))
    run = await core.database.read(lambda c: runs.latest_of(c, task.id))
    assert run is not None
    return running, run


def _begin(works: Works, run: Run) -> None:
    folder = works.runners.folder(run.run)
    folder.path.mkdir(parents=True)
    folder.events.write_bytes(Started(run=run.run, at=1, n=1, pid=1).to_json() + b"\n")


async def test_a_run_that_was_recorded_and_never_begun_is_begun_once(works: Works, claimed: tuple[Task, Run]) -> None:
    task, run = claimed
    for _ in range(2):  # the second host finds it begun
        async with works.going():
            if not works.runners.folder(run.run).events.exists():
                spec = await works.runners.started.get()
                assert (spec.run, spec.generation) == (run.run, task.generation)
                _begin(works, run)
    assert works.runners.started.empty()


async def test_a_run_whose_runner_is_gone_ends_interrupted_with_the_offer_to_go_on(
    works: Works, claimed: tuple[Task, Run]
) -> None:
    task, run = claimed
    _begin(works, run)
    works.runners.of(run.run).put_nowait(RunnerGone())
    async with works.going():
        await works.wait_for(TaskState.INTERRUPTED)
    assert works.runners.started.empty()
    told = (await works.core.of(TaskEnded))[-1]
    assert (told.task, told.outcome.code, told.outcome.hint is not None) == (task.id, "interrupted", True)


async def test_going_on_resumes_the_agents_session_in_the_same_workspace(
    works: Works, claimed: tuple[Task, Run]
) -> None:
    core, (task, run) = works.core, claimed
    _begin(works, run)
    said = works.runners.of(run.run)
    said.put_nowait(SessionOpened(run=run.run, at=1, n=2, session=SESSION, resumed=False))
    said.put_nowait(RunnerGone())
    async with works.going():
        await works.wait_for(TaskState.INTERRUPTED)
        await core.database.write(lambda c: core.commanding.resume(c, store.get(c, task.id), "local"))
        works.scheduling.wake()
        spec = await works.runners.started.get()
        works.runners.of(spec.run).put_nowait(ended(spec.run))
        await works.wait_for(TaskState.DONE)
    assert spec.run != run.run
    assert (spec.session, spec.workspace, spec.generation) == (SESSION, run.workspace, 2)
