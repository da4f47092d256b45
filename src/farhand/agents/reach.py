"""What an action can touch, read off its request; what nobody can tell from that stays unknown. Pure."""

from pathlib import Path

from farhand.agents import rules
from farhand.wire.permissions import Reach


def of_edit(own: Path, path: Path | None) -> Reach:
    """Return the reach of an edit: the one file, and no network."""
    named = None if path is None else (str(path),)
    return Reach(folder=str(own), reads=named, writes=named, network=())


def of_reading(own: Path, path: Path | None) -> Reach:
    """Return the reach of reading a file, or what lies in a folder."""
    return Reach(folder=str(own), reads=None if path is None else (str(path),), writes=(), network=())


def of_command(own: Path, *, is_inside: bool) -> Reach:
    """Return the reach of a shell command: whatever it starts may do what its user may."""
    return Reach(folder=str(own), names_outside=not is_inside)


def of_page(own: Path, url: str) -> Reach:
    """Return the reach of opening a page: its host, where the address leaves no doubt which one that is."""
    hosts = tuple(rule.value for rule in rules.for_url(url))
    return Reach(folder=str(own), reads=(), writes=(), network=hosts or None)
