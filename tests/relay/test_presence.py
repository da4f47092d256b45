"""Lists, heartbeats and who is connected, as the other side hears of them."""

import pytest

from farhand.relay.connection import ConnectionClosed
from farhand.wire import relay as wire
from tests.relay.client import Someone
from tests.relay.conftest import World


async def test_a_device_that_is_removed_is_put_out_at_once(world: World) -> None:
    host, phone, tablet = await world.host_in(), await world.device_in(world.phone), await world.device_in(world.tablet)
    await host.say(wire.PutAccess(access=world.host.access(2, world.tablet)))
    assert await phone.wait_rejected() == "not_member"
    with pytest.raises(ConnectionClosed):
        await phone.next()
    await tablet.sync()


async def test_a_removed_device_hears_nothing_that_waited_for_it(world: World) -> None:
    host, phone = await world.host_in(), await world.device_in(world.phone)
    await phone.read_to_end()
    await host.store(world.host.record())
    await host.say(wire.PutAccess(access=world.host.access(2, world.tablet)))
    await host.sync()
    assert isinstance(await phone.next(), wire.Rejected)


async def test_mail_that_a_removed_device_still_sends_is_not_stored(world: World) -> None:
    host, phone = await world.host_in(), await world.device_in(world.phone)
    await host.say(wire.PutAccess(access=world.host.access(2, world.tablet)))
    await host.sync()
    with pytest.raises(ConnectionClosed):
        await phone.put(world.phone.command(world.host))
    assert await host.read_to_end() == []


async def test_a_device_with_a_new_key_under_no_entry_stays_out_and_a_new_entry_lets_it_in(world: World) -> None:
    host = await world.host_in(1, world.phone)
    await host.say(wire.PutAccess(access=world.host.access(2, world.phone, world.tablet)))
    await host.sync()
    await (await world.device_in(world.tablet)).sync()


async def test_an_older_list_changes_nothing(world: World) -> None:
    host, phone = await world.host_in(5), await world.device_in(world.phone)
    await host.say(wire.PutAccess(access=world.host.access(4, world.tablet)))
    await host.say(wire.PutAccess(access=world.host.access(5, world.tablet)))
    await host.sync()
    await phone.sync()
    await (await world.device_in(world.phone)).sync()


async def test_a_list_of_another_host_or_with_a_wrong_signature_ends_the_connection(world: World) -> None:
    for forged in (
        world.phone.signed("access", wire.AccessList(host=world.host.id, version=9)),
        world.host.signed("access", wire.AccessList(host=Someone("other").id, version=9)),
        world.host.signed("presence", wire.AccessList(host=world.host.id, version=9)),
    ):
        host = await world.host_in()
        await host.say(wire.PutAccess(access=forged))
        assert await host.wait_rejected() == "malformed"


async def test_the_list_outlives_the_connection_of_the_host(world: World) -> None:
    await (await world.host_in()).close()
    welcome = await world.visitor(world.phone).enter(world.host)
    assert welcome.party == world.phone.id


async def test_a_heartbeat_reaches_devices_and_is_in_their_welcome(world: World) -> None:
    host, phone = await world.host_in(), await world.device_in(world.phone)
    beat = world.host.heartbeat(1)
    await host.say(wire.PutPresence(presence=beat))
    heard = await phone.wait(wire.Presence)
    assert (heard.presence, heard.connected, heard.received_at) == (beat, True, world.clock.now_ms())
    assert (await world.visitor(world.tablet).enter(world.host)).presence == beat


async def test_an_older_counter_of_the_same_boot_is_dropped_and_a_new_boot_is_not(world: World) -> None:
    host, phone = await world.host_in(), await world.device_in(world.phone)
    newest, rebooted = world.host.heartbeat(5), world.host.heartbeat(1, boot="d" * 32)
    for beat in (newest, world.host.heartbeat(4), newest, rebooted):
        await host.say(wire.PutPresence(presence=beat))
    assert (await phone.wait(wire.Presence)).presence == newest
    assert (await phone.wait(wire.Presence)).presence == rebooted


async def test_a_heartbeat_that_the_host_did_not_sign_ends_the_connection(world: World) -> None:
    host = await world.host_in()
    await host.say(wire.PutPresence(presence=world.phone.heartbeat(1)))
    assert await host.wait_rejected() == "malformed"


async def test_devices_hear_when_the_host_comes_and_goes(world: World) -> None:
    await (await world.host_in()).close()
    phone = await world.device_in(world.phone)
    host = await world.host_in()
    while not (await phone.wait(wire.Presence)).connected:
        pass
    await host.close()
    while (await phone.wait(wire.Presence)).connected:
        pass


async def test_the_host_hears_of_the_first_and_the_last_connection_of_a_device(world: World) -> None:
    host = await world.host_in()
    first, second = await world.device_in(world.phone), await world.device_in(world.phone)
    assert await host.wait(wire.DevicePresent) == wire.DevicePresent(device=world.phone.id, connected=True)
    await first.close()
    await second.close()
    assert await host.wait(wire.DevicePresent) == wire.DevicePresent(device=world.phone.id, connected=False)


async def test_a_host_that_comes_later_hears_which_devices_are_there(world: World) -> None:
    await (await world.host_in()).close()
    await world.device_in(world.phone)
    host = await world.host_in()
    assert await host.wait(wire.DevicePresent) == wire.DevicePresent(device=world.phone.id, connected=True)


async def test_a_device_with_too_many_connections_loses_the_oldest(world: World) -> None:
    await world.host_in()
    phones = [await world.device_in(world.phone) for _ in range(9)]
    assert await phones[0].wait_rejected() == "gone"
    await phones[1].sync()
