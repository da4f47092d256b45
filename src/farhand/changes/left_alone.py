"""What a ticket wants left alone: which paths its words name, and which of them a change touches all the same. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from farhand.wire.change_events import ChangedFile

MAX_TOUCHED = 5  # wishes named; who has more has one thing to look at

_BETWEEN = re.compile(r"[,;]|(?<!\S)(?:and|or|nor|und|oder|&)(?!\S)", re.IGNORECASE)
_EXCEPT = re.compile(
    r"(?<!\S)(?:apart|besides|but|else|except|not|only|others?|outside|rest|unless|without"
    r"|andere[nrs]?|außer|außerhalb|nicht|nur|ohne)(?![^\s:,.])",
    re.IGNORECASE,
)
"""Words that turn a list into its opposite, as in `everything but src/`: such a line is read as prose, whole."""
_BEFORE = re.compile(
    r"(?:[-*]|all|any|anything|everything|every|files?|folders?|director(?:y|ies)|in|inside|below|under|of|the|our|my"
    r"|alles?|dateien?|ordner|das|der|den|dem|die)\s+",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s+(?:files?|folders?|director(?:y|ies)|dateien?|ordner)$", re.IGNORECASE)
_GLOB = re.compile(r"(\*\*/|\*\*|\*|\?)")
_GLOBS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing to be left alone, as it was written; `pattern` finds the paths that it names, and those below them.

    `is_path`: it can be nothing else; a bare name (`the README`) may mean something that is no file.
    """

    words: str
    pattern: re.Pattern[str]
    is_path: bool

    def names(self, path: str) -> bool:
        """Return whether a path is meant."""
        return self.pattern.search(path) is not None


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """What became of a ticket's wishes: in words what was touched all the same, and what names no path at all."""

    touched: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()


NOTHING_SAID = LeftAlone()


def wishes_in(texts: Iterable[str]) -> tuple[Wish, ...]:
    """Return what texts such as `auth/legacy.py, the README` name, each once."""
    return tuple(dict.fromkeys(wish for text in texts for line in text.splitlines() for wish in _wishes(line.strip())))


def look(wishes: Sequence[Wish], files: Sequence[ChangedFile], paths: Iterable[str]) -> LeftAlone:
    """Hold a change against the wishes; `paths` are those of the project before it."""
    changed = tuple(dict.fromkeys(path for file in files for path in (file.path, file.old_path) if path))
    known = (*changed, *paths)
    touched = [(wish, hit) for wish in wishes if (hit := [path for path in changed if wish.names(path)])]
    more = len(touched) - MAX_TOUCHED
    told = tuple(_words(wish, hit) for wish, hit in touched[:MAX_TOUCHED])
    return LeftAlone(
        touched=(*told, f"changes {more} more of what the ticket wanted left alone") if more > 0 else told,
        unchecked=tuple(wish.words for wish in wishes if not any(map(wish.names, known))),
    )


def _wishes(line: str) -> Iterator[Wish]:
    if _EXCEPT.search(line):
        yield Wish(line, _pattern(line), is_path=False)
    else:
        yield from (_wish(words) for part in _BETWEEN.split(line) if (words := part.strip()))


def _wish(words: str) -> Wish:
    bare = words
    while before := _BEFORE.match(bare):
        bare = bare[before.end() :]
    bare = _BEHIND.sub("", bare).rstrip(".:!") or bare
    named = bare.strip("`'\"") or bare
    is_path = " " not in named and (named != bare or any(sign in named for sign in "/*?."))
    return Wish(words, _pattern(named), is_path)


def _pattern(named: str) -> re.Pattern[str]:
    """Return what finds a path, glob or name, at any depth unless it begins at the root; an ending may be left out."""
    is_anchored = named.startswith(("/", "./"))
    bare = named.removeprefix(".").lstrip("/") if is_anchored else named
    body = "".join(_GLOBS.get(each, re.escape(each)) for each in _GLOB.split(bare.rstrip("/")))
    ending = "" if bare.endswith("/") or "." in bare.rpartition("/")[2] else r"(?:\.[^/]+)?"
    start, end = "^" if is_anchored else "(?:^|/)", "/" if bare.endswith("/") else "(?:/|$)"
    return re.compile(f"{start}{body}{ending}{end}", re.IGNORECASE)


def _words(wish: Wish, paths: Sequence[str]) -> str:
    more = len(paths) - 1
    those = f"{paths[0]} and {more} more file{'s' if more > 1 else ''}" if more else paths[0]
    if wish.is_path:
        return f"changes {those}, which the ticket wanted left alone"
    return f'changes {those}, though the ticket wanted "{wish.words}" left alone'
