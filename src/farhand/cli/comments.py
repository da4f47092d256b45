"""The verbs about draft comments on the lines of a change."""

import sys

import click

from farhand.cli import render, render_comments
from farhand.cli.call import Call, json_option, pass_call
from farhand.errors import NotFound
from farhand.host.control_api import NewComment
from farhand.wire.comment_events import CommentDrafted


@click.command("comment")
@click.argument("task")
@click.argument("place", metavar="FILE:LINE")
@click.argument("words", nargs=-1, required=True)
@click.option("--old", "is_old", is_flag=True, help="Count the lines as they were before the change.")
@json_option
@pass_call
def comment_command(call: Call, task: str, place: str, words: tuple[str, ...], is_old: bool) -> None:
    """Write a comment on a line of what a task changed.

    It is a draft that every device shows, until `farhand comments TASK --send` sends all of them as one follow-up.
    WORDS may be `-`, which reads them from stdin.
    """
    path, line = _place(place)
    new = NewComment(path=path, line=line, side="old" if is_old else "new", text=_text(words))
    call.show(call.control().comment(task, new), render_comments.drafted)


@click.command("comments")
@click.argument("task")
@click.option("--edit", type=(click.IntRange(1), str), metavar="K WORDS", help="Say comment K in other words.")
@click.option("--remove", type=click.IntRange(1), metavar="K", help="Take comment K back.")
@click.option("--send", "is_sent", is_flag=True, help="Send all of them as one follow-up.")
@json_option
@pass_call
def comments_command(call: Call, task: str, edit: tuple[int, str] | None, remove: int | None, is_sent: bool) -> None:
    """List the comments on what a task changed, edit them, or send them.

    WORDS may be `-`, which reads them from stdin.
    """
    if sum((edit is not None, remove is not None, is_sent)) > 1:
        raise click.UsageError("--edit, --remove and --send are for one at a time")
    control = call.control()
    if is_sent:
        call.show(control.send_comments(task), render.accepted)
        return
    if edit is not None:
        found = _numbered(control.comments(task), edit[0])
        words = NewComment(
            comment=found.comment, path=found.path, line=found.line, side=found.side, text=_text((edit[1],))
        )
        control.comment(task, words)
    if remove is not None:
        control.remove_comment(_numbered(control.comments(task), remove).comment)
    call.show_all(control.comments(task), render_comments.drafts)


def _place(place: str) -> tuple[str, int]:
    path, _, line = place.rpartition(":")
    if not path or not line.isdecimal():
        raise click.UsageError(f"`{place}` is no line of a file: give FILE:LINE, such as app.py:12")
    return path, int(line)


def _text(words: tuple[str, ...]) -> str:
    return sys.stdin.read() if words == ("-",) else " ".join(words)


def _numbered(drafts: tuple[CommentDrafted, ...], number: int) -> CommentDrafted:
    if number > len(drafts):
        raise NotFound(f"there is no comment {number}", hint="`farhand comments TASK` lists them with their numbers")
    return drafts[number - 1]
