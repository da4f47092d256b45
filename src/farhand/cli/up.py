"""The verb that runs the host."""

import gc
from pathlib import Path

import click

from farhand.cli.call import Call, pass_call


@click.command("up")
@click.option(
    "--project",
    "projects",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder that tasks may run against; repeat it for more. Without it, the git repository here is offered.",
)
@click.option("--name", help="What phones call this computer.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port of app and relay; phones paired before keep theirs.")
@click.option("--origin", metavar="URL", help="Https address at which phones reach this computer: a tunnel, a tailnet.")
@click.option("--relay", metavar="URL", help="A relay elsewhere, instead of the one inside.")
@click.option("--parallel", type=click.IntRange(min=1), metavar="N", help="How many tasks run at once.")
@click.option("--no-lan", is_flag=True, help="Listen on loopback only.")
@pass_call
def up_command(
    call: Call,
    projects: tuple[Path, ...],
    name: str | None,
    port: int | None,
    origin: str | None,
    relay: str | None,
    parallel: int | None,
    no_lan: bool,
) -> None:
    """Run Farhand on this computer.

    Shows a QR while nothing is paired, then stays up until Ctrl-C or SIGTERM.
    """
    gc.disable()  # what imports make stays: looking through it while it grows costs a sixth of the start
    from farhand.cli.screen import run_up  # noqa: PLC0415  # help must not wait for the host

    gc.freeze()
    gc.enable()
    given = {
        "name": name,
        "port": str(port) if port else None,
        "origin": origin,
        "relay": relay,
        "parallel": str(parallel) if parallel else None,
        "lan": "no" if no_lan else None,
    }
    settings = call.settings().with_texts({key: text for key, text in given.items() if text is not None})
    run_up(settings, projects)
