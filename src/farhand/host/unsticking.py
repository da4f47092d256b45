"""A run that is stuck: told with what was seen, and answered by a person, in the caller's transaction."""

from farhand.attention import stuck
from farhand.attention.notices import Notices
from farhand.clock import Clock
from farhand.database import Connection
from farhand.errors import Conflict
from farhand.host.effects import Effect, StopRun, TellNudge
from farhand.ids import RunId, StuckId
from farhand.runs.protocol import StuckOver, StuckSeen
from farhand.sayings import tasks as said
from farhand.sayings.notices import task_stuck
from farhand.tasks import chains, store
from farhand.tasks.moving import Moving
from farhand.tasks.task import Parked, Task, TriedAgain, Working
from farhand.thread.thread import Thread
from farhand.wire.attention_events import RunStuck, RunUnstuck, StuckVerdict
from farhand.wire.commands import StuckAct, UnstickTask
from farhand.wire.task_events import TaskState, WaitReason

WORDS: dict[StuckAct, tuple[StuckVerdict, str]] = {
    StuckAct.NUDGE: ("nudged", said.TRIES_ANOTHER_WAY),
    StuckAct.RETRY: ("retried", said.STOPS_TO_RETRY),
}


class Unsticking:
    """Tells that runs are stuck, and what is done about it."""

    def __init__(self, thread: Thread, moving: Moving, clock: Clock) -> None:
        self._thread = thread
        self._moving = moving
        self._clock = clock

    def tell(self, connection: Connection, task: Task, event: StuckSeen, notices: Notices) -> None:
        """Tell that a run is stuck; it works on meanwhile."""
        now = self._clock.now_ms()
        seen = RunStuck(
            at=now,
            stuck=event.stuck,
            task=task.id,
            run=event.run,
            words=event.words,
            since=event.since,
            deadline=event.deadline,
        )
        if not stuck.add(connection, seen):
            return
        self._thread.append(connection, seen)
        words = said.stuck(event.words, event.deadline, now)
        if task.state is TaskState.RUNNING:
            self._moving.move(connection, task, Parked(WaitReason.STUCK, words, event.deadline))
        notices.post(connection, "question", task_stuck(task.title), words, task.id)

    def end(self, connection: Connection, task: Task, event: StuckOver) -> None:
        """Tell that a run got out of it by itself."""
        if self._close(connection, task, event.stuck, "over", "host"):
            self._go_on(connection, task, said.WORKS_AGAIN)

    def unstick(self, connection: Connection, command: UnstickTask, origin: str) -> tuple[Effect, ...]:
        """Do what a person says; raises Conflict when somebody was first, or it is stuck no more."""
        found = stuck.find(connection, command.stuck)
        if found is None:
            raise Conflict("there is no such run that is stuck")
        task = store.get(connection, found.task)
        verdict, words = WORDS[command.act]
        if not self._close(connection, task, command.stuck, verdict, origin, command.text):
            raise Conflict(f"task {task.number} is stuck no more: {found.verdict}")
        self._go_on(connection, task, words)
        if command.act is StuckAct.RETRY:
            return (StopRun(task.id),)
        return (TellNudge(found.run, StuckId(command.stuck), command.text),)

    def begin_anew(self, connection: Connection, task: Task, run: str) -> bool:
        """Queue a task whose run was stopped for that, with a fresh session; return whether it was."""
        found = stuck.of_run(connection, RunId(run))
        if task.stopping or not found or found[-1].verdict != "retried":
            return False
        chains.forget_session(connection, task.root)
        self._moving.move(connection, task, TriedAgain(said.BEGINS_ANEW))
        return True

    def withdraw(self, connection: Connection, task: Task) -> None:
        """Nothing can be done about it any more: the task has ended."""
        found = stuck.open_of(connection, task.id)
        if found is not None:
            self._close(connection, task, found.seen.stuck, "over", "host")

    def _close(
        self, connection: Connection, task: Task, stuck_id: str, verdict: StuckVerdict, origin: str, text: str = ""
    ) -> bool:
        if not stuck.close(connection, stuck_id, verdict, text):
            return False
        closed = RunUnstuck(at=self._clock.now_ms(), origin=origin, stuck=stuck_id, task=task.id, verdict=verdict)
        self._thread.append(connection, closed)
        return True

    def _go_on(self, connection: Connection, task: Task, words: str) -> None:
        if task.state is TaskState.RUNNING and task.reason is WaitReason.STUCK:
            self._moving.move(connection, task, Working(words))
