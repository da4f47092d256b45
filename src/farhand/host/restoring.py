"""What happens when a host learns that its data is older than what it had told: nothing is run twice."""

from farhand.database import Connection
from farhand.devices import store as devices
from farhand.host.concluding import Concluding
from farhand.log import Log
from farhand.tasks import store
from farhand.tasks.moving import Moving
from farhand.tasks.task import ACTIVE, MustWait
from farhand.thread.thread import LostTail, Thread
from farhand.wire.events import Outcome, TaskState, WaitReason

log = Log.of(__name__)
BACKLOG_WORDS = {
    "backup": "this computer was restored from a backup, and this may have run before; run it now?",
    "copied": "this computer's data was copied from elsewhere, and this may have run there; run it now?",
}


class Restoring:
    """Begins a new incarnation, interrupts what ran, and asks before running what is queued."""

    def __init__(self, thread: Thread, moving: Moving, concluding: Concluding) -> None:
        self._thread = thread
        self._moving = moving
        self._concluding = concluding

    def restore(self, connection: Connection, lost: LostTail) -> str:
        """Restore in the caller's transaction; return the words that any backlog is asked about with."""
        log.warning("host.restored", reason=lost.reason, lost_to=lost.lost_to)
        self._thread.restore(connection, lost, {each.id: each.wrap for each in devices.every(connection)})
        words = BACKLOG_WORDS[lost.reason]
        for task in store.in_states(connection, (TaskState.QUEUED,)):
            self._moving.move(connection, task, MustWait(WaitReason.CONFIRM, words))
        for task in store.in_states(connection, tuple(ACTIVE)):
            outcome = Outcome(
                code="interrupted",
                headline="it was running when this computer's data was saved",
                hint="look at its branch; `go on` takes it up again",
            )
            self._concluding.conclude(connection, task, TaskState.INTERRUPTED, outcome)
        return words
