import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from farhand.clock import SystemClock
from farhand.crypto import chain
from farhand.crypto.chain import Tip
from farhand.crypto.epochs import open_epoch
from farhand.crypto.hpke import HpkeKey
from farhand.crypto.identity import Identity
from farhand.crypto.sealing import open_record
from farhand.database import Connection, Database
from farhand.errors import Broken, Refused
from farhand.ids import DeviceId, Incarnation, new_id
from farhand.thread import store
from farhand.thread.thread import MAX_RECORD_BYTES, LostTail, Thread
from farhand.wire.attention_events import NoticesRead
from farhand.wire.commands import Head
from farhand.wire.envelope import Class, Envelope
from farhand.wire.task_events import MessageReceived

HOST = Identity.from_seed(bytes(32))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "host.sqlite", {"thread": store.MIGRATIONS}) as database:
        yield database


@pytest.fixture
def thread() -> Thread:
    return Thread(HOST, SystemClock(), secrets.token_bytes)


def read(seq: int) -> NoticesRead:
    return NoticesRead(at=1, seq=seq)


async def test_records_form_a_chain_that_one_signature_proves(database: Database, thread: Thread) -> None:
    await database.write(lambda c: thread.append(c, read(1), read(2)))
    await database.write(lambda c: thread.append(c, read(3)))

    records = await database.read(lambda c: thread.since(c, 0, 10))

    start = Tip.genesis(Incarnation(records[0].incarnation))
    assert chain.verify_page(start, records, HOST.public) == await database.read(thread.tip)
    assert [each.seq for each in records] == [1, 2, 3]


async def test_every_record_waits_sealed_behind_its_epoch(database: Database, thread: Thread) -> None:
    device, wrap = DeviceId(new_id()), HpkeKey.new()
    epoch = await database.write(lambda c: thread.start_epoch(c, {device: wrap.public}))
    (record,) = await database.write(lambda c: thread.append(c, read(1)))

    first, second = [Envelope.parse(each.raw) for each in await database.read(lambda c: store.outgoing_after(c, 0, 9))]

    opened = open_epoch(first, HOST.public, device, wrap)
    assert opened is not None
    assert opened[0] == epoch
    assert second.header.class_ is Class.RECORD
    assert open_record(second, opened[1]) == record


async def test_a_transaction_that_fails_leaves_no_gap(database: Database, thread: Thread) -> None:
    await database.write(lambda c: thread.append(c, read(1)))

    def append_and_fail(connection: Connection) -> None:
        thread.append(connection, read(2))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(append_and_fail)
    (record,) = await database.write(lambda c: thread.append(c, read(3)))

    assert record.seq == 2
    assert len(await database.read(lambda c: store.outgoing_after(c, 0, 9))) == 3  # the epoch and two records


async def test_a_reader_that_wakes_finds_what_was_appended(database: Database, thread: Thread) -> None:
    heard = thread.changed.rings
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        waiting = group.create_task(thread.changed.wait_rung(heard))
        await database.write(lambda c: thread.append(c, read(1)))
        await waiting

    assert await thread.changed.wait_rung(heard) > heard
    assert len(await database.read(lambda c: thread.since(c, 0, 10))) == 1


async def test_a_restored_thread_goes_on_in_another_incarnation_and_epoch(database: Database, thread: Thread) -> None:
    await database.write(lambda c: thread.append(c, read(1)))
    before, epoch = await database.read(thread.tip), await database.read(thread.epoch)

    record = await database.write(lambda c: thread.restore(c, LostTail("backup", 7), {}))

    assert before is not None
    assert record.type == "host.restored"
    assert record.incarnation != before.incarnation
    assert isinstance(chain.verify_page(before, [record], HOST.public), Tip)
    assert await database.read(thread.epoch) != epoch


async def test_a_head_beyond_the_thread_proves_a_lost_tail(database: Database, thread: Thread) -> None:
    await database.write(lambda c: thread.append(c, read(1)))
    tip = await database.read(thread.tip)
    assert tip is not None
    lost, ahead = chain.append(
        tip, HOST, incarnation=tip.incarnation, id=new_id(), type="notices.read", body=read(2).to_json()
    )
    head = Head(incarnation=ahead.incarnation, seq=ahead.seq, hash=ahead.hash, signature=lost.signature)
    own = await database.read(thread.head)
    assert own is not None

    assert await database.read(lambda c: thread.lost_by_head(c, head)) == LostTail("backup", 2)
    assert await database.read(lambda c: thread.lost_by_head(c, own)) is None
    forged = head.model_copy(update={"seq": 9})
    assert await database.read(lambda c: thread.lost_by_head(c, forged)) is None
    await database.write(lambda c: thread.append(c, read(5)))
    assert await database.read(lambda c: thread.lost_by_head(c, head)) == LostTail("copied", 2)
    await database.write(lambda c: thread.restore(c, LostTail("copied", 2), {}))
    assert await database.read(lambda c: thread.lost_by_head(c, head)) is None


async def test_a_page_ends_before_and_fits_an_answer(database: Database, thread: Thread) -> None:
    big = MessageReceived(at=1, message=new_id(), text="x" * 400_000)
    await database.write(lambda c: thread.append(c, read(1), big, big, read(4)))

    page = await database.read(lambda c: thread.page(c, 4, 200))

    assert [each.seq for each in page] == [3]
    assert [each.seq for each in await database.read(lambda c: thread.page(c, 3, 1))] == [2]


async def test_an_event_too_large_to_send_is_refused_and_nothing_changes(database: Database, thread: Thread) -> None:
    huge = MessageReceived(at=1, message=new_id(), text="x" * (MAX_RECORD_BYTES + 1))
    with pytest.raises(Refused):
        await database.write(lambda c: thread.append(c, huge))
    assert await database.read(thread.tip) is None


async def test_a_thread_of_another_key_is_not_taken_up(database: Database, thread: Thread) -> None:
    await database.write(lambda c: thread.append(c, read(1)))
    await database.read(lambda c: Thread.load(c, HOST, SystemClock()))
    with pytest.raises(Broken):
        await database.read(lambda c: Thread.load(c, Identity.new(), SystemClock()))


async def test_a_repeated_record_is_sealed_anew_under_its_own_id(database: Database, thread: Thread) -> None:
    (record,) = await database.write(lambda c: thread.append(c, read(1)))
    await database.write(lambda c: store.delete_outgoing(c, record.id))

    await database.write(lambda c: thread.repeat(c, record.seq))

    waiting = await database.read(lambda c: store.outgoing_after(c, 0, 9))
    epoch = await database.read(thread.epoch)
    assert open_record(Envelope.parse(waiting[-1].raw), epoch.key) == record
