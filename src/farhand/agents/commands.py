"""What can be told of a shell command by reading it: its plain words, and whether it stays in the workspace. Pure."""

import re
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path

_PLAIN = re.compile(r"[A-Za-z0-9_.,:/@+-]+")
"""A word that a shell takes as it stands: no operator, substitution, redirection, pattern, quote or assignment."""

PREFIXES: tuple[tuple[str, ...], ...] = (
    ("bun", "run"), ("bun", "test"), ("cargo", "build"), ("cargo", "check"), ("cargo", "clippy"), ("cargo", "test"),
    ("go", "build"), ("go", "test"), ("go", "vet"), ("just",), ("make",), ("npm", "run"), ("npm", "test"),
    ("pnpm", "run"), ("pnpm", "test"), ("pytest",), ("python", "-m", "pytest"), ("yarn", "run"), ("yarn", "test"),
)  # fmt: skip
"""Commands whose further words only choose what of the project is built or tested."""

NETWORK = frozenset({
    "aria2c", "curl", "dig", "ftp", "gh", "glab", "http", "https", "nc", "ncat", "netcat", "nslookup", "ping", "rsync",
    "scp", "sftp", "socat", "ssh", "telnet", "wget",
})  # fmt: skip
_NETWORK_VERBS = {
    "git": frozenset({"clone", "fetch", "ls-remote", "pull", "push", "remote", "send-email", "submodule"}),
    "npm": frozenset({"login", "publish"}),
}

_HOME = re.compile(r"\$\{?(HOME|OLDPWD|XDG_|TMPDIR)")
_WORDS = re.compile(r"[\s;&|<>()'\"`=,:{}]+")


def prefix_of(command: str) -> tuple[str, ...] | None:
    """Return the words that a rule for commands like this one begins with; None where none is safely derived.

    What follows them must be plain words that are no options and lead nowhere else: an option or an assignment could
    make any of these run another program.
    """
    words = command.split(" ")
    if not all(_PLAIN.fullmatch(word) for word in words):
        return None
    for prefix in PREFIXES:
        if tuple(words[: len(prefix)]) == prefix and all(_is_local(word) for word in words[len(prefix) :]):
            return prefix
    return None


def _is_local(word: str) -> bool:
    first, *others = word.split("/")
    return not first.startswith(("-", "+", "@")) and first not in {"", ".."} and ":" not in first and ".." not in others


def stays_inside(
    command: str, folders: Sequence[Path], guarded: frozenset[str], resolve: Callable[[Path], Path]
) -> bool:
    """Return whether a command names nothing outside the first of these folders but what the others hold.

    It is read as words, not run: a program that it starts may do whatever its user may.
    """
    if _HOME.search(command) or not command.replace("\n", " ").replace("\t", " ").isprintable():
        return False
    try:
        words = [*shlex.split(command, comments=False), *_WORDS.split(command)]
    except ValueError:  # quotes that do not close: nobody can tell
        return False
    return all(_word_stays(word, folders, guarded, resolve) for word in words if word) and not _calls_out(command)


def _word_stays(word: str, folders: Sequence[Path], guarded: frozenset[str], resolve: Callable[[Path], Path]) -> bool:
    if word == "/dev/null":
        return True
    real = resolve(folders[0] / word)
    names = {part.lower().rstrip(". ") for part in (*Path(word).parts, *real.relative_to(real.anchor).parts)}
    is_there = any(real.is_relative_to(folder) for folder in folders)
    return is_there and not word.startswith("~") and "://" not in word and not names & guarded


def _calls_out(command: str) -> bool:
    words = [Path(word).name for word in _WORDS.split(command) if word]
    if NETWORK & set(words):
        return True
    return any(verbs & set(words) for program, verbs in _NETWORK_VERBS.items() if program in words)
