"""The verbs about the queue."""

import click

from farhand.cli import render
from farhand.cli.call import Call, json_option, pass_call


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
