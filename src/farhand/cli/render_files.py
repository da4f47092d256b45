"""Files of a task for people."""

from collections.abc import Sequence

import click

from farhand.cli.render_text import columns, plain
from farhand.figures import size_words
from farhand.host.control_api import FileLine


def listed(files: Sequence[FileLine]) -> str:
    """Return files as a table, each with where it lies, and what to know before it is shared."""
    warnings = [click.style(f"{plain(each.name)}: {each.warning}", fg="yellow") for each in files if each.warning]
    rows = [[plain(each.name), size_words(each.size), each.media, plain(each.path)] for each in files]
    return "\n".join((columns(rows), *warnings)) if files else "no files"
