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
