"""The verbs about tasks."""

import sys

import click

from farhand.cli import render, render_task, waiting
from farhand.cli.call import Call, json_option, pass_call


@click.command("tasks")
@json_option
@pass_call
def tasks_command(call: Call) -> None:
    """List the tasks."""
    call.show_all(call.control().tasks(), render.tasks)


@click.command("show")
@click.argument("task")
@click.option("--wait", "is_waiting", is_flag=True, help="Wait until it ended or needs a person.")
@json_option
@pass_call
def show_command(call: Call, task: str, is_waiting: bool) -> int | None:
    """Show all that is known of a task."""
    if is_waiting:
        return waiting.wait_outcome(call, task)
    call.show(call.control().task(task), render_task.detail)
    return None


@click.command("diff")
@click.argument("task")
@json_option
@pass_call
def diff_command(call: Call, task: str) -> None:
    """Print what a task changed."""
    if call.as_json:
        change = call.control().task(task).change
        call.print("null" if change is None else change.to_json().decode())
    elif sys.stdout.isatty():
        call.print(render.diff(call.control().diff(task).removesuffix(b"\n")))
    else:
        click.echo(call.control().diff(task), nl=False)  # bytes, so that `git apply` reads what git wrote


@click.command("cancel")
@click.argument("task")
@json_option
@pass_call
def cancel_command(call: Call, task: str) -> None:
    """Stop a task, running or not."""
    control = call.control()
    control.cancel(task)
    call.show(control.task(task), render.moved)


@click.command("resume")
@click.argument("task")
@json_option
@pass_call
def resume_command(call: Call, task: str) -> None:
    """Go on with a task that was interrupted, failed, or waits for a limit."""
    control = call.control()
    control.resume(task)
    call.show(control.task(task), render.moved)


@click.command("confirm")
@click.argument("task")
@click.option("--no", "is_dropped", is_flag=True, help="Do not run it.")
@json_option
@pass_call
def confirm_command(call: Call, task: str, is_dropped: bool) -> None:
    """Say whether an old message should still run."""
    control = call.control()
    control.confirm(task, go=not is_dropped)
    call.show(control.task(task), render.moved)
