"""What a limit of the model means for fresh attempts: they wait for it and go on, unless one has passed meanwhile."""

from dataclasses import replace

from farhand.attention.notices import Notices
from farhand.clock import Clock
from farhand.database import Connection
from farhand.host.putting_off import wait_for_limit
from farhand.runs import store as runs
from farhand.runs.protocol import Ended
from farhand.runs.store import Run
from farhand.tasks import attempts_store, quota_store
from farhand.tasks.attempts import Attempt, are_waiting, going_words, not_needed
from farhand.tasks.moving import Moving
from farhand.tasks.quota import GiveUp, Wait, limit_words
from farhand.tasks.task import Parked, Task, Working
from farhand.wire.attempt_events import AttemptState
from farhand.wire.task_events import WaitReason


class AttemptLimits:
    """Each in the caller's transaction. The hold on their agent says until when attempts wait."""

    def __init__(self, moving: Moving, notices: Notices, clock: Clock) -> None:
        self._moving = moving
        self._notices = notices
        self._clock = clock

    def held(self, connection: Connection, agent: str) -> Wait | None:
        """Return what attempts by an agent wait for before they may run."""
        now = self._clock.now_ms()
        until = quota_store.held_until(connection, agent, now)
        return None if until is None else Wait(until, limit_words(until, now))

    def put_off(self, connection: Connection, task: Task, run: Run, attempt: Attempt, ended: Ended) -> Attempt:
        """Return an attempt whose run a limit ended: it waits, unless it is to stop or its task waited too often."""
        if task.stopping:
            return replace(attempt, state=AttemptState.STOPPED, words="stopped")
        wait = self.held(connection, run.agent)  # attempts that meet a limit side by side wait once
        decided = wait or wait_for_limit(connection, task, run.agent, ended, self._clock.now_ms())
        state = AttemptState.STOPPED if isinstance(decided, GiveUp) else AttemptState.WAITING
        return replace(attempt, state=state, words=decided.words)

    def forgo(self, connection: Connection, task: Task, run: Run) -> tuple[Attempt, ...]:
        """Return as stopped those that only a limit holds, once another passed and none runs."""
        if self.held(connection, run.agent) is None:
            return ()
        return not_needed(attempts_store.of_generation(connection, task.id, task.generation))

    def stand(self, connection: Connection, task: Task) -> None:
        """Tell how the attempts at a task stand together: parked while all that is left of them waits for a limit."""
        if task.stopping or task.reason not in {None, WaitReason.QUOTA}:
            return
        attempts = attempts_store.of_generation(connection, task.id, task.generation)
        latest = runs.latest_of(connection, task.id)
        wait = self.held(connection, latest.agent) if latest and are_waiting(attempts) else None
        words = going_words(attempts)
        given = Parked(WaitReason.QUOTA, f"{words}; {wait.words}", wait.until) if wait else Working(words)
        if given.words == task.words:
            return
        self._moving.move(connection, task, given)
        if wait is not None and task.reason is None:
            self._notices.post(connection, "host", f"{task.title}: waits", given.words, task.id)
