"""The verbs about a run that is stuck."""

import click

from farhand.cli import render
from farhand.cli.call import Call, json_option, pass_call
from farhand.wire.commands import StuckAct


@click.command("nudge")
@click.argument("task")
@click.argument("words", nargs=-1)
@json_option
@pass_call
def nudge_command(call: Call, task: str, words: tuple[str, ...]) -> None:
    """Tell the agent of a stuck task to try another way.

    WORDS are what to say to it; without them it is told what was seen.
    """
    control = call.control()
    control.unstick(task, StuckAct.NUDGE, " ".join(words))
    call.show(control.task(task), render.moved)


@click.command("retry")
@click.argument("task")
@json_option
@pass_call
def retry_command(call: Call, task: str) -> None:
    """Stop a stuck run, and begin anew in its workspace.

    What it did so far stays; the agent knows nothing of it.
    """
    control = call.control()
    control.unstick(task, StuckAct.RETRY)
    call.show(control.task(task), render.moved)
