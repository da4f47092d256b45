"""What happens when a host learns that its data is older than what it had told: nothing is run twice."""

import json

from farhand.clock import Clock
from farhand.database import Connection
from farhand.devices import store as devices
from farhand.host import facts
from farhand.host.concluding import Concluding
from farhand.host.effects import Effect, StopRun, TellNotices
from farhand.log import Log
from farhand.sayings.outcomes import LOOK_AT_BRANCH, RAN_WHEN_SAVED
from farhand.sayings.tasks import COPIED, RESTORED
from farhand.tasks import store
from farhand.tasks.moving import Moving
from farhand.tasks.task import ACTIVE, MustWait
from farhand.thread import store as thread_store
from farhand.thread.thread import LostTail, Thread
from farhand.wire.run_events import Outcome
from farhand.wire.task_events import TaskState, WaitReason

log = Log.of(__name__)
BACKLOG = "backlog"
LOST = "lost "  # and an incarnation of which nothing is here: it was heard of once, and that is enough
BACKLOG_WORDS = {
    "backup": RESTORED,
    "copied": COPIED,
}


class Restoring:
    """Begins a new incarnation, interrupts what ran, and asks before running what is queued."""

    def __init__(self, thread: Thread, moving: Moving, concluding: Concluding, clock: Clock) -> None:
        self._thread = thread
        self._moving = moving
        self._concluding = concluding
        self._clock = clock

    def restore(self, connection: Connection, lost: LostTail, incarnation: str | None = None) -> tuple[Effect, ...]:
        """Restore in the caller's transaction, once for each incarnation that tells of what was lost.

        Whatever was written before this moment is backlog from now on: it is asked about.
        """
        if incarnation is not None and not thread_store.has_incarnation(connection, incarnation):
            if facts.find(connection, LOST + incarnation) is not None:
                return ()
            facts.note(connection, LOST + incarnation, str(lost.lost_to))
        log.warning("host.restored", reason=lost.reason, lost_to=lost.lost_to)
        self._thread.restore(connection, lost, {each.id: each.wrap for each in devices.every(connection)})
        words = BACKLOG_WORDS[lost.reason]
        facts.note(connection, BACKLOG, json.dumps({"words": words, "until": self._clock.now_ms()}))
        for task in store.in_states(connection, (TaskState.QUEUED,)):
            self._moving.move(connection, task, MustWait(WaitReason.CONFIRM, words))
        effects: list[Effect] = [TellNotices()]
        for task in store.in_states(connection, tuple(ACTIVE)):
            outcome = Outcome(
                code="interrupted",
                headline=RAN_WHEN_SAVED,
                hint=LOOK_AT_BRANCH,
            )
            self._concluding.conclude(connection, task, TaskState.INTERRUPTED, outcome)
            effects.append(StopRun(task.id))
        return tuple(effects)


def doubt(connection: Connection, made_ms: int) -> str | None:
    """Return why what was written at that moment, in the host's time, may have run before; None if it cannot have."""
    kept = facts.find(connection, BACKLOG)
    if kept is None:
        return None
    backlog = json.loads(kept)
    return str(backlog["words"]) if made_ms <= int(backlog["until"]) else None
