"""The database: for this user's eyes alone, and clear about what is wrong with it."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from farhand import database as module
from farhand.database import Connection, Database, NotStored
from farhand.errors import Broken, Unavailable

MIGRATIONS = {"notes": ("CREATE TABLE notes (text TEXT NOT NULL)",)}


def modes_in(folder: Path) -> dict[str, int]:
    return {each.name: stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()}


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    tmp_path.chmod(0o755)
    return tmp_path


async def test_nobody_else_may_read_the_file_or_its_journal_even_in_an_open_folder(open_folder: Path) -> None:
    async with Database.open(open_folder / "host.sqlite", MIGRATIONS) as database:
        await database.write(lambda connection: connection.execute("INSERT INTO notes VALUES ('secret')"))
        modes = modes_in(open_folder)

    assert modes == dict.fromkeys(("host.sqlite", "host.sqlite-wal", "host.sqlite-shm"), 0o600)


def test_a_folder_that_cannot_be_written_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()

    with pytest.raises(Unavailable):
        Database.open(tmp_path / "taken" / "host.sqlite", MIGRATIONS)


def test_a_file_that_is_no_database_is_told_as_broken(tmp_path: Path) -> None:
    (tmp_path / "host.sqlite").write_bytes(b"x" * 4096)

    with pytest.raises(Broken):
        Database.open(tmp_path / "host.sqlite", MIGRATIONS)


async def test_what_only_reads_needs_neither_room_nor_the_lock_that_another_program_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "BUSY_TIMEOUT_S", 0)
    path = tmp_path / "host.sqlite"
    async with Database.open(path, MIGRATIONS) as database:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            async with asyncio.TaskGroup() as group:
                writing = group.create_task(_refused(database))
                reading = group.create_task(database.read(_count))
        assert await writing
        assert await reading == 0


async def test_a_disk_that_fills_up_in_the_midst_of_a_transaction_is_told_as_such(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "host.sqlite", MIGRATIONS) as database:
        pages = await database.read(lambda connection: connection.execute("PRAGMA page_count").fetchone()[0])
        await database.write(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages}"))
        with pytest.raises(NotStored):
            await database.write(
                lambda connection: connection.execute("INSERT INTO notes VALUES (?)", ("x" * 100_000,))
            )
        await database.write(lambda connection: connection.execute("PRAGMA max_page_count = 1000"))
        await database.write(_add)
        assert await database.read(_count) == 1


def _add(connection: Connection) -> None:
    connection.execute("INSERT INTO notes VALUES ('one')")


def _count(connection: Connection) -> int:
    return connection.execute("SELECT count(*) FROM notes").fetchone()[0]


async def _refused(database: Database) -> bool:
    try:
        await database.write(_add)
    except NotStored:
        return True
    return False
