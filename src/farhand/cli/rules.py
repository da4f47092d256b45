"""The verbs about rules: what people allowed for always."""

import click

from farhand.cli import render
from farhand.cli.call import Call, json_option, pass_call


@click.group("rules", invoke_without_command=True)
@json_option
@pass_call
@click.pass_context
def rules_command(context: click.Context, call: Call) -> None:
    """List what agents may do unasked, by project; or take a rule back."""
    if context.invoked_subcommand is None:
        call.show_all(call.control().projects(), render.rules)


@rules_command.command("remove")
@click.argument("rule")
@json_option
@pass_call
def remove_command(call: Call, rule: str) -> None:
    """Take a rule back: what it covered is asked about again.

    RULE is its id, or the start of it.
    """
    control = call.control()
    control.take_back_rule(rule)
    call.show_all(control.projects(), render.rules)
