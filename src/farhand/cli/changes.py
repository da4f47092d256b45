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


def _settle(call: Call, task: str, act: ChangeAct, given: str = "") -> None:
    call.show(call.control().settle_change(task, act, given), render_task.change_settled)


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

    The project's own branch stays as it is. The checks run again then, as a run of the same task.
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
@click.option("--words", metavar="WORDS", help="Why, in your own words; by itself, the reason is `other`.")
@json_option
@pass_call
def discard_command(call: Call, task: str, why: str | None, words: str | None) -> None:
    """Drop what a task changed; kept for 7 days.

    `restore` brings it back.
    """
    if why == DiscardReason.OTHER and not words:
        raise click.UsageError("--why other needs --words")
    _settle(call, task, ChangeAct.DISCARD)
    if why is not None or words:
        call.control().explain_discard(task, DiscardReason(why or DiscardReason.OTHER), words or "")


@click.command("restore")
@click.argument("task")
@json_option
@pass_call
def restore_command(call: Call, task: str) -> None:
    """Bring a discarded change back."""
    _settle(call, task, ChangeAct.RESTORE)


@click.command("keep")
@click.argument("task")
@click.argument("branch")
@json_option
@pass_call
def keep_command(call: Call, task: str, branch: str) -> None:
    """Keep what a task changed as a branch of your own.

    The change waits for nobody any more; the branch is yours to do with what you like.
    """
    _settle(call, task, ChangeAct.KEEP, branch)


@click.command("pr")
@click.argument("task")
@json_option
@pass_call
def pr_command(call: Call, task: str) -> None:
    """Open a pull request with what a task changed, by `gh` or `glab`.

    The task's branch is pushed first, never by force. Where one is open already, the push brings it up to date.
    """
    _settle(call, task, ChangeAct.PROPOSE)


@click.command("resolve")
@click.argument("task")
@json_option
@pass_call
def resolve_command(call: Call, task: str) -> None:
    """Hand a change that clashes, or whose checks fail, to its agent.

    It becomes a follow-up in the same worktree and session, with the files that clash and both sides, or with what the
    checks printed.
    """
    _settle(call, task, ChangeAct.HAND_OVER)
