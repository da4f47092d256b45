"""The verbs about workspaces."""

import click

from farhand.cli import render_workspaces
from farhand.cli.call import Call, json_option, pass_call


@click.group("workspaces", invoke_without_command=True)
@json_option
@pass_call
@click.pass_context
def workspaces_command(context: click.Context, call: Call) -> None:
    """List the folders that tasks work in, or free their disk.

    Says how much disk each takes, and why it is kept or when it goes.
    """
    if context.invoked_subcommand is None:
        call.show(call.control().workspaces(), render_workspaces.listed)


@workspaces_command.command("clean")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@json_option
@pass_call
def clean_command(call: Call, dry_run: bool) -> None:
    """Remove now what may go.

    That is what is settled, and, over the disk budget, what was used longest ago. Branches are kept: a follow-up
    makes the folder again. What no branch holds is never removed.
    """
    render = render_workspaces.listed if dry_run else render_workspaces.cleaned
    call.show(call.control().clean_workspaces(dry_run=dry_run), render)
