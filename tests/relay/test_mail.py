"""What goes up and down between a host and its devices."""

import pytest

from farhand.ids import new_id
from farhand.relay.connection import ConnectionClosed
from farhand.relay.mailbox import Limits
from farhand.relay.relay import Relay
from farhand.wire import relay as wire
from farhand.wire.envelope import MAX_ENVELOPE_BYTES, Class, Direction
from tests.fakes.relay_engine import MemoryEngine
from tests.relay.client import Client, Delivered, HostClient, Someone
from tests.relay.clock import ManualClock
from tests.relay.conftest import World


async def test_a_command_is_stored_then_delivered_to_the_host_as_the_same_bytes(world: World) -> None:
    host, phone = await world.host_in(), await world.device_in(world.phone)
    await host.read_to_end()
    command = world.phone.command(world.host)
    assert await phone.store(command) == 1
    assert await host.wait_delivered() == Delivered(1, command)


async def test_a_record_reaches_every_device(world: World) -> None:
    host, phone, tablet = await world.host_in(), await world.device_in(world.phone), await world.device_in(world.tablet)
    await phone.read_to_end()
    await tablet.read_to_end()
    record = world.host.record()
    await host.store(record)
    assert await phone.wait_delivered() == await tablet.wait_delivered() == Delivered(1, record)


async def test_a_repeat_gets_its_first_place_again_and_is_delivered_once(world: World) -> None:
    host, phone = await world.host_in(), await world.device_in(world.phone)
    await host.read_to_end()
    first, second = world.phone.command(world.host), world.phone.command(world.host)
    places = [await phone.store(each) for each in (first, first, second, first)]
    assert places == [1, 1, 2, 1]
    assert [(await host.wait_delivered()).mseq for _ in range(2)] == [1, 2]


async def test_mail_waits_for_a_host_that_is_away(world: World) -> None:
    await (await world.host_in()).close()
    phone = await world.device_in(world.phone)
    await phone.store(world.phone.command(world.host))
    assert await (await world.host_in()).read_to_end() == [1]


async def test_what_is_ephemeral_reaches_who_is_there_and_is_not_stored(world: World) -> None:
    host, phone = await world.host_in(), await world.device_in(world.phone)
    await phone.read_to_end()
    streamed = world.host.envelope(Class.EPHEMERAL)
    await host.put(streamed)
    assert await phone.wait_delivered() == Delivered(0, streamed)
    assert await phone.read_to_end() == []


async def test_a_direct_envelope_reaches_only_whom_it_names(world: World) -> None:
    host, phone, tablet = await world.host_in(), await world.device_in(world.phone), await world.device_in(world.tablet)
    to_tablet = world.host.envelope(Class.DIRECT, key=world.tablet.id)
    to_phone = world.host.envelope(Class.DIRECT, key=world.phone.id)
    await host.put(to_tablet)
    await host.put(to_phone)
    assert await phone.wait_delivered() == Delivered(0, to_phone)
    assert await tablet.wait_delivered() == Delivered(0, to_tablet)
    to_host = world.phone.envelope(Class.DIRECT, host=world.host, key=world.host.id)
    await phone.put(to_host)
    assert await host.wait_delivered() == Delivered(0, to_host)


async def test_a_direct_envelope_to_a_stranger_is_refused(world: World) -> None:
    host, phone = await world.host_in(), await world.device_in(world.phone)
    assert await host.refused(world.host.envelope(Class.DIRECT, key=new_id())) == "not_member"
    stray = world.phone.envelope(Class.DIRECT, host=world.host, key=world.tablet.id)
    assert await phone.refused(stray) == "wrong_mailbox"


async def test_each_party_writes_only_its_own_mailbox_under_its_own_name(world: World) -> None:
    host, phone = await world.host_in(), await world.device_in(world.phone)
    assert await phone.refused(world.phone.command(Someone("other host"))) == "wrong_mailbox"
    assert await phone.refused(world.host.record()) == "wrong_mailbox"
    assert await phone.refused(world.tablet.command(world.host)) == "malformed"
    assert await phone.refused(world.phone.envelope(Class.RECORD, host=world.host)) == "wrong_mailbox"
    assert await host.refused(world.host.envelope(Class.COMMAND)) == "wrong_mailbox"
    assert await host.refused(world.phone.command(world.host)) == "wrong_mailbox"


async def test_what_is_too_large_or_too_late_is_refused(world: World) -> None:
    await world.host_in()
    phone = await world.device_in(world.phone)
    assert await phone.refused(world.phone.command(world.host, bytes(MAX_ENVELOPE_BYTES))) == "too_large"
    late = world.phone.command(world.host, expires_ms=world.clock.now_ms())
    assert await phone.refused(late) == "expired"


async def test_bytes_that_are_no_envelope_are_refused_and_the_connection_goes_on(world: World) -> None:
    await world.host_in()
    phone = await world.device_in(world.phone)
    raw = bytearray(world.phone.command(world.host).raw)
    raw[0] = 9
    for bad in (b"", b"short", bytes(raw), bytes(raw[:-1])):
        await phone.put_raw(bad)
        assert (await phone.wait(wire.NotStored)).code == "malformed"
    await phone.sync()


async def test_an_envelope_is_kept_thirty_days_at_most(world: World) -> None:
    host, phone = await world.host_in(), await world.device_in(world.phone)
    await phone.store(world.phone.command(world.host))
    world.clock.move(hours=30 * 24 + 1)
    await world.engine.expire(world.clock.now_ms())
    assert await host.read_to_end() == []


async def test_a_full_mailbox_refuses_by_name() -> None:
    host, phone = Someone("host"), Someone("phone")
    limits = Limits(mailbox_bytes=300)
    async with Relay(MemoryEngine(), ManualClock(), lambda _: True, limits=limits).running() as relay:
        await HostClient(host, relay.connect()).enter(access=host.access(1, phone))
        client = Client(phone, relay.connect())
        await client.enter(host)
        await client.store(phone.command(host, bytes(100)))
        assert await client.refused(phone.command(host, bytes(100))) == "quota"


async def test_many_envelopes_in_flight_are_stored_in_order(world: World) -> None:
    host, phone = await world.host_in(), await world.device_in(world.phone)
    await host.read_to_end()
    commands = [world.phone.command(world.host) for _ in range(100)]
    for each in commands:
        await phone.put(each)
    assert [(await phone.wait(wire.Stored)).id for _ in commands] == [each.header.id for each in commands]
    assert [(await host.wait_delivered()).envelope for _ in commands] == commands


async def test_acked_mail_is_freed_at_the_next_look(world: World) -> None:
    host, phone = await world.host_in(), await world.device_in(world.phone)
    log = (await host.read()).log
    for _ in range(3):
        await phone.store(world.phone.command(world.host))
    await host.say(wire.Ack(direction=Direction.UP, cursor=wire.Cursor(log=log, mseq=2)))
    await host.sync()
    world.relay.look()
    await host.sync()
    assert await host.read_to_end() == [3]


async def test_an_ack_of_another_log_frees_nothing(world: World) -> None:
    host, phone = await world.host_in(), await world.device_in(world.phone)
    await host.read()
    await phone.store(world.phone.command(world.host))
    await host.say(wire.Ack(direction=Direction.UP, cursor=wire.Cursor(log=new_id(), mseq=1)))
    await host.close()
    assert await (await world.host_in()).read_to_end() == [1]


async def test_acks_hold_when_the_connection_ends(world: World) -> None:
    host, phone = await world.host_in(), await world.device_in(world.phone)
    log = (await host.read()).log
    await phone.store(world.phone.command(world.host))
    await host.say(wire.Ack(direction=Direction.UP, cursor=wire.Cursor(log=log, mseq=1)))
    await host.close()
    assert await (await world.host_in()).read_to_end() == []


async def test_nobody_reads_the_other_direction_or_does_what_is_the_hosts(world: World) -> None:
    await world.host_in()
    messages = (
        wire.Read(direction=Direction.UP),
        wire.PutAccess(access=world.host.access(9)),
        wire.PutPresence(presence=world.host.heartbeat(1)),
        wire.OpenRendezvous(rendezvous=new_id(), expires=1 << 50),
    )
    for message in messages:
        phone = await world.device_in(world.phone)
        await phone.say(message)
        assert await phone.wait_rejected() == "malformed"
        with pytest.raises(ConnectionClosed):
            await phone.next()
