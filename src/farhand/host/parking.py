"""Puts a task off while a person is asked and its run is over; what is answered meanwhile goes with the next run."""

from collections.abc import Collection

from farhand.attention import store as attention
from farhand.database import Connection
from farhand.host.attempt_waits import AttemptWaits
from farhand.host.effects import Effect, LookAtQueue
from farhand.ids import RunId
from farhand.runs.spec import Answered, Decided
from farhand.sayings.tasks import ANSWERED, put_away
from farhand.tasks.moving import Moving
from farhand.tasks.task import PutOff, Queued, Task, Working
from farhand.wire.task_events import TaskState, WaitReason

ASKED = frozenset({WaitReason.APPROVAL, WaitReason.ANSWER})
Decisions = tuple[tuple[Decided, ...], tuple[Answered, ...]]


class Parking:
    """Parks tasks, and lets them go on; each in the caller's transaction."""

    def __init__(self, moving: Moving, attempts: AttemptWaits) -> None:
        self._moving = moving
        self._attempts = attempts

    def park(self, connection: Connection, task: Task, run: RunId) -> bool:
        """Put a task off whose run is over while somebody is asked; False where nobody is, nor has answered since."""
        approvals = attention.open_approvals(connection, task.id)
        questions = attention.open_questions(connection, task.id)
        decided = attention.untaken_approvals(connection, task.id), attention.untaken_questions(connection, task.id)
        if task.stopping or not (approvals or questions or any(each.run == run for some in decided for each in some)):
            return False
        reason = WaitReason.APPROVAL if approvals or not questions else WaitReason.ANSWER
        asked = [*(each.asked.title for each in approvals), *(each.asked.text for each in questions)]
        words = put_away(asked[0]) if asked else ANSWERED
        parked = self._moving.move(connection, task, PutOff(reason, words))
        if not approvals and not questions:
            self._moving.move(connection, parked, Queued(ANSWERED))
        return True

    def go_on(self, connection: Connection, task: Task, words: str) -> tuple[Effect, ...]:
        """Let a task go on that waits for no answer more: in its run, or, if it was parked, in a new one."""
        if self._attempts.look(connection, task):
            return (LookAtQueue(),)
        if attention.open_approvals(connection, task.id) or attention.open_questions(connection, task.id):
            return ()
        if task.state is TaskState.RUNNING:
            self._moving.move(connection, task, Working(words))
        elif task.state is TaskState.WAITING and task.reason in ASKED and task.generation:
            self._moving.move(connection, task, Queued(ANSWERED))
            return (LookAtQueue(),)
        return ()


def decided_for(connection: Connection, task: Task, runs: Collection[RunId] | None = None) -> Decisions:
    """Return the answers of a person that no run has taken yet: to any run of a task, or to these."""
    return (
        tuple(
            Decided(
                approval=each.id,
                action_hash=each.action_hash,
                exact=each.asked.exact,
                kind=each.asked.kind,
                allow=each.state == "allowed",
                words=each.words,
            )
            for each in attention.untaken_approvals(connection, task.id)
            if runs is None or each.run in runs
        ),
        tuple(
            Answered(question=each.id, text=each.asked.text, answers=each.answers)
            for each in attention.untaken_questions(connection, task.id)
            if runs is None or each.run in runs
        ),
    )
