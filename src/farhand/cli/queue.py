"""The verbs about the queue."""

import click

from farhand.cli import render
from farhand.cli.call import Call, json_option, pass_call
from farhand.host.control_api import EditAs, MoveTo
from farhand.wire.task_events import Priority, Spot


@click.command("pause")
@json_option
@pass_call
def pause_command(call: Call) -> None:
    """Start nothing new; what runs goes on.

    `farhand unpause`, or a tap on a phone, starts queued tasks again.
    """
    control = call.control()
    control.pause(paused=True)
    call.show(control.status(), render.queue)


@click.command("unpause")
@json_option
@pass_call
def unpause_command(call: Call) -> None:
    """Start queued tasks again."""
    control = call.control()
    control.pause(paused=False)
    call.show(control.status(), render.queue)


@click.command("edit")
@click.argument("task")
@click.option("--text", metavar="TEXT", help="What is to be done.")
@click.option("--priority", type=click.Choice(["high", "normal", "low"]), help="Before or after what is queued.")
@click.option("--project", metavar="PROJECT", help="Name, path or id of the project.")
@click.option("--after", multiple=True, metavar="TASK", help="Start once this task is done; may be given again.")
@click.option("--after-nothing", is_flag=True, help="Wait for no other task.")
@json_option
@pass_call
def edit_command(
    call: Call,
    task: str,
    text: str | None,
    priority: Priority | None,
    project: str | None,
    after: tuple[str, ...],
    after_nothing: bool,
) -> None:
    """Change a task that has not begun."""
    before = after if after or after_nothing else None
    control = call.control()
    control.edit(task, EditAs(text=text, priority=priority, project=project, after=before))
    call.show(control.task(task), render.moved)


@click.command("move")
@click.argument("task")
@click.argument("spot", type=click.Choice(["top", "bottom", "before", "after"]))
@click.argument("other", required=False)
@json_option
@pass_call
def move_command(call: Call, task: str, spot: Spot, other: str | None) -> None:
    """Put a queued task elsewhere among those of its project.

    `farhand move 5 top`, or `farhand move 5 before 3`. It takes the priority of the one it is put beside.
    """
    control = call.control()
    control.move(task, MoveTo(spot=spot, other=other))
    call.show(control.task(task), render.moved)
