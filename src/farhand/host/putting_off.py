"""What a run that met a limit means for its task: it waits until a stated time, and tells so, or ends after all."""

from farhand.attention.notices import Notices
from farhand.clock import Clock
from farhand.database import Connection
from farhand.ids import RunId
from farhand.runs import store as runs
from farhand.runs.protocol import Ended
from farhand.sayings.notices import task_waits
from farhand.sayings.outcomes import STOPPED
from farhand.tasks import quota_store
from farhand.tasks.moving import Moving
from farhand.tasks.quota import GiveUp, Wait, after_limit
from farhand.tasks.task import PutOff, Task
from farhand.wire.task_events import WaitReason

LIMIT_REACHED = "limit_reached"


class PuttingOff:
    """Puts tasks off, in the caller's transaction."""

    def __init__(self, moving: Moving, notices: Notices, clock: Clock) -> None:
        self._moving = moving
        self._notices = notices
        self._clock = clock

    def settle(self, connection: Connection, task: Task, ended: Ended) -> Ended | None:
        """Put a task off if a limit ended its run; else return the end that it has to be told."""
        if ended.code != LIMIT_REACHED:
            quota_store.forget_waits(connection, task.id)
            return ended
        if task.stopping:
            return ended.model_copy(update={"state": "cancelled", "code": "cancelled", "headline": STOPPED})
        run = runs.get(connection, RunId(ended.run))
        decided = wait_for_limit(connection, task, run.agent if run else None, ended, self._clock.now_ms())
        if isinstance(decided, GiveUp):
            return ended.model_copy(update={"headline": decided.words})
        self._moving.move(connection, task, PutOff(WaitReason.QUOTA, decided.words, decided.until))
        self._notices.post(connection, "host", task_waits(task.title), decided.words, task.id)
        return None


def wait_for_limit(connection: Connection, task: Task, agent: str | None, ended: Ended, now_ms: int) -> Wait | GiveUp:
    """Count a wait of a task whose run met a limit, and hold its agent until then; or give up."""
    decided = after_limit(quota_store.waits_of(connection, task.id), ended.resets_at, now_ms)
    if isinstance(decided, Wait):
        quota_store.note_wait(connection, task.id)
        if agent is not None:
            quota_store.hold(connection, agent, decided.until)
    return decided
