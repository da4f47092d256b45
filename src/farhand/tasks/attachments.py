"""Files that came with messages: which of them are taken, what they are called here, and plain SQL over them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from farhand.database import Connection
from farhand.errors import UsageError
from farhand.ids import MessageId, TaskId
from farhand.tasks.task import ENDED
from farhand.wire.blob import CHUNK_BYTES, KEY_BYTES, MAX_ATTACHMENTS, MAX_FILE_BYTES, SHA256_BYTES, Manifest

MAX_NAME_BYTES = 120  # file systems take 255, and some count UTF-16
NAMELESS = "file"
_UNSAFE = re.compile(r"[^\w.,+@=-]+")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")  # devices, on Windows

MIGRATIONS = (
    """
    CREATE TABLE attachments (
        message TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, manifest TEXT NOT NULL,
        PRIMARY KEY (message, position)
    ) STRICT;
    """,
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message; `name` is what it is called on this computer."""

    message: MessageId
    name: str
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Needed:
    """What tasks that go on, or ended of late, may still want: their chains, and the files by hash and by blob."""

    roots: frozenset[TaskId]
    files: frozenset[str]


def refuse_unfit(attachments: Sequence[Manifest]) -> None:
    """Raise UsageError where attachments of a device are too many, too large, or not what a manifest must be."""
    if len(attachments) > MAX_ATTACHMENTS:
        raise UsageError(f"a message takes at most {MAX_ATTACHMENTS} files", hint="send the others with a follow-up")
    for each in attachments:
        if each.size > MAX_FILE_BYTES:
            raise UsageError(f"`{safe_name(each.name)}` is larger than {MAX_FILE_BYTES >> 20} MB")
        sizes = (len(each.key), len(each.sha256), len(each.chunks))
        if sizes != (KEY_BYTES, SHA256_BYTES, chunks_of(each.size)):
            raise UsageError(f"`{safe_name(each.name)}` is not described as a file must be", hint="attach it again")


def chunks_of(size_bytes: int) -> int:
    """Return in how many chunks a file travels; an empty one is one empty chunk."""
    return max(1, -(-size_bytes // CHUNK_BYTES))


def safe_name(name: str) -> str:
    """Return a file's name without what could lead elsewhere, hide what it is, or need quotes in a shell."""
    last = re.split(r"[/\\]", name)[-1]
    plain = _UNSAFE.sub("-", unicodedata.normalize("NFC", last)).strip("-.") or NAMELESS
    if _RESERVED.match(plain):
        plain = f"{NAMELESS}-{plain}"
    path = PurePosixPath(plain)
    suffix = path.suffix if len(path.suffix.encode()) <= MAX_NAME_BYTES // 4 else ""
    stem, room = plain.removesuffix(suffix).encode(), MAX_NAME_BYTES - len(suffix.encode())
    if len(stem) <= room:
        return plain
    return stem[:room].decode(errors="ignore").rstrip("-.") + suffix


def safe_names(names: Sequence[str]) -> Iterator[str]:
    """Yield safe names of files that lie side by side, each another, also where capitals do not count."""
    taken: set[str] = set()
    for name in names:
        path, number = PurePosixPath(safe_name(name)), 1
        chosen = path.name
        while chosen.casefold() in taken:
            number += 1
            chosen = f"{path.stem}-{number}{path.suffix}"
        taken.add(chosen.casefold())
        yield chosen


def save(connection: Connection, message: MessageId, manifests: Sequence[Manifest]) -> None:
    """Note the files of a message, each under a name of its own."""
    names = safe_names([each.name for each in manifests])
    connection.executemany(
        "INSERT INTO attachments VALUES (?, ?, ?, ?)",
        [
            (message, position, name, each.to_json().decode())
            for position, (name, each) in enumerate(zip(names, manifests, strict=True))
        ],
    )


def in_chain(connection: Connection, root: TaskId, up_to: int) -> tuple[Attachment, ...]:
    """Return the files that came with the messages of a chain, as far as the task numbered `up_to`, oldest first."""
    rows = connection.execute(
        "SELECT attachments.* FROM attachments"
        " JOIN (SELECT message, min(number) AS number FROM tasks WHERE root = ? AND number <= ? GROUP BY message)"
        " USING (message) ORDER BY number, position",
        (root, up_to),
    ).fetchall()
    return tuple(
        Attachment(MessageId(row["message"]), row["name"], Manifest.model_validate_json(row["manifest"]))
        for row in rows
    )


def find(connection: Connection, blob: str) -> Manifest | None:
    """Return what describes an attachment, by its blob."""
    row = connection.execute(
        "SELECT manifest FROM attachments WHERE json_extract(manifest, '$.blob') = ?", (blob,)
    ).fetchone()
    return None if row is None else Manifest.model_validate_json(row["manifest"])


def needed(connection: Connection, since_ms: int) -> Needed:
    """Return what is needed by chains in which a task has not ended, or changed since a moment."""
    marks = ",".join("?" * len(ENDED))
    rows = connection.execute(
        "SELECT DISTINCT chain.root, manifest FROM attachments JOIN tasks USING (message)"  # noqa: S608  # only marks vary
        " JOIN tasks AS chain ON chain.root = tasks.root"
        f" WHERE chain.state NOT IN ({marks}) OR chain.changed_at >= ?",
        (*ENDED, since_ms),
    ).fetchall()
    manifests = [Manifest.model_validate_json(row["manifest"]) for row in rows]
    names = frozenset(name for each in manifests for name in (each.sha256.hex(), each.blob))
    return Needed(frozenset(TaskId(row["root"]) for row in rows), names)
