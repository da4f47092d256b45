"""The verbs that answer what a task needs from a person."""

import click

from farhand.cli import render
from farhand.cli.call import Call, json_option, pass_call


@click.command("allow")
@click.argument("task")
@json_option
@pass_call
def allow_command(call: Call, task: str) -> None:
    """Allow, once, the action that a task asks for."""
    control = call.control()
    control.answer_approval(task, allow=True)
    call.show(control.task(task), render.moved)


@click.command("deny")
@click.argument("task")
@json_option
@pass_call
def deny_command(call: Call, task: str) -> None:
    """Deny the action that a task asks for."""
    control = call.control()
    control.answer_approval(task, allow=False)
    call.show(control.task(task), render.moved)


@click.command("answer")
@click.argument("task")
@click.argument("answers", nargs=-1, required=True)
@json_option
@pass_call
def answer_command(call: Call, task: str, answers: tuple[str, ...]) -> None:
    """Answer the question of a task.

    ANSWERS are labels of the offered options, or own words where the question takes them.
    """
    control = call.control()
    control.answer_question(task, answers)
    call.show(control.task(task), render.moved)
