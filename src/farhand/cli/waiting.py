"""Following a task until it ended or needs a person, and the exit code that says which."""

from farhand.cli import render, render_task
from farhand.cli.call import Call
from farhand.cli.exits import DONE, FAILED, NEEDS_PERSON
from farhand.host.control_api import TaskSummary
from farhand.wire.task_events import TaskState


def wait_outcome(call: Call, ref: str) -> int:
    """Tell each move of a task on stderr, print it whole at the end, and return the exit code."""
    control = call.control()
    for each in control.wait_task(ref):
        call.note(render.progress(each))
    detail = control.task(ref)
    call.show(detail, render_task.detail)
    return to_exit_code(detail)


def to_exit_code(task: TaskSummary) -> int:
    """Return 0 for done, 3 for a task that needs a person, else 1."""
    if task.state is TaskState.DONE:
        return DONE
    return NEEDS_PERSON if task.needs_you else FAILED
