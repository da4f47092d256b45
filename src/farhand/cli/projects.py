"""The verbs about projects."""

from pathlib import Path

import click

from farhand.cli import render
from farhand.cli.call import Call, json_option, pass_call
from farhand.wire.permissions import Preset


@click.group("projects", invoke_without_command=True)
@json_option
@pass_call
@click.pass_context
def projects_command(context: click.Context, call: Call) -> None:
    """List the projects, add one, or say what agents may do in it unasked."""
    if context.invoked_subcommand is None:
        call.show_all(call.control().projects(), render.projects)


@projects_command.command("add")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path))
@json_option
@pass_call
def add_command(call: Call, folder: Path) -> None:
    """Make a folder a project."""
    call.show_all((call.control().add_project(folder),), render.projects)


@projects_command.command("preset")
@click.argument("project")
@click.argument("preset", type=click.Choice([each.value for each in Preset]))
@json_option
@pass_call
def preset_command(call: Call, project: str, preset: str) -> None:
    """Say what agents may do unasked in a project.

    `ask`: every edit and every command is asked about. `edit`: edits in the workspace go ahead. `full`: so do commands
    that name nothing outside it; they are not sandboxed, so what they start can do whatever you can.
    """
    control = call.control()
    control.set_preset(project, Preset(preset))
    call.show_all(control.projects(), render.projects)


@click.command("trust")
@click.argument("project")
@json_option
@pass_call
def trust_command(call: Call, project: str) -> None:
    """Let a project's own hooks and settings load.

    PROJECT is its name, path or id. Hooks are programs: they run as you, unasked.
    """
    control = call.control()
    control.trust(project)
    call.show_all(control.projects(), render.projects)
