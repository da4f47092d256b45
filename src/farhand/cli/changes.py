"""The verbs about what a task changed."""

import click

from farhand.changes.applying import BaseMoved, Clash
from farhand.changes.state import IllegalAct
from farhand.cli import render_task
from farhand.cli.call import Call, json_option, pass_call
from farhand.wire.change_events import DiscardReason
from farhand.wire.commands import ChangeAct

ERRORS = (BaseMoved, Clash, IllegalAct)
"""What the host may raise here, named so that this process knows their codes."""


def _settle(call: Call, task: str, act: ChangeAct) -> None:
    call.show(call.control().settle_change(task, act), render_task.change_settled)


@click.command("apply")
@click.argument("task")
@json_option
@pass_call
def apply_command(call: Call, task: str) -> None:
    """Bring what a task changed into the project, as one commit.

    It goes onto the branch that is checked out, and says what was checked. When something stands in its way, nothing
    is changed.
    """
    _settle(call, task, ChangeAct.APPLY)


@click.command("rebase")
@click.argument("task")
@json_option
@pass_call
def rebase_command(call: Call, task: str) -> None:
    """Put what a task changed on top of the project's newest commit.

    The project's own branch stays as it is.
    """
    _settle(call, task, ChangeAct.REBASE)


@click.command("revert")
@click.argument("task")
@json_option
@pass_call
def revert_command(call: Call, task: str) -> None:
    """Take an applied change back, by a commit of its own."""
    _settle(call, task, ChangeAct.REVERT)


@click.command("discard")
@click.argument("task")
@click.option("--why", type=click.Choice([each.value for each in DiscardReason]), help="Why, for `farhand stats`.")
@json_option
@pass_call
def discard_command(call: Call, task: str, why: str | None) -> None:
    """Drop what a task changed; kept for 7 days.

    `restore` brings it back.
    """
    _settle(call, task, ChangeAct.DISCARD)
    if why is not None:
        call.control().explain_discard(task, DiscardReason(why))


@click.command("restore")
@click.argument("task")
@json_option
@pass_call
def restore_command(call: Call, task: str) -> None:
    """Bring a discarded change back."""
    _settle(call, task, ChangeAct.RESTORE)
