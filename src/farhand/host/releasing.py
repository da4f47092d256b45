"""What waits for a task that has ended: it starts, is not needed, is not done, or a person is asked."""

from typing import assert_never

from farhand.attention.notices import Notices
from farhand.clock import Clock
from farhand.database import Connection
from farhand.errors import FarhandError
from farhand.host.change_asks import ask, seen
from farhand.host.concluding import Concluding
from farhand.host.intake import NOT_DONE as NOT_DONE_WORDS
from farhand.host.intake import Intake
from farhand.ids import ProjectId
from farhand.sayings import notices, outcomes
from farhand.sayings.tasks import step_interrupted
from farhand.tasks import steps, store
from farhand.tasks.moving import Moving
from farhand.tasks.plan import Gate, gate, is_taken_back, name
from farhand.tasks.task import MustWait, ProjectChosen, Task
from farhand.thread.thread import Thread
from farhand.wire.commands import ChangeAct
from farhand.wire.run_events import NOT_DONE, NOT_NEEDED, Outcome
from farhand.wire.task_events import TaskState, TaskStep, WaitReason


class Releasing:
    """Opens or closes the gate behind each task that ends, in the transaction in which it ends."""

    def __init__(
        self, thread: Thread, moving: Moving, concluding: Concluding, intake: Intake, notices: Notices, clock: Clock
    ) -> None:
        self._thread = thread
        self._moving = moving
        self._concluding = concluding
        self._intake = intake
        self._notices = notices
        self._clock = clock

    def release(self, connection: Connection, ended: Task, outcome: Outcome) -> None:
        """Go on with what waited for a task that has ended."""
        step = steps.find(connection, ended.id)
        for task in store.dependents(connection, ended.id):
            following = steps.find(connection, task.id)
            if step is not None and following is not None and task.message == ended.message:
                self._pass(connection, ended, outcome, step, task, following)
            elif ended.state is TaskState.DONE or outcome.code == NOT_NEEDED:
                self._intake.admit(connection, task)
            else:
                self._intake.ask_anyway(connection, task, ended)
        if step is not None and is_taken_back(step, ended.state, outcome.code):
            self._take_back(connection, ended, step)

    def _pass(
        self, connection: Connection, ended: Task, outcome: Outcome, step: TaskStep, task: Task, following: TaskStep
    ) -> None:
        match gate(step, ended.state, outcome.code, following):
            case Gate.START:
                chosen = task if task.project else self._in_project(connection, task, ended.project)
                self._intake.admit(connection, chosen)
            case Gate.SKIP:
                self._cancel(connection, task, NOT_NEEDED, outcomes.step_not_needed(step.position, step.of))
            case Gate.DROP:
                words = outcomes.step_not_done(name(step), NOT_DONE_WORDS[ended.state])
                self._cancel(connection, task, NOT_DONE, ended.words if outcome.code == NOT_DONE else words)
            case Gate.ASK:
                self._intake.ask_anyway(connection, task, ended)
            case Gate.HOLD:
                words = step_interrupted(step.position, step.of)
                self._moving.move(connection, task, MustWait(WaitReason.DEPENDENCY, words))
            case _ as never:
                assert_never(never)

    def _in_project(self, connection: Connection, task: Task, project: ProjectId | None) -> Task:
        return self._moving.move(connection, task, ProjectChosen(project)) if project else task

    def _cancel(self, connection: Connection, task: Task, code: str, headline: str) -> None:
        self._concluding.conclude(connection, task, TaskState.CANCELLED, Outcome(code=code, headline=headline))

    def _take_back(self, connection: Connection, ended: Task, step: TaskStep) -> None:
        """Have the work of a message's steps discarded; it can be brought back like any other."""
        chain = store.in_chain(connection, ended.root)
        changed = [each for each in chain if seen(connection, self._thread, each).change is not None]
        if not changed:
            return
        why: str = notices.EARLIER_WORK
        if chain[0].message == ended.message:
            try:
                ask(connection, self._thread, changed[-1], ChangeAct.DISCARD, "host", self._clock.now_ms())
            except FarhandError as error:
                why = error.message
            else:
                return
        words = notices.step_failed_kept(step.position, step.of, why)
        self._notices.post(connection, "outcome", notices.task_not_taken_back(ended.title), words, ended.id)
