"""What only the store on disk can show: restarts, and what a crash leaves."""

import hashlib
from pathlib import Path

from farhand.database import Database
from farhand.relay.engine import Appended, ToAppend
from farhand.relay.engines.sqlite import MIGRATIONS, SqliteEngine
from farhand.wire.envelope import Direction, Mailbox

HOST, PHONE, BLOB = "a" * 32, "1" * 32, "f" * 32
UP = Mailbox(HOST, Direction.UP)


async def test_log_envelopes_and_repeats_survive_a_restart(tmp_path: Path) -> None:
    item = ToAppend(UP, PHONE, "0" * 32, b"envelope", 1000)
    async with Database.open(tmp_path / "relay.sqlite", MIGRATIONS) as database:
        engine = SqliteEngine(database, tmp_path / "blobs")
        heads = await engine.heads(HOST)
        await engine.append([item], 1 << 20)
    async with Database.open(tmp_path / "relay.sqlite", MIGRATIONS) as database:
        engine = SqliteEngine(database, tmp_path / "blobs")
        assert (await engine.heads(HOST)).up.log == heads.up.log
        assert await engine.append([item], 1 << 20) == (Appended(1, is_new=False),)
        assert (await engine.read(UP, 0, 10, 1 << 20)).items[0].raw == b"envelope"


async def test_files_that_a_crash_left_are_swept_and_stored_ones_stay(tmp_path: Path) -> None:
    blobs = tmp_path / "blobs"
    stray, coming = blobs / HOST / BLOB / "7", blobs / "coming" / "half"
    for path in (stray, coming):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"left")
    async with Database.open(tmp_path / "relay.sqlite", MIGRATIONS) as database:
        engine = SqliteEngine(database, blobs)
        await engine.put_blob(HOST, BLOB, 0, PHONE, b"chunk", hashlib.sha256(b"chunk").digest(), 1000, 1 << 20)
        await engine.expire(0)
        assert await engine.get_blob(HOST, BLOB, 0) == b"chunk"
    assert not stray.exists()
    assert not coming.exists()
    assert [path.name for path in blobs.glob("*/*/*")] == ["0"]
