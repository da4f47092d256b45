"""Draft comments for people."""

from collections.abc import Sequence

import click

from farhand.cli.render_text import indented, plain
from farhand.wire.comment_events import CommentDrafted


def drafts(listed: Sequence[CommentDrafted]) -> str:
    """Return the comments by number: of each its place, the line it stands on, and the words."""
    if not listed:
        return "there are no comments: `farhand comment TASK FILE:LINE WORDS` writes one"
    return "\n".join(f"{number}  {_draft(each)}" for number, each in enumerate(listed, 1))


def drafted(comment: CommentDrafted) -> str:
    """Tell that a comment is kept."""
    return f"{_draft(comment)}\nkept as a draft; `farhand comments TASK --send` sends all of them"


def _draft(comment: CommentDrafted) -> str:
    when = " before the change" if comment.side == "old" else ""
    gone = click.style("  outdated: the change holds this line no more", fg="yellow") if comment.outdated else ""
    place = click.style(f"{plain(comment.path)}:{comment.line}{when}", bold=True)
    return f"{place}{gone}\n{indented(f'> {plain(comment.quote)}')}\n{indented(plain(comment.text))}"
