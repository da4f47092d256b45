"""What people are told when a task ends: its outcome, or, of a message's steps, one for all of them at their end."""

from farhand.database import Connection
from farhand.host.change_asks import seen
from farhand.ids import TaskId
from farhand.outcomes.wording import notice_of
from farhand.sayings.notices import of_step
from farhand.tasks import steps, store
from farhand.tasks.plan import Standing, told_for
from farhand.tasks.task import Task
from farhand.thread.thread import Thread
from farhand.wire.run_events import Outcome
from farhand.wire.task_events import TaskState, TaskStep

Told = tuple[str, str, TaskId]


def notice_for(connection: Connection, thread: Thread, task: Task, outcome: Outcome) -> Told | None:
    """Return title and body of the notice, and the task it is about; None where the steps go on without a person."""
    if steps.find(connection, task.id) is None or task.state is TaskState.INTERRUPTED:
        return (*notice_of(task.title, task.state, outcome), task.id)
    plan = _plan_of(connection, task)
    outcomes = {each.id: outcome if each.id == task.id else seen(connection, thread, each).outcome for each, _ in plan}
    standings = {
        each.id: Standing(step, each.state, told.code if (told := outcomes[each.id]) else "") for each, step in plan
    }
    chosen = told_for(tuple(standings.values()))
    for each, step in plan:
        said = outcomes[each.id]
        if standings[each.id] is chosen and said is not None:
            title, body = notice_of(plan[0][0].title, each.state, said)
            return title, of_step(step.position, step.of, body), each.id
    return None


def _plan_of(connection: Connection, task: Task) -> tuple[tuple[Task, TaskStep], ...]:
    chain = store.in_chain(connection, task.root)
    return tuple(
        (each, step)
        for each in chain
        if each.message == task.message and (step := steps.find(connection, each.id)) is not None
    )
