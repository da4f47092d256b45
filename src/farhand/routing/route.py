"""From a message's text to what kind of thing it is and what it refers to. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

COMMAND_MARK = "!"
_CONTINUES = re.compile(
    r"^\s*(also|and|now|then|next|but|instead|same|again|plus|additionally|ok(ay)?,? (now|and|but)|"
    r"do (it|that|the same)|add (it|that|the same)|make (it|that)|undo (it|that))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Known:
    """A project as routing sees it."""

    id: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Route:
    """What a message is. `text` is what the run gets; `continues` says that it builds on what came before."""

    kind: Literal["agent", "command"]
    text: str
    continues: bool


def route(text: str) -> Route:
    """Return the route of a message: `!…` is a command, everything else is for an agent."""
    stripped = text.strip()
    if stripped.startswith(COMMAND_MARK):
        return Route("command", stripped.removeprefix(COMMAND_MARK).strip(), continues=False)
    return Route("agent", stripped, continues=_CONTINUES.match(stripped) is not None)


def project_of(text: str, projects: Sequence[Known]) -> Known | None:
    """Return the one project that a message can mean: the only one there is, or the only one whose name it holds."""
    if len(projects) == 1:
        return projects[0]
    named = [each for each in projects if re.search(rf"(?<!\w){re.escape(each.name)}(?!\w)", text, re.IGNORECASE)]
    return named[0] if len(named) == 1 else None
