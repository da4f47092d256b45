"""The verb about files that a task hands back."""

import shutil
from pathlib import Path

import click

from farhand.cli import render_files
from farhand.cli.call import Call, json_option, pass_call
from farhand.cli.exits import DONE
from farhand.errors import unwritable
from farhand.host.control_api import FileLine
from farhand.tasks.attachments import safe_names


@click.command("files")
@click.argument("task")
@click.option(
    "--save", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Copy them into a folder."
)
@json_option
@pass_call
def files_command(call: Call, task: str, save: Path | None) -> int:
    """List the files that a task hands back, or save them."""
    files = call.control().task(task).files
    if save is not None:
        files = _save(files, save)
    call.show_all(files, render_files.listed)
    return DONE


def _save(files: tuple[FileLine, ...], folder: Path) -> tuple[FileLine, ...]:
    """Copy files into a folder beside what is there; return them as they lie there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        there = [each.name for each in folder.iterdir()]
        names = list(safe_names([*there, *(each.name for each in files)]))[len(there) :]
        return tuple(_copy(each, folder / name) for each, name in zip(files, names, strict=True))
    except OSError as error:
        raise unwritable(folder, error) from error


def _copy(file: FileLine, to: Path) -> FileLine:
    shutil.copyfile(file.path, to)
    return file.model_copy(update={"name": to.name, "path": str(to)})
