"""What an action can touch, for people: one line, with `unknown` where nobody can tell."""

from farhand.cli.render_text import plain
from farhand.wire.permissions import Reach


def touched(reach: Reach) -> str:
    """Return it as a line."""
    parts = [f"in {plain(reach.folder)}"] if reach.folder else []
    if reach.names_outside is None:
        parts += [f"reads {_named(reach.reads, 'nothing')}", f"writes {_named(reach.writes, 'nothing')}"]
    else:
        where = "something" if reach.names_outside else "nothing"
        parts.append(f"files unknown (it names {where} outside)")
    parts.append(f"network {_named(reach.network, 'none')}")
    return f"can touch: {'; '.join(parts)}"


def _named(names: tuple[str, ...] | None, none: str) -> str:
    return "unknown" if names is None else ", ".join(map(plain, names)) or none
