"""Sealed chunks as files, each with a row that says what it is; a file without a row is swept away."""

import asyncio
import hashlib
import os
import secrets
from pathlib import Path

from farhand.database import Connection, Database
from farhand.errors import Unavailable
from farhand.relay.engine import BlobInfo, BlobPut

BLOB_TABLES = """
CREATE TABLE relay_blobs (
    host TEXT NOT NULL, blob TEXT NOT NULL, position INTEGER NOT NULL, sender TEXT NOT NULL, sha256 BLOB NOT NULL,
    size INTEGER NOT NULL, expires_ms INTEGER NOT NULL, PRIMARY KEY (host, blob, position)
) WITHOUT ROWID;
CREATE INDEX relay_blobs_by_expiry ON relay_blobs (expires_ms);
"""
_COMING = "coming"  # the folder of files that are being written


class BlobFiles:
    """The chunks of every host under one folder: `<host>/<blob>/<index>`."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._is_swept = False
        self._writing: set[Path] = set()

    async def put(
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
        """Store a chunk, or say why not: file first, then its row, so that a row always has its bytes."""
        if hashlib.sha256(data).digest() != sha256:
            return BlobPut.FROZEN
        path = self._path(host, blob, index)
        key = (host, blob, index)

        def transact(connection: Connection) -> BlobPut:
            held = _info(connection, key)
            if held:
                coming.unlink()
                return BlobPut.HELD if held.sha256 == sha256 else BlobPut.FROZEN
            used = connection.execute(
                "SELECT coalesce(sum(size), 0) FROM relay_blobs WHERE host = ?", (host,)
            ).fetchone()[0]
            if used + len(data) > quota_bytes:
                coming.unlink()
                return BlobPut.QUOTA
            _move(coming, path)
            connection.execute(
                "INSERT INTO relay_blobs VALUES (?, ?, ?, ?, ?, ?, ?)", (*key, sender, sha256, len(data), expires_ms)
            )
            return BlobPut.STORED

        coming = self._folder / _COMING / secrets.token_hex(16)
        self._writing.add(coming)
        try:
            await asyncio.to_thread(_write, coming, data)
            result = await self._database.write(transact)
        except OSError as error:
            coming.unlink(missing_ok=True)
            raise Unavailable(f"the chunk could not be written: {error.strerror}", hint="is the disk full?") from error
        self._writing.discard(coming)  # a cancelled caller's stays, because its file may still be moved
        return result

    async def get(self, host: str, blob: str, index: int) -> bytes | None:
        """Return a chunk's bytes."""
        if await self.head(host, blob, index) is None:
            return None
        try:
            return await asyncio.to_thread(self._path(host, blob, index).read_bytes)
        except FileNotFoundError:
            return None

    async def head(self, host: str, blob: str, index: int) -> BlobInfo | None:
        """Say what is stored as a chunk."""
        return await self._database.read(lambda connection: _info(connection, (host, blob, index)))

    async def delete(self, host: str, blob: str, index: int) -> None:
        """Drop a chunk: the row first, so that a crash leaves at most a file that is swept."""

        def transact(connection: Connection) -> None:
            connection.execute(
                "DELETE FROM relay_blobs WHERE host = ? AND blob = ? AND position = ?", (host, blob, index)
            )

        await self._database.write(transact)
        self._path(host, blob, index).unlink(missing_ok=True)

    async def expire(self, now_ms: int) -> None:
        """Drop every chunk whose time has come, and once after a start the files that a crash left."""

        def transact(connection: Connection) -> list[Path]:
            lapsed = connection.execute(
                "DELETE FROM relay_blobs WHERE expires_ms <= ? RETURNING host, blob, position", (now_ms,)
            ).fetchall()
            return [self._path(row["host"], row["blob"], row["position"]) for row in lapsed]

        for path in await self._database.write(transact):
            path.unlink(missing_ok=True)
        if not self._is_swept:
            self._is_swept = True
            await self._database.read(self._sweep)  # on the writer thread, where no chunk is between file and row

    def _sweep(self, connection: Connection) -> None:
        for path in self._folder.glob("*/*/*"):
            host, blob, index = path.parts[-3:]
            if _info(connection, (host, blob, int(index))) is None:
                path.unlink(missing_ok=True)
        for path in self._folder.glob(f"{_COMING}/*"):
            if path not in self._writing:
                path.unlink(missing_ok=True)
        for folder in (*self._folder.glob("*/*/"), *self._folder.glob("*/")):
            if folder.name != _COMING and not any(folder.iterdir()):
                folder.rmdir()

    def _path(self, host: str, blob: str, index: int) -> Path:
        return self._folder / host / blob / str(index)


def _info(connection: Connection, key: tuple[str, str, int]) -> BlobInfo | None:
    row = connection.execute(
        "SELECT sender, sha256, size FROM relay_blobs WHERE host = ? AND blob = ? AND position = ?", key
    ).fetchone()
    return BlobInfo(row["sender"], row["sha256"], row["size"]) if row else None


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _move(coming: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    coming.replace(path)
    if os.name == "posix":  # elsewhere a folder cannot be synced
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
