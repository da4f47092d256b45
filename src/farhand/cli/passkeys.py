"""The verbs about passkeys, for the owner of this computer: no passkey is needed here."""

import click

from farhand.cli import render_passkeys
from farhand.cli.call import Call, json_option, pass_call
from farhand.wire.passkeys import Demand


@click.group("passkeys", invoke_without_command=True)
@json_option
@pass_call
@click.pass_context
def passkeys_command(context: click.Context, call: Call) -> None:
    """List the passkeys, remove one, or say what they are needed for.

    Passkeys are added in the app, under Devices and about.
    """
    if context.invoked_subcommand is None:
        call.show(call.control().passkeys(), render_passkeys.listed)


@passkeys_command.command("remove")
@click.argument("passkey")
@json_option
@pass_call
def remove_command(call: Call, passkey: str) -> None:
    """Remove a passkey, as one that was lost; with the last one, devices need none any more.

    PASSKEY is its id, or the start of it.
    """
    call.show(call.control().remove_passkey(passkey), render_passkeys.listed)


@passkeys_command.command("demand")
@click.argument("demand", type=click.Choice([each.value for each in Demand]))
@json_option
@pass_call
def demand_command(call: Call, demand: str) -> None:
    """Say what devices need a passkey for.

    `none`: nothing. `approvals`: to allow what an agent asks for, and to let agents do more unasked. `dispatch`: for
    whatever has agents work as well. This computer's own terminal needs none.
    """
    call.show(call.control().set_passkey_demand(Demand(demand)), render_passkeys.listed)
