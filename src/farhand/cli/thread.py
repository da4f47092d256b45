"""The verbs about the thread and its notices."""

import click

from farhand.cli import render, render_devices
from farhand.cli.call import Call, json_option, pass_call


@click.command("thread")
@click.option("--after", type=click.IntRange(min=0), default=0, help="Only records after this number.")
@click.option("--limit", type=click.IntRange(1, 1000), default=200, show_default=True, help="At most this many.")
@click.option("--follow", "is_following", is_flag=True, help="Go on printing records as they come.")
@json_option
@pass_call
def thread_command(call: Call, after: int, limit: int, is_following: bool) -> None:
    """Print the thread, record by record."""
    if is_following:
        call.show_each(call.control().follow_thread(after), render.thread_line)
    else:
        found = call.control().thread(after, limit)
        call.show_all(found, render.thread)
        if len(found) == limit and not call.as_json:
            click.echo(f"There may be more: farhand thread --after {found[-1].seq}", err=True)


@click.command("notices")
@click.option("--read", "is_reading", is_flag=True, help="Mark all of them as read.")
@json_option
@pass_call
def notices_command(call: Call, is_reading: bool) -> None:
    """List what you were told."""
    control = call.control()
    found = control.notices()
    if is_reading:
        control.read_notices()
    call.show_all(found, render_devices.notices)
