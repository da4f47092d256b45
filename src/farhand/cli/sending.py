"""The verb that sends a message, and how it waits for the outcome."""

import sys
from pathlib import Path
from typing import TextIO

import click

from farhand.cli import render, waiting
from farhand.cli.call import Call, json_option, pass_call
from farhand.cli.exits import DONE
from farhand.host.control_api import NewMessage
from farhand.ids import new_id
from farhand.project_file import MAX_BEST_OF, MAX_LIMIT
from farhand.routing.steps import to_list
from farhand.wire.task_events import Priority, Ticket

LIMIT = click.FloatRange(0, MAX_LIMIT)


@click.command("send")
@click.argument("text", nargs=-1)
@click.option("--batch", type=click.File(), metavar="FILE", help="Send a list of tasks, one an item or a line.")
@click.option("--project", metavar="PROJECT", help="Name, path or id of the project.")
@click.option("--follows", metavar="TASK", help="Go on with this task, in its worktree and session.")
@click.option("--after", multiple=True, metavar="TASK", help="Start once this task is done; may be given again.")
@click.option("--then", multiple=True, metavar="STEP", help="Do this afterwards; may be given again.")
@click.option(
    "--priority", type=click.Choice(["high", "normal", "low"]), default="normal", help="Before or after what is queued."
)
@click.option("--where", metavar="WHERE", help="Where the work is: files, a folder, a page.")
@click.option("--leave-alone", multiple=True, metavar="WHAT", help="Is to stay as it is; may be given again.")
@click.option("--check", "checks", multiple=True, metavar="COMMAND", help="Must pass too; may be given again.")
@click.option("--check-only", "is_only", is_flag=True, help="Run these checks instead of the project's.")
@click.option(
    "--best-of",
    type=click.IntRange(0, MAX_BEST_OF),
    metavar="N",
    help="Make N fresh attempts if its checks still fail after the repairs.",
)
@click.option("--minutes", type=LIMIT, metavar="N", help="Ask before it works longer than this.")
@click.option("--usd", type=LIMIT, metavar="N", help="Ask before it costs more than this.")
@click.option(
    "--attach",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Send this file along, up to 200 MB; may be given again.",
)
@click.option("--wait", "is_waiting", is_flag=True, help="Wait until it ended or needs a person.")
@json_option
@pass_call
def send_command(
    call: Call,
    text: tuple[str, ...],
    batch: TextIO | None,
    project: str | None,
    follows: str | None,
    after: tuple[str, ...],
    then: tuple[str, ...],
    priority: Priority,
    where: str | None,
    leave_alone: tuple[str, ...],
    checks: tuple[str, ...],
    is_only: bool,
    best_of: int | None,
    minutes: float | None,
    usd: float | None,
    attach: tuple[Path, ...],
    is_waiting: bool,
) -> int:
    """Send a message; it becomes a task, or several.

    TEXT may be several words; `-` reads it from stdin. A text that starts with `!` runs as a command in the project.
    Lines such as `Verify: npm test` name checks, too, `Leave alone: auth/` what is to stay as it is, and
    `Budget: 30 minutes, $2` what it may spend.
    """
    message = NewMessage(
        text=_text(text, batch),
        project=project,
        follows=follows,
        after=after,
        then=then,
        priority=priority,
        best_of=best_of,
        minutes=minutes,
        usd=usd,
        checks=checks,
        checks_only=is_only,
        ticket=Ticket(where=where or "", leave_alone="\n".join(leave_alone)) if where or leave_alone else None,
        attach=tuple(str(each.absolute()) for each in attach),
        id=new_id(),
    )
    accepted = call.control().send(message)
    if is_waiting:
        return waiting.wait_outcome(call, accepted.task)
    call.show(accepted, render.accepted)
    return DONE


def _text(words: tuple[str, ...], batch: TextIO | None) -> str:
    if bool(words) == (batch is not None):
        raise click.UsageError("give the text of a message, or --batch with a file of tasks")
    if batch is not None:
        return to_list(batch.read())
    return sys.stdin.read() if words == ("-",) else " ".join(words)
