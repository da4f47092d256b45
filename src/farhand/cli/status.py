"""The verb that says how the host stands."""

import click

from farhand.cli import render
from farhand.cli.call import Call, json_option, pass_call


@click.command("status")
@json_option
@pass_call
def status_command(call: Call) -> None:
    """Say how Farhand stands on this computer, and what was spent today."""
    call.show(call.control().status(), render.status)


@click.command("awake")
@click.argument("choice", type=click.Choice(["on", "off"]), required=False)
@json_option
@pass_call
def awake_command(call: Call, choice: str | None) -> None:
    """Say whether this computer is kept awake while there is work; turn it on or off."""
    control = call.control()
    if choice is not None:
        control.keep_awake(on=choice == "on")
    call.show(control.status(), render.status)
