import asyncio

from farhand.sync.device_store import Receipt
from farhand.sync.presence import PresenceState
from farhand.thread import store
from farhand.wire.attention_events import NoticesRead
from farhand.wire.commands import SendMessage
from farhand.wire.relay import LeaseTaken
from tests.sync.conftest import Place, running


def message(text: str) -> SendMessage:
    return SendMessage(made_at=0, text=text)


async def test_a_message_reaches_the_host_and_its_record_comes_back(place: Place) -> None:
    host, phone = place.home.service(place.dial()), place.phone.service(place.dial())
    async with asyncio.timeout(5), running(host.run), running(phone.run):
        id_ = await phone.send(message("limit it"))
        await phone.wait_receipt(id_, Receipt.HOST)

    assert await place.home.texts() == ["limit it"]
    assert [each.type for each in await phone.records()] == ["thread.started", "message.received"]


async def test_what_was_written_offline_is_sent_once_in_order(place: Place) -> None:
    dial = place.dial()
    host, phone = place.home.service(place.dial()), place.phone.service(dial)
    texts = [str(number) for number in range(100)]
    ids = [await phone.send(message(text)) for text in texts]

    async with asyncio.timeout(5), running(host.run), running(phone.run):
        await phone.wait_receipt(ids[10], Receipt.RELAY, Receipt.HOST)
        await dial.cut()
        await phone.wait_receipt(ids[-1], Receipt.HOST)

    assert await place.home.texts() == texts


async def test_a_host_that_comes_back_reads_its_mail_to_the_end_first(place: Place) -> None:
    first, phone = place.home.service(place.dial()), place.phone.service(place.dial())
    async with asyncio.timeout(5), running(phone.run):
        async with running(first.run):
            await place.home.read_all.wait()
        place.home.read_all.clear()
        id_ = await phone.send(message("while it was away"))
        await phone.wait_receipt(id_, Receipt.RELAY)
        async with running(place.home.service(place.dial()).run):
            await place.home.read_all.wait()
            assert await place.home.texts() == ["while it was away"]
            await phone.wait_receipt(id_, Receipt.HOST)


async def test_a_host_says_goodbye_and_the_device_says_so(place: Place) -> None:
    host, phone = place.home.service(place.dial()), place.phone.service(place.dial())
    async with asyncio.timeout(5), running(phone.run):
        async with running(host.run):
            heard = phone.changed.rings
            while (await phone.presence()).state is not PresenceState.AWAKE:
                heard = await phone.changed.wait_rung(heard)
        heard = phone.changed.rings
        while (await phone.presence()).state is not PresenceState.STOPPED:
            heard = await phone.changed.wait_rung(heard)


async def test_the_outbox_is_emptied_once_the_relay_has_it(place: Place) -> None:
    host = place.home.service(place.dial())
    async with asyncio.timeout(5):
        async with running(host.run):
            await place.home.read_all.wait()
            await place.home.database.write(lambda c: place.home.thread.append(c, NoticesRead(at=1, seq=1)))
            phone = place.phone.service(place.dial())
            async with running(phone.run):
                heard = phone.changed.rings
                while len(await phone.records()) < 2:
                    heard = await phone.changed.wait_rung(heard)
        assert not await place.home.database.read(lambda c: store.outgoing_after(c, 0, 1))


async def test_another_machine_that_claims_to_be_the_host_is_told_to_it(place: Place) -> None:
    host = place.home.service(place.dial())
    async with asyncio.timeout(5), running(host.run):
        await place.home.read_all.wait()
        other = place.home.service(place.dial())
        async with running(other.run):
            while not isinstance(await place.home.news.get(), LeaseTaken):
                pass
