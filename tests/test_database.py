"""The database: for this user's eyes alone, and clear about what is wrong with it."""

import stat
from pathlib import Path

import pytest

from farhand.database import Database
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
