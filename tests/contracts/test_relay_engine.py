"""What every store of a relay does, on disk and in memory."""

import hashlib
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from farhand.database import Database
from farhand.relay.engine import Appended, BlobPut, Engine, LeaseClaim, StoredAccess, StoredPresence, ToAppend
from farhand.relay.engines.sqlite import MIGRATIONS, SqliteEngine
from farhand.wire.envelope import Direction, Mailbox
from tests.fakes.relay_engine import MemoryEngine

HOST, OTHER, PHONE, TABLET = "a" * 32, "b" * 32, "1" * 32, "2" * 32
BLOB = "f" * 32
UP, DOWN = Mailbox(HOST, Direction.UP), Mailbox(HOST, Direction.DOWN)
BIG = 1 << 30


@pytest.fixture(params=["memory", "sqlite"])
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[Engine]:
    if request.param == "memory":
        yield MemoryEngine()
        return
    async with Database.open(tmp_path / "relay.sqlite", MIGRATIONS) as database:
        yield SqliteEngine(database, tmp_path / "blobs")


def _item(number: int, *, mailbox: Mailbox = UP, sender: str = PHONE, expires_ms: int = 1000) -> ToAppend:
    return ToAppend(mailbox, sender, f"{number:032x}", b"envelope %d" % number, expires_ms)


async def _fill(engine: Engine, count: int, mailbox: Mailbox = UP) -> None:
    await engine.append([_item(number, mailbox=mailbox) for number in range(count)], BIG)


async def _places(engine: Engine, mailbox: Mailbox = UP, after: int = 0) -> list[int]:
    return [item.mseq for item in (await engine.read(mailbox, after, 1000, BIG)).items]


async def test_places_grow_from_one_in_each_mailbox_alone(engine: Engine) -> None:
    up = await engine.append([_item(1), _item(2)], BIG)
    down = await engine.append([_item(1, mailbox=DOWN, sender=HOST)], BIG)
    assert up == (Appended(1, is_new=True), Appended(2, is_new=True))
    assert down == (Appended(1, is_new=True),)


async def test_a_repeat_gets_the_place_of_the_first_and_is_read_once(engine: Engine) -> None:
    results = await engine.append([_item(1), _item(2), _item(1)], BIG)
    assert results[2] == Appended(1, is_new=False)
    assert await engine.append([_item(2)], BIG) == (Appended(2, is_new=False),)
    assert await _places(engine) == [1, 2]


async def test_the_same_id_from_two_senders_is_two_envelopes(engine: Engine) -> None:
    await engine.append([_item(1, sender=PHONE), _item(1, sender=TABLET)], BIG)
    assert await _places(engine) == [1, 2]


async def test_a_repeat_is_known_after_its_bytes_were_freed(engine: Engine) -> None:
    await _fill(engine, 2)
    await engine.ack(UP, HOST, 2, (HOST,))
    assert await engine.append([_item(0)], BIG) == (Appended(1, is_new=False),)
    assert await _places(engine) == []


async def test_reading_keeps_to_its_limits_and_gives_the_very_bytes(engine: Engine) -> None:
    await _fill(engine, 5)
    first = await engine.read(UP, 0, 2, BIG)
    assert [(item.mseq, item.raw) for item in first.items] == [(1, b"envelope 0"), (2, b"envelope 1")]
    assert not first.is_last
    rest = await engine.read(UP, 2, 3, BIG)
    assert [item.mseq for item in rest.items] == [3, 4, 5]
    assert rest.is_last
    assert rest.head == 5


async def test_reading_gives_at_least_one_envelope_however_few_bytes_are_wanted(engine: Engine) -> None:
    await _fill(engine, 2)
    page = await engine.read(UP, 0, 10, 1)
    assert [item.mseq for item in page.items] == [1]
    assert not page.is_last


async def test_an_unknown_mailbox_is_empty(engine: Engine) -> None:
    page = await engine.read(Mailbox(OTHER, Direction.UP), 0, 10, BIG)
    assert (page.items, page.head, page.is_last) == ((), 0, True)
    await engine.ack(Mailbox(OTHER, Direction.UP), OTHER, 1, (OTHER,))


async def test_the_head_tells_of_places_that_were_freed(engine: Engine) -> None:
    await _fill(engine, 3)
    await engine.ack(UP, HOST, 3, (HOST,))
    page = await engine.read(UP, 0, 10, BIG)
    assert (page.items, page.head, page.is_last) == ((), 3, True)


async def test_only_what_every_reader_acked_is_freed(engine: Engine) -> None:
    await _fill(engine, 4, DOWN)
    await engine.ack(DOWN, PHONE, 3, (PHONE, TABLET))
    assert await _places(engine, DOWN) == [1, 2, 3, 4]
    await engine.ack(DOWN, TABLET, 2, (PHONE, TABLET))
    assert await _places(engine, DOWN) == [3, 4]


async def test_an_ack_never_moves_back_nor_beyond_the_head(engine: Engine) -> None:
    await _fill(engine, 2)
    await engine.ack(UP, HOST, 1 << 40, (HOST,))
    await engine.ack(UP, HOST, 1, (HOST,))
    await engine.append([_item(9)], BIG)
    assert await _places(engine) == [3]


async def test_a_full_mailbox_refuses_and_has_room_again_after_an_ack(engine: Engine) -> None:
    quota = 3 * len(_item(0).raw)
    results = await engine.append([_item(number) for number in range(4)], quota)
    assert [result and result.mseq for result in results] == [1, 2, 3, None]
    assert (await engine.append([_item(1)], quota))[0] == Appended(2, is_new=False)
    await engine.ack(UP, HOST, 1, (HOST,))
    assert (await engine.append([_item(3)], quota))[0] == Appended(4, is_new=True)


async def test_what_expired_is_gone_and_makes_room(engine: Engine) -> None:
    quota = 2 * len(_item(0).raw)
    await engine.append([_item(0, expires_ms=100), _item(1, expires_ms=300)], quota)
    await engine.expire(100)
    assert await _places(engine) == [2]
    assert (await engine.append([_item(2)], quota))[0] == Appended(3, is_new=True)


async def test_expiring_counts_nothing_twice(engine: Engine) -> None:
    quota = 2 * len(_item(0).raw)
    await engine.append([_item(0, expires_ms=100), _item(1, expires_ms=100)], quota)
    await engine.ack(UP, HOST, 2, (HOST,))
    await engine.expire(100)
    results = await engine.append([_item(2), _item(3), _item(4)], quota)
    assert [result and result.mseq for result in results] == [3, 4, None]


async def test_a_wake_comes_for_each_new_envelope_with_its_bytes(engine: Engine) -> None:
    woken: list[tuple[Mailbox, int, bytes]] = []
    engine.subscribe(lambda mailbox, mseq, raw: woken.append((mailbox, mseq, raw)))
    await engine.append([_item(0), _item(0), _item(1)], BIG)
    assert woken == [(UP, 1, b"envelope 0"), (UP, 2, b"envelope 1")]


async def test_log_ids_are_random_and_stay(engine: Engine) -> None:
    heads = await engine.heads(HOST)
    await _fill(engine, 1)
    later = await engine.heads(HOST)
    assert heads.up.log != heads.down.log
    assert (later.up.log, later.up.mseq) == (heads.up.log, 1)
    assert later.down == heads.down


async def test_a_list_replaces_only_a_lower_version(engine: Engine) -> None:
    assert await engine.get_access(HOST) is None
    assert await engine.put_access(HOST, StoredAccess(2, b"two", b"s"), (PHONE,))
    assert not await engine.put_access(HOST, StoredAccess(2, b"other", b"s"), (PHONE,))
    assert not await engine.put_access(HOST, StoredAccess(1, b"one", b"s"), (PHONE,))
    assert await engine.get_access(HOST) == StoredAccess(2, b"two", b"s")
    assert await engine.put_access(HOST, StoredAccess(3, b"three", b"s"), ())
    assert await engine.get_access(OTHER) is None


async def test_the_place_of_a_reader_that_left_the_list_is_dropped(engine: Engine) -> None:
    await _fill(engine, 2, DOWN)
    await engine.ack(DOWN, PHONE, 2, (PHONE, TABLET))
    await engine.put_access(HOST, StoredAccess(1, b"", b""), (TABLET,))
    await engine.ack(DOWN, TABLET, 2, (PHONE, TABLET))
    assert await _places(engine, DOWN) == [1, 2]


async def test_the_newest_heartbeat_is_kept(engine: Engine) -> None:
    assert await engine.get_presence(HOST) is None
    await engine.put_presence(HOST, StoredPresence(b"one", b"s", 1))
    await engine.put_presence(HOST, StoredPresence(b"two", b"t", 2))
    assert await engine.get_presence(HOST) == StoredPresence(b"two", b"t", 2)


async def test_a_lease_is_held_against_others_until_it_ends_or_is_given_back(engine: Engine) -> None:
    mine, other = LeaseClaim("m", "1", 100, is_connected=True), LeaseClaim("n", "2", 200, is_connected=True)
    assert await engine.claim_lease(HOST, mine, 0) is None
    assert await engine.claim_lease(HOST, mine, 50) is None
    assert await engine.claim_lease(HOST, other, 50) == mine
    assert await engine.claim_lease(OTHER, other, 50) is None
    assert await engine.claim_lease(HOST, other, 100) is None
    await engine.release_lease(HOST, "m", "1")
    assert await engine.claim_lease(HOST, mine, 120) == other
    await engine.release_lease(HOST, "n", "2")
    assert await engine.claim_lease(HOST, mine, 120) is None


async def _put(engine: Engine, data: bytes, *, index: int = 0, expires_ms: int = 1000, quota: int = BIG) -> BlobPut:
    sha256 = hashlib.sha256(data).digest()
    return await engine.put_blob(HOST, BLOB, index, PHONE, data, sha256, expires_ms, quota)


async def test_a_chunk_is_kept_and_frozen_by_its_hash(engine: Engine) -> None:
    assert await _put(engine, b"chunk") is BlobPut.STORED
    assert await _put(engine, b"chunk") is BlobPut.HELD
    assert await _put(engine, b"other") is BlobPut.FROZEN
    assert await engine.get_blob(HOST, BLOB, 0) == b"chunk"
    info = await engine.head_blob(HOST, BLOB, 0)
    assert info
    assert (info.sender, info.size_bytes, info.sha256) == (PHONE, 5, hashlib.sha256(b"chunk").digest())


async def test_bytes_that_differ_from_their_hash_are_not_kept(engine: Engine) -> None:
    assert await engine.put_blob(HOST, BLOB, 0, PHONE, b"chunk", bytes(32), 1000, BIG) is BlobPut.FROZEN
    assert await engine.get_blob(HOST, BLOB, 0) is None


async def test_chunks_belong_to_one_host(engine: Engine) -> None:
    await _put(engine, b"chunk")
    assert await engine.get_blob(OTHER, BLOB, 0) is None
    assert await engine.head_blob(HOST, BLOB, 1) is None


async def test_chunks_beyond_the_quota_are_refused_until_others_go(engine: Engine) -> None:
    await _put(engine, b"12345", quota=8)
    assert await _put(engine, b"6789", index=1, quota=8) is BlobPut.QUOTA
    await engine.delete_blob(HOST, BLOB, 0)
    await engine.delete_blob(HOST, BLOB, 0)
    assert await _put(engine, b"6789", index=1, quota=8) is BlobPut.STORED
    assert await engine.get_blob(HOST, BLOB, 0) is None


async def test_chunks_expire(engine: Engine) -> None:
    await _put(engine, b"old", index=0, expires_ms=100)
    await _put(engine, b"new", index=1, expires_ms=300)
    await engine.expire(100)
    assert await engine.get_blob(HOST, BLOB, 0) is None
    assert await engine.get_blob(HOST, BLOB, 1) == b"new"
