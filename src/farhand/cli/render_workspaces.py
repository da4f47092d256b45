"""Workspaces for people: what there is, why it is kept, what went."""

from datetime import datetime
from pathlib import Path

from farhand.cli.render_text import columns, count, plain
from farhand.figures import size_words
from farhand.host.control_api import WorkspaceLine, Workspaces


def listed(result: Workspaces) -> str:
    """Return the workspaces as a table."""
    if not result.workspaces:
        return "no workspaces"
    taken = f"{size_words(result.size_bytes)} of the {size_words(result.budget_bytes)} that workspaces may take"
    return f"{columns([_row(each) for each in result.workspaces])}\n{taken}"


def cleaned(result: Workspaces) -> str:
    """Tell what was removed, and what stays."""
    gone = [each for each in result.workspaces if each.state == "removed"]
    stays = [each for each in result.workspaces if each.state != "removed"]
    freed = size_words(sum(each.size_bytes for each in gone))
    told = f"removed {count(len(gone), 'workspace')}, {freed}; their branches are kept" if gone else "nothing to remove"
    return "\n".join([told, columns([_row(each) for each in stays])] if stays else [told])


def _row(line: WorkspaceLine) -> list[str]:
    when = "goes now" if line.state == "goes" else f"goes {_moment(line.goes_at)}" if line.goes_at else "kept"
    task = f"#{line.task}" if line.task else "-"
    return [task, size_words(line.size_bytes), when, plain(line.words), plain(Path(line.path).name)]


def _moment(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000).astimezone():%Y-%m-%d %H:%M}"
