"""The verb about statistics."""

import click

from farhand.cli import render_statistics
from farhand.cli.call import Call, json_option, pass_call
from farhand.cli.moment import MOMENT


@click.command("stats")
@click.option("--since", type=MOMENT, help="Only tasks made since then: `7d`, `12h`, or a date like `2026-01-31`.")
@click.option("--project", help="Only tasks of this project: its name, path or id.")
@json_option
@pass_call
def stats_command(call: Call, since: int | None, project: str | None) -> None:
    """Say how tasks ended, in figures.

    Only what a check proved counts as passed. There is no percentage below five tasks.
    """
    call.show(call.control().statistics(since, project), render_statistics.statistics)
