"""The change of a branch against its base: which files, how many lines, and the unified diff."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from farhand.changes.contents import read_contents
from farhand.changes.display import to_display
from farhand.changes.pointers import with_pointers
from farhand.changes.sides import with_sides
from farhand.git import Repository
from farhand.wire.change_events import ChangedFile

MAX_DIFF_BYTES = 5 * 1024 * 1024  # more is not read on a phone
_PLAIN = ("-r", "--no-ext-diff", "--no-textconv", "--no-color", "--find-renames", "--no-relative")
_BINARY = b"-"

Status = Literal["added", "modified", "deleted", "renamed"]


@dataclass(frozen=True, slots=True)
class Change:
    """What `head` holds against `base`. `added` and `removed` count lines of text files."""

    base: str
    head: str
    files: tuple[ChangedFile, ...]
    added: int
    removed: int
    diff: bytes


async def find_change(
    repository: Repository, base: str, head: str = "HEAD", *, limit_bytes: int = MAX_DIFF_BYTES
) -> Change:
    """Return the change between two commits; raises GitFailed."""
    tip = (await repository.run("rev-parse", "--verify", "--end-of-options", head + "^{commit}")).text()
    between = (*_PLAIN, base, tip, "--")
    statuses = await repository.run("diff-tree", "--name-status", "-z", *between)
    counts = await repository.run("diff-tree", "--numstat", "-z", *between)
    patch = await repository.ask("diff-tree", "--patch", "--unified=3", *between, limit_bytes=limit_bytes)
    diff = _cut(patch.out, limit_bytes, base, tip) if patch.is_cut else patch.out
    raw = await repository.run("diff-tree", "--raw", "-z", "--no-abbrev", *between)
    contents = tuple(read_contents(raw.out))
    files = await with_sides(repository, contents, read_files(statuses.out, counts.out))
    files = await with_pointers(repository, contents, files)
    return Change(
        base, tip, files, sum(file.added or 0 for file in files), sum(file.removed or 0 for file in files), diff
    )


async def list_paths(repository: Repository, commit: str) -> tuple[str, ...]:
    """Return the paths of all files of a commit; raises GitFailed."""
    listed = await repository.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)
    return tuple(to_display(path) for path in listed.out.split(b"\0") if path)


def read_files(statuses: bytes, counts: bytes) -> tuple[ChangedFile, ...]:
    """Read the files from `--name-status -z` and `--numstat -z` of the same commits."""
    lines = dict(_read_counts(counts))
    return tuple(
        ChangedFile(
            path=to_display(path),
            status=status,
            added=lines.get(path, (None, None))[0],
            removed=lines.get(path, (None, None))[1],
            old_path=None if old is None else to_display(old),
        )
        for status, path, old in _read_statuses(statuses)
    )


def _read_statuses(raw: bytes) -> Iterator[tuple[Status, bytes, bytes | None]]:
    fields = iter(raw.split(b"\0"))
    for letter in fields:
        if letter.startswith((b"R", b"C")):
            old, new = next(fields), next(fields)
            yield ("renamed", new, old) if letter.startswith(b"R") else ("added", new, None)
        elif letter:
            known: dict[bytes, Status] = {b"A": "added", b"D": "deleted"}
            yield known.get(letter[:1], "modified"), next(fields), None


def _read_counts(raw: bytes) -> Iterator[tuple[bytes, tuple[int | None, int | None]]]:
    fields = iter(raw.split(b"\0"))
    for field in fields:
        if field:
            added, removed, path = field.split(b"\t", 2)
            if not path:  # a rename: the old and the new name follow
                next(fields)
                path = next(fields)
            yield path, (_to_count(added), _to_count(removed))


def _to_count(field: bytes) -> int | None:
    return None if field == _BINARY else int(field)


def _cut(diff: bytes, limit_bytes: int, base: str, head: str) -> bytes:
    whole = diff[: diff.rfind(b"\n") + 1]
    size = f"{limit_bytes / (1024 * 1024):.0f} MiB" if limit_bytes >= 1024 * 1024 else f"{limit_bytes} bytes"
    # A line that begins with a backslash is a remark to every reader of diffs.
    words = f"\\ The diff is cut here: it is larger than {size}. `git diff {base} {head}` on the computer shows all.\n"
    return whole + words.encode()
