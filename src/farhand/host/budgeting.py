"""Budgets: what runs spend is kept and told, and a task that has spent all of its own waits for a person's word."""

from farhand.attention import store as attention
from farhand.attention.notices import Notices
from farhand.clock import Clock
from farhand.database import Connection
from farhand.errors import Refused
from farhand.host.concluding import Concluding
from farhand.host.effects import Effect, LookAtQueue, TellNotices
from farhand.ids import QuestionId, TaskId, new_id
from farhand.runs.protocol import Ended, FromRunner, SpentSoFar
from farhand.runs.store import Run
from farhand.sayings import questions
from farhand.sayings.notices import task_go_on
from farhand.sayings.outcomes import FOLLOW_UP_GOES_ON, STOPPED_AT_BUDGET
from farhand.sayings.tasks import ANOTHER_BUDGET, budget_question, budget_used_up
from farhand.tasks import budgets, projects, spending
from farhand.tasks.budget import NO_WISH, Budget, Spent, Wish, day_of
from farhand.tasks.moving import Moving
from farhand.tasks.task import PutOff, Queued, Task
from farhand.thread.thread import Thread
from farhand.wire.attention_events import QuestionAsked, QuestionOption
from farhand.wire.run_events import Outcome
from farhand.wire.spending_events import DaySpent, TaskSpent
from farhand.wire.task_events import TaskState, WaitReason

GO_ON, STOP = "go on", "stop"


class Budgeting:
    """Keeps, tells and asks, each in the caller's transaction; `day` is what may be spent in one."""

    def __init__(
        self, thread: Thread, moving: Moving, concluding: Concluding, notices: Notices, day: Budget, clock: Clock
    ) -> None:
        self._thread = thread
        self._moving = moving
        self._concluding = concluding
        self._notices = notices
        self._day = day
        self._clock = clock

    def begin(self, connection: Connection, task: Task) -> None:
        """Fix what a task may spend, as it begins."""
        if task.kind == "agent":
            said = projects.file_of(connection, task.project).budget
            budgets.begin(connection, task.id, Budget(said.usd, said.minutes))

    def left(self, connection: Connection, task: Task) -> Wish:
        """Return what a run of a task may spend, None where that is not limited."""
        budget = budgets.find(connection, task.id)
        spent = spending.of_task(connection, task.id, self._clock.now_ms())
        return budget.limit.less(spent) if budget else NO_WISH

    def hear(self, connection: Connection, run: Run, event: FromRunner) -> None:
        """Keep what an event says of the time and the money that its run has spent."""
        match event:
            case SpentSoFar(at=at, seconds=seconds, cost_usd=usd, working=working):
                spending.note(connection, run.run, run.task, at, Spent(usd or 0, seconds), working=working)
                self._tell(connection, run.task)
            case Ended():
                worked_s = event.seconds if event.worked_s is None else event.worked_s
                spent, now = Spent(event.cost_usd or 0, worked_s), self._clock.now_ms()
                spending.note(connection, run.run, run.task, now, spent, working=False)
                self._tell_ended(connection, run)
            case _:
                spending.go_on(connection, run.run, event.at)

    def lose(self, connection: Connection, run: Run) -> None:
        """Count a run no further that ended without a word."""
        spending.stop(connection, run.run)
        self._tell_ended(connection, run)

    def today(self, connection: Connection) -> DaySpent:
        """Return what was spent of this day's budget."""
        now = self._clock.now_ms()
        begin, until = day_of(now)
        spent = spending.since(connection, begin, now)
        return DaySpent(
            at=now,
            usd=round(spent.usd, 6),
            seconds=round(spent.seconds, 3),
            until=until,
            of_usd=self._day.usd or None,
            of_minutes=self._day.minutes or None,
        )

    def spent(self, connection: Connection, task: TaskId) -> TaskSpent | None:
        """Return what was spent of a task's budget, None where it has none."""
        budget = budgets.find(connection, task)
        if budget is None:
            return None
        now = self._clock.now_ms()
        spent = spending.of_task(connection, task, now)
        return TaskSpent(
            at=now,
            task=task,
            usd=round(spent.usd, 6),
            seconds=round(spent.seconds, 3),
            working=spending.is_working(connection, task),
            of_usd=budget.limit.usd or None,
            of_minutes=budget.limit.minutes or None,
        )

    def ask(self, connection: Connection, task: Task, outcome: Outcome) -> None:
        """Put a task off that has spent all that it may, and ask whether it may spend another budget's worth.

        `outcome` is what it has come to.
        """
        budget = budgets.find(connection, task.id)
        if budget is None:
            return
        budgets.keep_outcome(connection, task.id, outcome)
        spent = spending.of_task(connection, task.id, self._clock.now_ms())
        used = budget.limit.used_up(spent) or budget.limit.words(spent)
        text, another = budget_question(used), questions.another_worth(budget.worth.limits())
        asked = QuestionAsked(
            at=self._clock.now_ms(),
            question=QuestionId(new_id()),
            task=task.id,
            about="budget",
            text=text,
            options=(
                QuestionOption(label=questions.GO_ON, detail=another, value=GO_ON),
                QuestionOption(label=questions.STOP_HERE, detail=questions.WORK_IS_KEPT, value=STOP),
            ),
        )
        attention.open_question(connection, asked, None)
        self._thread.append(connection, asked)
        words = budget_used_up(used)
        self._moving.move(connection, task, PutOff(WaitReason.CONFIRM, words))
        self._notices.post(connection, "question", task_go_on(task.title), text, task.id, asked=asked.question)

    def answer(self, connection: Connection, task: Task, said: str, origin: str) -> tuple[Effect, ...]:
        """Let a task go on with another budget's worth, or end it with what it has; raises Refused."""
        match said.strip().casefold():
            case "go on":
                budgets.grant(connection, task.id, self._clock.now_ms())
                self._tell(connection, task.id)
                self._moving.move(connection, task, Queued(ANOTHER_BUDGET), origin=origin)
            case "stop" | "stop here":
                kept = budgets.kept_outcome(connection, task.id) or Outcome(
                    code="budget_used", headline=STOPPED_AT_BUDGET
                )
                ended = {"headline": STOPPED_AT_BUDGET, "hint": FOLLOW_UP_GOES_ON, "verified": False}
                outcome = kept.model_copy(update=ended)
                self._concluding.conclude(connection, task, TaskState.CANCELLED, outcome, origin=origin)
            case _:
                raise Refused("that is none of the answers", hint="`go on`, or `stop`")
        return (LookAtQueue(), TellNotices())

    def _tell_ended(self, connection: Connection, run: Run) -> None:
        self._tell(connection, run.task)
        self._thread.append(connection, self.today(connection))

    def _tell(self, connection: Connection, task: TaskId) -> None:
        spent = self.spent(connection, task)
        if spent is not None:
            self._thread.append(connection, spent)
