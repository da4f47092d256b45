"""SQLite through one writer thread; everything that waits is committed together."""

import asyncio
import os
import queue
import sqlite3
import threading
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from farhand.errors import Broken, Unavailable, unwritable

T = TypeVar("T")
Connection = sqlite3.Connection
Migrations = Mapping[str, Sequence[str]]
"""For each package the SQL scripts that made its tables, oldest first; a script never changes once released."""


class NotStored(Unavailable):
    """The disk is full, or another program holds the file; nothing of the transaction took effect."""

    code = "not_stored"


MAX_GROUP = 256  # writes committed together; bounds how long the first of them waits for the rest
MAX_WAITING = 4096  # callers beyond this wait in their own coroutine for a place
BUSY_TIMEOUT_S = 10  # a backup or another reader may hold the file for a moment
_DISK_FAULTS = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_LOCKED,
}  # fmt: skip


@dataclass(slots=True)
class _Work(Generic[T]):
    transact: Callable[[Connection], T]
    writes: bool
    loop: asyncio.AbstractEventLoop
    done: asyncio.Future[T]


class Database:
    """One SQLite file (WAL, synchronous=FULL), written by one thread.

    `write` runs in a transaction and returns after the commit is on disk; writes that wait at the same time share
    one commit, each in a savepoint of its own, so that one that raises takes nothing else with it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: queue.SimpleQueue[_Work[object] | None] = queue.SimpleQueue()
        self._places = asyncio.Semaphore(MAX_WAITING)
        self._thread = threading.Thread(target=self._serve, name="database", daemon=True)
        self._closed = False

    @staticmethod
    def open(path: Path, migrations: Migrations) -> "Database":
        """Open or create the file and bring its tables up to date; raises Broken, Unavailable."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # its journals get the mode that it has
            path.chmod(0o600)
        except OSError as error:
            raise unwritable(path, error) from error
        try:
            connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=BUSY_TIMEOUT_S)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA foreign_keys=ON")
            _migrate(connection, migrations)
        except sqlite3.OperationalError as error:  # the disk, not the data
            raise Unavailable(f"the database `{path}` cannot be opened: {error}", hint="is the disk full?") from error
        except sqlite3.DatabaseError as error:
            raise Broken(
                f"the database `{path}` cannot be read: {error}", hint="restore it from a backup, or move it away"
            ) from error
        database = Database(connection)
        database._thread.start()
        return database

    async def write(self, transact: Callable[[Connection], T]) -> T:
        """Run `transact` in a transaction on the writer thread; return its result once it is on disk.

        Raises NotStored.
        """
        return await self._submit(transact, writes=True)

    async def read(self, query: Callable[[Connection], T]) -> T:
        """Run `query` on the writer thread, after every write that was asked for before."""
        return await self._submit(query, writes=False)

    async def _submit(self, transact: Callable[[Connection], T], *, writes: bool) -> T:
        if self._closed:
            raise Unavailable("the database is closed")
        async with self._places:
            loop = asyncio.get_running_loop()
            done: asyncio.Future[T] = loop.create_future()
            self._waiting.put(_Work(transact, writes, loop, done))  # pyright: ignore[reportArgumentType]  # T is one of object
            return await asyncio.shield(done)

    def close(self) -> None:
        """Finish what waits, then close the file."""
        if not self._closed:
            self._closed = True
            self._waiting.put(None)
            self._thread.join()
            self._connection.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _serve(self) -> None:
        while (first := self._waiting.get()) is not None:
            group = [first]
            stop = False
            while len(group) < MAX_GROUP and not stop:
                try:
                    following = self._waiting.get_nowait()
                except queue.Empty:
                    break
                if following is None:
                    stop = True
                else:
                    group.append(following)
            self._commit(group)
            if stop:
                return

    def _commit(self, group: list[_Work[object]]) -> None:
        writers = [work for work in group if work.writes]
        try:
            results = self._transact(group, "BEGIN IMMEDIATE" if writers else "BEGIN")
        except sqlite3.Error as error:
            failure = NotStored(f"the database could not be written: {error}", hint="is the disk full?")
            results = [(work, None, failure) for work in writers or group]
            if writers and len(writers) < len(group):  # what only looks needs no room, and no lock
                self._commit([work for work in group if not work.writes])
        for work, result, error in results:
            work.loop.call_soon_threadsafe(_settle, work.done, result, error)

    def _transact(
        self, group: list[_Work[object]], begin: str
    ) -> list[tuple[_Work[object], object, BaseException | None]]:
        results: list[tuple[_Work[object], object, BaseException | None]] = []
        try:
            self._connection.execute(begin)
            for work in group:
                self._connection.execute("SAVEPOINT work")
                try:
                    results.append((work, work.transact(self._connection), None))
                except BaseException as error:
                    if _is_of_disk(error):
                        raise
                    self._connection.execute("ROLLBACK TO work")
                    results.append((work, None, error))
                self._connection.execute("RELEASE work")
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        return results


def _is_of_disk(error: BaseException) -> bool:
    return isinstance(error, sqlite3.Error) and (error.sqlite_errorcode & 0xFF) in _DISK_FAULTS


@contextmanager
def undone_on_error(connection: Connection) -> Generator[None]:
    """Undo what is written inside if it raises, and leave the rest of the transaction as it was."""
    connection.execute("SAVEPOINT attempt")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK TO attempt")
        raise
    finally:
        connection.execute("RELEASE attempt")


def _settle(done: asyncio.Future[object], result: object, error: BaseException | None) -> None:
    if done.cancelled():
        return
    if error is None:
        done.set_result(result)
    else:
        done.set_exception(error)


def _migrate(connection: Connection, migrations: Migrations) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS migrations (package TEXT PRIMARY KEY, version INTEGER NOT NULL)")
    for package, scripts in migrations.items():
        row = connection.execute("SELECT version FROM migrations WHERE package = ?", (package,)).fetchone()
        version = row["version"] if row else 0
        if version > len(scripts):
            raise Broken(
                f"the data was written by a newer Farhand (`{package}` {version})",
                hint="update Farhand on this machine",
            )
        for number, script in enumerate(scripts[version:], start=version + 1):
            connection.executescript(f"BEGIN IMMEDIATE; {script};")
            connection.execute(
                "INSERT INTO migrations VALUES (?, ?) ON CONFLICT (package) DO UPDATE SET version = excluded.version",
                (package, number),
            )
            connection.execute("COMMIT")
