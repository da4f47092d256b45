"""A relay's store on one SQLite file, for one process; blobs are files beside it."""

import secrets
import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path

from farhand.database import Connection, Database, Migrations
from farhand.ids import RandomBytes, new_id
from farhand.relay.engine import (
    Appended,
    BlobInfo,
    BlobPut,
    Head,
    Heads,
    Item,
    LeaseClaim,
    Page,
    StoredAccess,
    StoredPresence,
    ToAppend,
    Wake,
)
from farhand.relay.engines.blob_files import BLOB_TABLES, BlobFiles
from farhand.relay.lease import is_taken
from farhand.wire.envelope import Direction, Mailbox

_TABLES = """
CREATE TABLE relay_mailboxes (
    box INTEGER PRIMARY KEY, host TEXT NOT NULL, direction INTEGER NOT NULL, log TEXT NOT NULL,
    head INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0, UNIQUE (host, direction)
);
CREATE TABLE relay_envelopes (
    box INTEGER NOT NULL, mseq INTEGER NOT NULL, sender BLOB NOT NULL, id BLOB NOT NULL,
    expires_ms INTEGER NOT NULL, raw BLOB, UNIQUE (box, mseq), UNIQUE (box, sender, id)
);
CREATE INDEX relay_envelopes_by_expiry ON relay_envelopes (expires_ms);
CREATE INDEX relay_envelopes_held ON relay_envelopes (box, mseq) WHERE raw IS NOT NULL;
CREATE TABLE relay_places (
    box INTEGER NOT NULL, reader TEXT NOT NULL, mseq INTEGER NOT NULL, PRIMARY KEY (box, reader)
) WITHOUT ROWID;
CREATE TABLE relay_access (
    host TEXT PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL, signature BLOB NOT NULL
);
CREATE TABLE relay_presence (
    host TEXT PRIMARY KEY, body BLOB NOT NULL, signature BLOB NOT NULL, received_ms INTEGER NOT NULL
);
"""
MIGRATIONS: Migrations = {"relay": (_TABLES + BLOB_TABLES,)}


class SqliteEngine:
    """Mailboxes, lists and heartbeats in tables; an acked envelope keeps its row, without bytes, to know repeats."""

    def __init__(self, database: Database, blobs: Path, random: RandomBytes = secrets.token_bytes) -> None:
        self._database = database
        self._blobs = BlobFiles(database, blobs)
        self._random = random
        self._wakes: list[Wake] = []
        # A lease says who is alive now, to this one process; a restart of the relay ends them all.
        self._leases: dict[str, LeaseClaim] = {}

    def subscribe(self, wake: Wake) -> None:
        """Call `wake` on the event loop for each new envelope, once it can be read."""
        self._wakes.append(wake)

    async def heads(self, host: str) -> Heads:
        """Return the newest places of a host's mailboxes, which begin with this call."""

        def transact(connection: Connection) -> Heads:
            up, down = (self._box(connection, Mailbox(host, direction)) for direction in Direction)
            return Heads(Head(up["log"], up["head"]), Head(down["log"], down["head"]))

        return await self._database.write(transact)

    async def append(self, batch: Sequence[ToAppend], quota_bytes: int) -> tuple[Appended | None, ...]:
        """Store envelopes in order, in one commit; None where the mailbox would hold more than `quota_bytes`."""

        def transact(connection: Connection) -> tuple[Appended | None, ...]:
            return tuple(self._append(connection, each, quota_bytes) for each in batch)

        results = await self._database.write(transact)
        for each, result in zip(batch, results, strict=True):
            if result and result.is_new:
                for wake in self._wakes:
                    wake(each.mailbox, result.mseq, each.raw)
        return results

    def _append(self, connection: Connection, each: ToAppend, quota_bytes: int) -> Appended | None:
        box = self._box(connection, each.mailbox)
        number, sender, id_ = box["box"], bytes.fromhex(each.sender), bytes.fromhex(each.id)
        first = connection.execute(
            "SELECT mseq FROM relay_envelopes WHERE box = ? AND sender = ? AND id = ?", (number, sender, id_)
        ).fetchone()
        if first:
            return Appended(first["mseq"], is_new=False)
        if box["bytes"] + len(each.raw) > quota_bytes:
            return None
        mseq = box["head"] + 1
        connection.execute(
            "INSERT INTO relay_envelopes VALUES (?, ?, ?, ?, ?, ?)",
            (number, mseq, sender, id_, each.expires_ms, each.raw),
        )
        connection.execute(
            "UPDATE relay_mailboxes SET head = ?, bytes = bytes + ? WHERE box = ?", (mseq, len(each.raw), number)
        )
        return Appended(mseq, is_new=True)

    async def read(self, mailbox: Mailbox, after: int, limit: int, limit_bytes: int) -> Page:
        """Return what is stored after a place: at least one envelope, if any, then as many as both limits allow."""

        def query(connection: Connection) -> Page:
            box = _find_box(connection, mailbox)
            if box is None:
                return Page((), 0, is_last=True)
            items: list[Item] = []
            room = limit_bytes
            for row in connection.execute(
                "SELECT mseq, raw FROM relay_envelopes"
                " WHERE box = ? AND mseq > ? AND raw IS NOT NULL ORDER BY mseq LIMIT ?",
                (box["box"], after, limit + 1),
            ):
                room -= len(row["raw"])
                if len(items) == limit or (items and room < 0):
                    return Page(tuple(items), box["head"], is_last=False)
                items.append(Item(row["mseq"], row["raw"]))
            return Page(tuple(items), box["head"], is_last=True)

        return await self._database.read(query)

    async def ack(self, mailbox: Mailbox, reader: str, mseq: int, readers: Collection[str]) -> None:
        """Note how far a reader has stored, and free what all `readers` have. It never moves back."""

        def transact(connection: Connection) -> None:
            box = _find_box(connection, mailbox)
            if box is None:
                return
            connection.execute(
                "INSERT INTO relay_places VALUES (?, ?, ?)"
                " ON CONFLICT (box, reader) DO UPDATE SET mseq = max(mseq, excluded.mseq)",
                (box["box"], reader, min(mseq, box["head"])),
            )
            places: dict[str, int] = {
                row["reader"]: row["mseq"]
                for row in connection.execute("SELECT reader, mseq FROM relay_places WHERE box = ?", (box["box"],))
            }
            _free(connection, box["box"], min((places.get(each, 0) for each in readers), default=0))

        await self._database.write(transact)

    async def put_access(self, host: str, access: StoredAccess, members: Collection[str]) -> bool:
        """Keep a newer list and drop the places of readers that left; False when as new a list is held."""

        def transact(connection: Connection) -> bool:
            changed = connection.execute(
                "INSERT INTO relay_access VALUES (?, ?, ?, ?) ON CONFLICT (host) DO UPDATE SET"
                " version = excluded.version, body = excluded.body, signature = excluded.signature"
                " WHERE excluded.version > version",
                (host, access.version, access.body, access.signature),
            ).rowcount
            if not changed:
                return False
            box = self._box(connection, Mailbox(host, Direction.DOWN))["box"]
            readers = connection.execute("SELECT reader FROM relay_places WHERE box = ?", (box,)).fetchall()
            connection.executemany(
                "DELETE FROM relay_places WHERE box = ? AND reader = ?",
                [(box, row["reader"]) for row in readers if row["reader"] not in members],
            )
            return True

        return await self._database.write(transact)

    async def get_access(self, host: str) -> StoredAccess | None:
        """Return a host's newest list."""
        row = await self._one("SELECT version, body, signature FROM relay_access WHERE host = ?", host)
        return StoredAccess(row["version"], row["body"], row["signature"]) if row else None

    async def put_presence(self, host: str, presence: StoredPresence) -> None:
        """Keep a host's newest heartbeat."""

        def transact(connection: Connection) -> None:
            connection.execute(
                "INSERT OR REPLACE INTO relay_presence VALUES (?, ?, ?, ?)",
                (host, presence.body, presence.signature, presence.received_ms),
            )

        await self._database.write(transact)

    async def get_presence(self, host: str) -> StoredPresence | None:
        """Return a host's newest heartbeat."""
        row = await self._one("SELECT body, signature, received_ms FROM relay_presence WHERE host = ?", host)
        return StoredPresence(row["body"], row["signature"], row["received_ms"]) if row else None

    async def claim_lease(self, host: str, claim: LeaseClaim, now_ms: int) -> LeaseClaim | None:
        """Take or renew a host's lease; return the holder instead when another holds it."""
        holder = self._leases.get(host)
        if is_taken(holder, claim, now_ms):
            return holder
        self._leases[host] = claim
        return None

    async def release_lease(self, host: str, machine: str, boot: str) -> None:
        """Give the lease back, if this process holds it."""
        holder = self._leases.get(host)
        if holder and (holder.machine, holder.boot) == (machine, boot):
            del self._leases[host]

    async def put_blob(
        self,
        host: str,
        blob: str,
        index: int,
        sender: str,
        data: bytes,
        sha256: bytes,
        expires_ms: int,
        quota_bytes: int,
    ) -> BlobPut:
        """Store a chunk, or say why not."""
        return await self._blobs.put(host, blob, index, sender, data, sha256, expires_ms, quota_bytes)

    async def get_blob(self, host: str, blob: str, index: int) -> bytes | None:
        """Return a chunk's bytes."""
        return await self._blobs.get(host, blob, index)

    async def head_blob(self, host: str, blob: str, index: int) -> BlobInfo | None:
        """Say what is stored as a chunk."""
        return await self._blobs.head(host, blob, index)

    async def delete_blob(self, host: str, blob: str, index: int) -> None:
        """Drop a chunk."""
        await self._blobs.delete(host, blob, index)

    async def expire(self, now_ms: int) -> None:
        """Drop every envelope, its place for repeats, and every chunk whose time has come."""

        def transact(connection: Connection) -> None:
            connection.execute(
                "UPDATE relay_mailboxes SET bytes = bytes - coalesce((SELECT sum(length(raw)) FROM relay_envelopes"
                " WHERE relay_envelopes.box = relay_mailboxes.box AND expires_ms <= ?), 0)",
                (now_ms,),
            )
            connection.execute("DELETE FROM relay_envelopes WHERE expires_ms <= ?", (now_ms,))

        await self._database.write(transact)
        await self._blobs.expire(now_ms)

    def _box(self, connection: Connection, mailbox: Mailbox) -> sqlite3.Row:
        box = _find_box(connection, mailbox)
        if box is None:
            connection.execute(
                "INSERT INTO relay_mailboxes (host, direction, log) VALUES (?, ?, ?)",
                (mailbox.host, mailbox.direction, new_id(self._random)),
            )
            box = _find_box(connection, mailbox)
        assert box is not None  # noqa: S101  # it was made above, in this transaction
        return box

    async def _one(self, sql: str, host: str) -> sqlite3.Row | None:
        def query(connection: Connection) -> sqlite3.Row | None:
            return connection.execute(sql, (host,)).fetchone()

        return await self._database.read(query)


def _find_box(connection: Connection, mailbox: Mailbox) -> sqlite3.Row | None:
    return connection.execute(
        "SELECT box, log, head, bytes FROM relay_mailboxes WHERE host = ? AND direction = ?",
        (mailbox.host, mailbox.direction),
    ).fetchone()


def _free(connection: Connection, box: int, mseq: int) -> None:
    held = "box = ? AND mseq <= ? AND raw IS NOT NULL"
    freed = connection.execute(
        f"SELECT coalesce(sum(length(raw)), 0) FROM relay_envelopes WHERE {held}",  # noqa: S608  # a constant
        (box, mseq),
    ).fetchone()[0]
    if freed:
        connection.execute(
            f"UPDATE relay_envelopes SET raw = NULL WHERE {held}",  # noqa: S608  # a constant
            (box, mseq),
        )
        connection.execute("UPDATE relay_mailboxes SET bytes = bytes - ? WHERE box = ?", (freed, box))
