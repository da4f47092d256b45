"""The verbs that answer what a task needs from a person."""

import click

from farhand.cli import render
from farhand.cli.call import Call, json_option, pass_call
from farhand.cli.offers import chosen_rule
from farhand.host.control_api import ApprovalAnswer
from farhand.wire.permissions import Scope


@click.command("allow")
@click.argument("task")
@click.option("--for-task", "scope", flag_value="task", help="Allow it for the rest of this task, too.")
@click.option("--always", "scope", flag_value="project", help="Allow it in every task of the project from now on.")
@click.option("--rule", type=click.IntRange(1), default=1, help="Which of the rules that `farhand show` lists.")
@json_option
@pass_call
def allow_command(call: Call, task: str, scope: Scope | None, rule: int) -> None:
    """Allow what a task asks for: once, or by the rule that `farhand show` lists with it."""
    control = call.control()
    asked = control.asked_approval(task)
    granted = chosen_rule(asked, rule) if scope else None
    control.answer_approval(asked.approval, ApprovalAnswer(verdict="allow", scope=scope or "once", rule=granted))
    call.show(control.task(task), render.moved)


@click.command("deny")
@click.argument("task")
@click.argument("words", nargs=-1)
@json_option
@pass_call
def deny_command(call: Call, task: str, words: tuple[str, ...]) -> None:
    """Deny what a task asks for; WORDS reach the agent, such as what to do instead."""
    control = call.control()
    asked = control.asked_approval(task)
    control.answer_approval(asked.approval, ApprovalAnswer(verdict="deny", words=" ".join(words)))
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
