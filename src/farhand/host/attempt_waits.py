"""What fresh attempts wait for beside a place: the model's limit, or a person; and how that makes their task stand."""

from dataclasses import replace

from farhand.attention import store as attention
from farhand.attention.notices import Notices
from farhand.clock import Clock
from farhand.database import Connection
from farhand.host.putting_off import wait_for_limit
from farhand.ids import RunId
from farhand.runs import store as runs
from farhand.runs.protocol import Ended
from farhand.runs.store import Run
from farhand.sayings import notices
from farhand.sayings.tasks import ANSWERED, limit_until, put_away
from farhand.tasks import attempts_store, quota_store, store
from farhand.tasks.attempts import OVER, Attempt, are_waiting, going_words, not_needed
from farhand.tasks.moving import Moving
from farhand.tasks.quota import GiveUp, Wait
from farhand.tasks.task import Parked, Task, Working
from farhand.thread.thread import Thread
from farhand.wire.attempt_events import AttemptState
from farhand.wire.task_events import TaskState, WaitReason

_TOLD = frozenset({None, WaitReason.QUOTA, WaitReason.APPROVAL, WaitReason.ANSWER})


class AttemptWaits:
    """Each in the caller's transaction. The hold on their agent says until when attempts wait for a limit."""

    def __init__(self, thread: Thread, moving: Moving, notices: Notices, clock: Clock) -> None:
        self._thread = thread
        self._moving = moving
        self._notices = notices
        self._clock = clock

    def held(self, connection: Connection, agent: str) -> Wait | None:
        """Return what attempts by an agent wait for before they may run."""
        now = self._clock.now_ms()
        until = quota_store.held_until(connection, agent, now)
        return None if until is None else Wait(until, limit_until(until, now))

    def put_off(self, connection: Connection, task: Task, run: Run, attempt: Attempt, ended: Ended) -> Attempt:
        """Return an attempt whose run a limit ended: it waits, unless it is to stop or its task waited too often."""
        if task.stopping:
            return replace(attempt, state=AttemptState.STOPPED, words="stopped")
        wait = self.held(connection, run.agent)  # attempts that meet a limit side by side wait once
        decided = wait or wait_for_limit(connection, task, run.agent, ended, self._clock.now_ms())
        state = AttemptState.STOPPED if isinstance(decided, GiveUp) else AttemptState.WAITING
        return replace(attempt, state=state, words=decided.words)

    def put_away(self, connection: Connection, task: Task, attempt: Attempt) -> Attempt | None:
        """Return an attempt whose run is over as waiting for a person, or to go on; None where it asked nobody."""
        if task.stopping or attempt.run is None:
            return None
        asked = _asked_by(connection, task).get(attempt.run)
        if asked is not None:
            words = put_away(asked)
            return replace(attempt, state=AttemptState.WAITING, is_asking=True, words=words)
        answered = attention.untaken_approvals(connection, task.id), attention.untaken_questions(connection, task.id)
        is_answered = any(each.run == attempt.run for some in answered for each in some)
        return replace(attempt, state=AttemptState.WAITING, is_asking=False, words=ANSWERED) if is_answered else None

    def look(self, connection: Connection, task: Task) -> bool:
        """Note which attempts a person is asked by now; return whether the task goes on by attempts."""
        attempts = attempts_store.of_generation(connection, task.id, task.generation)
        asked = _asked_by(connection, task)
        for attempt in attempts:
            title = asked.get(attempt.run) if attempt.run and attempt.state not in OVER else None
            if (title is not None) is not attempt.is_asking:
                words = f"waits for you: {title}" if title is not None else ANSWERED
                self.keep(connection, replace(attempt, is_asking=title is not None, words=words))
        if attempts:
            self.stand(connection, store.get(connection, task.id))
        return bool(attempts)

    def forgo(self, connection: Connection, task: Task, run: Run) -> tuple[Attempt, ...]:
        """Return as stopped those that are not waited for, once another passed and none runs."""
        attempts = attempts_store.of_generation(connection, task.id, task.generation)
        return not_needed(attempts, is_limited=self.held(connection, run.agent) is not None)

    def keep(self, connection: Connection, attempt: Attempt) -> None:
        """Store an attempt, and tell the thread where it stands."""
        attempts_store.save(connection, attempt)
        self._thread.append(connection, attempt.to_event(self._clock.now_ms()))

    def stand(self, connection: Connection, task: Task) -> None:
        """Tell how a task's attempts stand together: parked while one asks, or all that are left wait for a limit."""
        if task.state is not TaskState.RUNNING or task.stopping or task.reason not in _TOLD:
            return
        attempts = attempts_store.of_generation(connection, task.id, task.generation)
        given = self._asking(connection, task, attempts) or self._limited(connection, task, attempts)
        if given is None:
            given = Working(going_words(attempts))
        reason = given.reason if isinstance(given, Parked) else None
        if (given.words, reason) == (task.words, task.reason):
            return
        self._moving.move(connection, task, given)
        if reason is WaitReason.QUOTA and task.reason is not WaitReason.QUOTA:
            self._notices.post(connection, "host", notices.task_waits(task.title), given.words, task.id)

    def _asking(self, connection: Connection, task: Task, attempts: tuple[Attempt, ...]) -> Parked | None:
        held = {each.run for each in attempts if each.is_asking and each.state is AttemptState.RUNNING}
        asking = [each for each in attempts if each.is_asking]
        if not asking:
            return None
        approvals, questions = (
            attention.open_approvals(connection, task.id),
            attention.open_questions(connection, task.id),
        )
        deadlines = [
            each.asked.deadline for each in (*approvals, *questions) if each.run in held and each.asked.deadline
        ]
        reason = WaitReason.APPROVAL if approvals or not questions else WaitReason.ANSWER
        words = f"{going_words(attempts)}; attempt {asking[0].number} {asking[0].words}"
        return Parked(reason, words, min(deadlines, default=None))

    def _limited(self, connection: Connection, task: Task, attempts: tuple[Attempt, ...]) -> Parked | None:
        latest = runs.latest_of(connection, task.id)
        wait = self.held(connection, latest.agent) if latest and are_waiting(attempts) else None
        return wait and Parked(WaitReason.QUOTA, f"{going_words(attempts)}; {wait.words}", wait.until)


def _asked_by(connection: Connection, task: Task) -> dict[RunId, str]:
    """Return what the runs of a task ask a person, the first of each."""
    questions = [(each.run, each.asked.text) for each in attention.open_questions(connection, task.id) if each.run]
    approvals = [(each.run, each.asked.title) for each in attention.open_approvals(connection, task.id)]
    return dict(reversed([*approvals, *questions]))
