"""Rules: what a person allows beyond once. Pure.

A rule is never matched as a pattern. Every action gives the rules that would cover it, spelled in one way; it may go
ahead where one of these was granted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from farhand.agents.commands import prefix_of
from farhand.wire.permissions import Permissions, Preset, Rule, RuleOffer

EDITS = Rule(kind="edits")
COMMANDS = Rule(kind="commands")
IMPLIED: Mapping[Preset, tuple[Rule, ...]] = {
    Preset.ASK: (),
    Preset.EDIT: (EDITS,),
    Preset.FULL: (EDITS, COMMANDS),
}
"""A preset is a set of rules that hold from the start."""

PRESET_WORDS: Mapping[Preset, str] = {
    Preset.ASK: "every edit and every command is asked about",
    Preset.EDIT: "edits in the workspace go ahead, commands are asked about",
    Preset.FULL: (
        "edits and commands in the workspace go ahead. What names something outside it, git's, the agent's and"
        " Farhand's own files and the network are still asked about. Commands are not sandboxed: a program that one"
        " starts can do whatever you can"
    ),
}

_WORDS = {
    "command": "Bash: {}",
    "prefix": "Bash: {} *",
    "read": "Read: {}/**",
    "write": "Edit: {}",
    "host": "WebFetch: {}",
    "tool": "{}: whatever it is given",
    "edits": "Edit: files in the workspace",
    "commands": "Bash: commands that name nothing outside the workspace",
}
_PORTS = {"http": 80, "https": 443}


def allows(permissions: Permissions, covering: Iterable[Rule]) -> bool:
    """Return whether an action may go ahead unasked, by the rules that would cover it."""
    held = (*IMPLIED[permissions.preset], *permissions.rules)
    return any(rule in held for rule in covering)


def offers(covering: Sequence[Rule]) -> tuple[RuleOffer, ...]:
    """Return what a person may grant: the narrowest rule of each kind, but what only a preset grants."""
    first = {rule.kind: rule for rule in reversed(covering) if rule != COMMANDS}
    return tuple(RuleOffer(rule=rule, words=words_of(rule)) for rule in covering if first.get(rule.kind) == rule)


def words_of(rule: Rule) -> str:
    """Return what a rule covers, exactly."""
    return _WORDS[rule.kind].format(rule.value)


def for_command(command: str, *, is_inside: bool) -> Iterator[Rule]:
    """Yield the rules that cover a command; `is_inside` says that it names nothing outside the workspace."""
    if command.strip():
        yield Rule(kind="command", value=command)
    if prefix := prefix_of(command):
        yield Rule(kind="prefix", value=" ".join(prefix))
    if is_inside:
        yield COMMANDS


def for_reading(path: Path, home: Path) -> Iterator[Rule]:
    """Yield the rules that cover reading a resolved path: its folder and those above.

    Neither the root nor a home is a folder to grant, nor one whose name is hidden: keys and settings lie in those.
    """
    for folder in path.parents:
        hidden = any(part.startswith(".") for part in folder.parts)
        if not hidden and folder != Path(folder.anchor) and not home.is_relative_to(folder):
            yield Rule(kind="read", value=str(folder))


def for_url(url: str) -> Iterator[Rule]:
    """Yield the rule that covers opening a page: its host, where the address leaves no doubt which one that is."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return
    host = parts.hostname or ""
    plain = host.isascii() and host.replace("-", "").replace(".", "").isalnum()
    is_default = port is None or port == _PORTS.get(parts.scheme)
    doubtful = "\\" in url or not url.isprintable() or " " in url or parts.username is not None
    if parts.scheme in _PORTS and plain and is_default and not doubtful:
        yield Rule(kind="host", value=host.rstrip("."))
