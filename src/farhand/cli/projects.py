"""The verbs about projects."""

from pathlib import Path

import click

from farhand.cli import render
from farhand.cli.call import Call, json_option, pass_call


@click.command("projects")
@click.option(
    "--add", type=click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path), help="Add this folder."
)
@json_option
@pass_call
def projects_command(call: Call, add: Path | None) -> None:
    """List the projects, or add one."""
    control = call.control()
    if add is not None:
        control.add_project(add)
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
