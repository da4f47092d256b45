"""What was decided is done, each thing once, however often it is asked for."""

import asyncio
from dataclasses import dataclass, field

from farhand.host.acting import Acting
from farhand.host.effects import StopRun, TellAnswers, TellNudge, TellPermissions, TellVerdict
from farhand.ids import QuestionId, RunId, TaskId, new_id


@dataclass(slots=True)
class FakeRuns:
    """Keeps what it was told; the first stop fails."""

    told: asyncio.Queue[object] = field(default_factory=asyncio.Queue[object])

    async def stop(self, task: TaskId) -> None:
        """Keep it, and fail."""
        self.told.put_nowait(task)
        raise RuntimeError

    async def tell(self, effect: TellVerdict | TellAnswers | TellPermissions | TellNudge) -> None:
        """Keep it."""
        self.told.put_nowait(effect)


async def test_a_flood_of_the_same_wish_is_one_and_loses_nothing_behind_it() -> None:
    runs, task = FakeRuns(), TaskId(new_id())
    acting = Acting(lambda: None, lambda: None, lambda: None, lambda: None)
    acting.use(runs)
    answer = TellAnswers(RunId(new_id()), QuestionId(new_id()), ("yes",))

    acting.perform([StopRun(task)] * 20_000)
    acting.perform([answer])

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        service = group.create_task(acting.run(lambda: None))
        assert [await runs.told.get(), await runs.told.get()] == [task, answer]
        service.cancel()
    assert runs.told.empty()
