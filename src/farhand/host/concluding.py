"""How a task ends: state, outcome in the thread, what it still asked for withdrawn, a notice; all at once."""

from collections.abc import Callable

from farhand.attention import store as attention
from farhand.attention.notices import Notices
from farhand.clock import Clock
from farhand.database import Connection
from farhand.host.ends_told import notice_for
from farhand.host.rechecking import to_end
from farhand.host.unsticking import Unsticking
from farhand.ids import RunId
from farhand.tasks.moving import Moving
from farhand.tasks.task import EndState, Task
from farhand.thread.thread import Thread
from farhand.wire.attention_events import ApprovalClosed, QuestionClosed
from farhand.wire.run_events import Outcome, TaskEnded


class Concluding:
    """The one way a task gets its outcome."""

    def __init__(self, thread: Thread, moving: Moving, notices: Notices, clock: Clock) -> None:
        self._thread = thread
        self._moving = moving
        self._notices = notices
        self._clock = clock
        self._unsticking = Unsticking(thread, moving, clock)
        self._release: Callable[[Connection, Task, Outcome], None] | None = None

    def use(self, release: Callable[[Connection, Task, Outcome], None]) -> None:
        """Tell this of every task that ended, in the same transaction: others may wait for it."""
        self._release = release

    def conclude(
        self,
        connection: Connection,
        task: Task,
        state: EndState,
        outcome: Outcome,
        *,
        run: RunId | None = None,
        origin: str = "host",
    ) -> Task:
        """End a task with an outcome, in the caller's transaction."""
        given, told = to_end(connection, task, state, outcome)
        ended = self._moving.move(connection, task, given, origin=origin)
        self.tell(connection, ended, told, run=run, origin=origin)
        return ended

    def tell(
        self, connection: Connection, task: Task, outcome: Outcome, *, run: RunId | None = None, origin: str = "host"
    ) -> None:
        """Tell the outcome of a task that has ended already."""
        self.withdraw(connection, task)
        self._thread.append(
            connection,
            TaskEnded(at=self._clock.now_ms(), origin=origin, task=task.id, run=run, state=task.state, outcome=outcome),
        )
        told = notice_for(connection, self._thread, task, outcome)
        if told is not None:
            title, body, about = told
            self._notices.post(connection, "outcome", title, body, about)
        if self._release is not None:
            self._release(connection, task, outcome)

    def withdraw(self, connection: Connection, task: Task) -> None:
        """Close what a task still asks for: nobody can answer it any more."""
        now = self._clock.now_ms()
        for approval in attention.open_approvals(connection, task.id):
            attention.close_approval(connection, approval.id, "withdrawn")
            closed = ApprovalClosed(at=now, approval=approval.id, task=task.id, verdict="withdrawn")
            self._thread.append(connection, closed)
        self._unsticking.withdraw(connection, task)
        for question in attention.open_questions(connection, task.id):
            attention.withdraw_question(connection, question.id)
            self._thread.append(connection, QuestionClosed(at=now, question=question.id, task=task.id, withdrawn=True))
