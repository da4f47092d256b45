"""The verb about fresh attempts at a task."""

import click

from farhand.cli import render_task
from farhand.cli.call import Call, json_option, pass_call


@click.command("attempts")
@click.argument("task")
@json_option
@pass_call
def attempts_command(call: Call, task: str) -> None:
    """List the fresh attempts at a task, and what each came to."""
    call.show_all(call.control().task(task).attempts, render_task.attempts)
