"""The verb about fresh attempts at a task."""

import click

from farhand.cli import render_task
from farhand.cli.call import Call, json_option, pass_call
from farhand.wire.commands import ChangeAct


@click.command("attempts")
@click.argument("task")
@click.option("--use", "number", type=click.IntRange(0), metavar="K", help="Put this attempt on the task's branch.")
@json_option
@pass_call
def attempts_command(call: Call, task: str, number: int | None) -> None:
    """List the fresh attempts at a task, or take another one."""
    control = call.control()
    if number is None:
        call.show_all(control.task(task).attempts, render_task.attempts)
    else:
        call.show(control.settle_change(task, ChangeAct.USE, str(number)), render_task.change_settled)
