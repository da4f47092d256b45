"""Notices in SQLite, and what became of telling each on every channel. Their tables are those of `store`."""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Row

from pydantic import TypeAdapter

from farhand.database import Connection
from farhand.ids import DeviceId, NoticeId, TaskId
from farhand.wire.attention_events import NoticeKind, NoticePosted, TellingResult
from farhand.wire.saying import Speaking, Words

BATCH = 50  # told at once; the others follow


class _Texts(Speaking):
    """Title and body of a notice with their facts, as a row keeps them."""

    title: Words
    body: Words


_KIND: TypeAdapter[NoticeKind] = TypeAdapter(NoticeKind)
_RESULT: TypeAdapter[TellingResult | None] = TypeAdapter(TellingResult | None)


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as stored; `asked` is the approval or question that it is about."""

    id: NoticeId
    seq: int
    at: int
    kind: NoticeKind
    task: TaskId | None
    title: str
    body: str
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One way to one reader: a channel, and the device where the channel is a device's."""

    channel: str
    device: DeviceId | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """A notice on one line. It has no `result` yet while it is still to be told; `tries` failed before."""

    notice: Notice
    line: Line
    result: TellingResult | None = None
    words: str = ""
    tries: int = 0


def _to_notice(row: Row) -> Notice:
    task = TaskId(row["task"]) if row["task"] else None
    kind = _KIND.validate_python(row["kind"])
    title, body = row["title"], row["body"]
    if row["said"]:  # older versions kept no facts
        texts = _Texts.model_validate_json(row["said"])
        title, body = texts.title, texts.body
    return Notice(NoticeId(row["id"]), row["seq"], row["at"], kind, task, title, body, row["asked"] or None)


def _to_telling(row: Row) -> Telling:
    line = Line(row["channel"], DeviceId(row["device"]) if row["device"] else None)
    return Telling(_to_notice(row), line, _RESULT.validate_python(row["result"]), row["words"], row["tries"])


def add(connection: Connection, seq: int, posted: NoticePosted, lines: Sequence[Line]) -> None:
    """Store a notice under its record's seq, with a telling to make on each line."""
    texts = _Texts(title=posted.title, body=posted.body).to_json().decode()
    connection.execute(
        "INSERT INTO notices (id, seq, at, kind, task, title, body, asked, said) VALUES (?,?,?,?,?,?,?,?,?)",
        (posted.notice, seq, posted.at, posted.kind, posted.task, posted.title, posted.body, posted.asked, texts),
    )
    connection.executemany(
        "INSERT INTO tellings (notice, channel, device) VALUES (?,?,?)",
        [(posted.notice, line.channel, line.device or "") for line in lines],
    )


_TELLINGS = (
    "SELECT notices.*, channel, device, result, words, tries FROM tellings JOIN notices ON notices.id = tellings.notice"
)


def due(connection: Connection, now_ms: int) -> tuple[Telling, ...]:
    """Return tellings to make now, the oldest notices first."""
    rows = connection.execute(
        f"{_TELLINGS} WHERE result IS NULL AND due <= ? ORDER BY notices.seq LIMIT ?",  # our own words
        (now_ms, BATCH),
    )
    return tuple(map(_to_telling, rows.fetchall()))


def next_due(connection: Connection) -> int | None:
    """Return when the next telling is to be made."""
    row = connection.execute("SELECT min(due) AS due FROM tellings WHERE result IS NULL").fetchone()
    return None if row["due"] is None else int(row["due"])


def conclude(connection: Connection, notice: NoticeId, line: Line, result: TellingResult, words: str) -> None:
    """Store what became of a telling."""
    connection.execute(
        "UPDATE tellings SET result = ?, words = ? WHERE notice = ? AND channel = ? AND device = ?",
        (result, words, notice, line.channel, line.device or ""),
    )


def put_off(connection: Connection, notice: NoticeId, line: Line, words: str, due_ms: int) -> None:
    """Try a telling again later, and not before it what else waits on that line."""
    key = (line.channel, line.device or "")
    connection.execute(
        "UPDATE tellings SET tries = tries + 1, words = ? WHERE notice = ? AND channel = ? AND device = ?",
        (words, notice, *key),
    )
    connection.execute(
        "UPDATE tellings SET due = max(due, ?) WHERE result IS NULL AND channel = ? AND device = ?", (due_ms, *key)
    )


def of_notice(connection: Connection, notice: NoticeId) -> tuple[Telling, ...]:
    """Return what became of a notice on each line."""
    rows = connection.execute(f"{_TELLINGS} WHERE notice = ? ORDER BY channel, device", (notice,))  # as above
    return tuple(map(_to_telling, rows.fetchall()))


def newest_of(connection: Connection, channel: str, device: DeviceId) -> Telling | None:
    """Return what became of the newest notice for a device that was to be told of it."""
    row = connection.execute(
        f"{_TELLINGS} WHERE channel = ? AND device = ? ORDER BY notices.seq DESC LIMIT 1",  # as above
        (channel, device),
    ).fetchone()
    return _to_telling(row) if row else None


def newest(connection: Connection, limit: int = 200) -> tuple[Notice, ...]:
    """Return notices, newest first."""
    rows = connection.execute("SELECT * FROM notices ORDER BY seq DESC LIMIT ?", (limit,))
    return tuple(map(_to_notice, rows.fetchall()))
