"""A ticket in words, and what a message itself says is to be checked or left alone: `Verify: npm test`. Pure."""

import re
from collections.abc import Iterator

from farhand.wire.task_events import Ticket, Verify

_LINE = re.compile(r"^[ \t]*(?:[-*][ \t]+)?(?:verify|checks?)([ \t]+only)?[ \t]*:[ \t]*(\S.*?)[ \t]*$", re.IGNORECASE)
_LEAVE_ALONE = re.compile(r"^[ \t]*(?:[-*][ \t]+)?leave alone[ \t]*:[ \t]*(\S.*)?$", re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)")
_QUOTED = re.compile(r"`([^`\n]+)`")
_BETWEEN_QUOTED = re.compile(r"(?:[\s,;&+]|\band\b|\bthen\b)*", re.IGNORECASE)
_SETTING = re.compile(r"[A-Za-z_]\w*=\S*")
_PATH = re.compile(r"(?:\.{0,2}/|(?:bin|scripts?|tools?|node_modules|vendor|\.?venv)/)[\w.@/-]+")
_FULL_STOP = re.compile(r"(?<=\w)\.$")
_PROGRAM = re.compile(
    r"ant|bash|bats|bazel|behave|biome|black|bun|bundle|cargo|cmake|composer|coverage|ctest|curl|cypress|deno"
    r"|docker|dotnet|eslint|flake8|gcc|git|go|golangci-lint|gradle|grep|hatch|jest|just|lint|make|mix|mocha"
    r"|mvn|mypy|next|ninja|node|nose2|nox|npm|npx|nx|pdm|perl|php|phpunit|pipenv|pnpm|poetry|playwright"
    r"|prettier|pre-commit|pyright|pytest|python|python3|rake|rspec|rubocop|ruby|ruff|rustc|sbt|sh|shellcheck"
    r"|stack|swift|task|terraform|test|tox|tsc|turbo|uv|uvx|vitest|yarn|zig|zsh"
)
_PROSE = re.compile(
    r"a|all|an|and|any|are|every|everything|for|if|in|is|it|its|of|on|or|our|sure|that|the|there|these|this"
    r"|those|through|to|we|whether|with|works|you|your",
    re.IGNORECASE,
)
"""Words that follow the name of a program only where it is used as a verb: `make sure`, `test that`, `go through`."""


def written(text: str, ticket: Ticket | None) -> str:
    """Return a task's text with what its ticket says, as one could have written it below: `Where: …`."""
    if ticket is None:
        return text
    lines = [f"Where: {_indented(ticket.where)}"] if ticket.where.strip() else []
    lines += [f"Verify: {each.strip()}" for each in ticket.verify.splitlines() if each.strip()]
    lines += [f"Leave alone: {_indented(ticket.leave_alone)}"] if ticket.leave_alone.strip() else []
    return "\n".join((f"{text}\n", *lines)) if lines else text


def _indented(words: str) -> str:
    return "\n  ".join(line.strip() for line in words.strip().splitlines())


def verify_of(text: str) -> Verify:
    """Return what the `Verify:` and `Check:` lines of a message say; what stands in a code block says nothing."""
    commands: list[str] = []
    not_checkable: list[str] = []
    is_only = False
    for line in lines_of(text):
        match = _LINE.match(line)
        if match is None:
            continue
        found = _commands_in(match[2])
        commands += found
        is_only |= bool(found and match[1])
        not_checkable += () if found else (match[2],)
    return Verify(commands=tuple(dict.fromkeys(commands)), is_only=is_only, not_checkable=tuple(not_checkable))


def leave_alone_of(text: str) -> tuple[str, ...]:
    """Return what the `Leave alone:` lines of a message say, each with the indented lines that go on with it."""
    said: list[str] = []
    is_going_on = False
    for line in lines_of(text):
        if match := _LEAVE_ALONE.match(line):
            said.append(match[1] or "")
            is_going_on = True
        elif is_going_on and line.startswith((" ", "\t")):
            said[-1] += f"\n{line.strip()}"
        else:
            is_going_on = False
    return tuple(words for each in said if (words := each.strip()))


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of a message that do not stand in a code block."""
    is_code = False
    for line in text.splitlines():
        if _FENCE.match(line):
            is_code = not is_code
        if not is_code:
            yield line


def _commands_in(words: str) -> tuple[str, ...]:
    quoted = tuple(each.strip() for each in _QUOTED.findall(words) if each.strip())
    if quoted and _BETWEEN_QUOTED.fullmatch(_QUOTED.sub("", words).removesuffix(".")):
        return quoted
    plain = _FULL_STOP.sub("", words)
    return (plain,) if is_command(plain) else ()


def is_command(words: str) -> bool:
    """Return whether words are plainly a command line: a program that is known, or a path, and no prose behind it."""
    tokens = words.split()
    while tokens and _SETTING.fullmatch(tokens[0]):
        tokens.pop(0)
    if not tokens or "`" in words:
        return False
    is_program = _PROGRAM.fullmatch(tokens[0]) is not None or _PATH.fullmatch(tokens[0]) is not None
    return is_program and (len(tokens) == 1 or _PROSE.fullmatch(tokens[1]) is None)
