"""Who gets in, and what they hear first."""

import pytest

from farhand.errors import Unavailable
from farhand.ids import new_id
from farhand.relay.connection import ConnectionClosed
from farhand.relay.mailbox import Limits
from farhand.relay.relay import Relay
from farhand.wire import relay as wire
from tests.fakes.relay_engine import MemoryEngine
from tests.relay.client import Client, Someone
from tests.relay.clock import ManualClock
from tests.relay.conftest import World


async def test_a_host_logs_in_by_signing_the_nonce(world: World) -> None:
    visitor = world.visitor(world.host)
    welcome = await visitor.enter()
    assert welcome.party == world.host.id
    assert welcome.token
    assert welcome.up.log != welcome.down.log


async def test_a_device_in_the_list_logs_in_also_while_pending(world: World) -> None:
    host = world.visitor(world.host)
    await host.enter(access=world.host.access(1, world.phone, state="pending"))
    welcome = await (phone := world.visitor(world.phone)).enter(world.host)
    assert welcome.party == world.phone.id
    assert welcome.host_connected
    await phone.sync()


async def test_a_device_outside_the_list_is_told_that_it_is_no_member(world: World) -> None:
    await world.host_in(1, world.phone)
    visitor = world.visitor(world.tablet)
    nonce = (await visitor.wait(wire.Challenge)).nonce
    await visitor.say(world.tablet.login(nonce, host=world.host))
    assert await visitor.wait_rejected() == "not_member"
    with pytest.raises(ConnectionClosed):
        await visitor.next()


async def test_a_host_that_the_relay_does_not_serve_is_turned_away(world: World) -> None:
    stranger = Someone("stranger")
    visitor = world.visitor(stranger)
    await visitor.say(stranger.login((await visitor.wait(wire.Challenge)).nonce))
    assert await visitor.wait_rejected() == "not_member"


async def test_a_device_of_a_host_that_the_relay_does_not_serve_is_told_that_it_serves_another(world: World) -> None:
    visitor = world.visitor(world.phone)
    nonce = (await visitor.wait(wire.Challenge)).nonce
    await visitor.say(world.phone.login(nonce, host=Someone("stranger")))
    assert await visitor.wait_rejected() == "other_host"


async def test_a_signature_for_another_address_does_not_hold(world: World) -> None:
    visitor = world.visitor(world.host)
    await visitor.say(world.host.login((await visitor.wait(wire.Challenge)).nonce, audience="elsewhere:1"))
    assert await visitor.wait_rejected() == "bad_login"


async def test_a_signature_over_another_nonce_does_not_hold(world: World) -> None:
    visitor = world.visitor(world.host)
    await visitor.wait(wire.Challenge)
    await visitor.say(world.host.login(bytes(32)))
    assert await visitor.wait_rejected() == "bad_login"


async def test_a_device_cannot_pass_as_the_host(world: World) -> None:
    await world.host_in()
    visitor = world.visitor(world.phone)
    login = world.phone.login((await visitor.wait(wire.Challenge)).nonce)
    await visitor.say(login.model_copy(update={"host": world.host.id}))
    assert await visitor.wait_rejected() == "bad_login"


async def test_a_nonce_is_too_old_after_a_minute(world: World) -> None:
    visitor = world.visitor(world.host)
    nonce = (await visitor.wait(wire.Challenge)).nonce
    world.clock.move(s=61)
    await visitor.say(world.host.login(nonce))
    assert await visitor.wait_rejected() == "bad_login"


@pytest.mark.parametrize("frame", [b"", b"\x00", b"\x00{}", b"\x01" + bytes(92), b"\x09", b'\x00{"type":"ping"}'])
async def test_anything_but_a_login_ends_a_new_connection(world: World, frame: bytes) -> None:
    connection = world.relay.connect()
    await connection.receive()
    await connection.send(frame)
    assert wire.FROM_RELAY.validate_json((await connection.receive())[1:]) == wire.Rejected(
        code="bad_login", message="the first word is a login, within a minute"
    )


async def test_a_list_that_the_host_did_not_sign_ends_its_login(world: World) -> None:
    visitor = world.visitor(world.host)
    nonce = (await visitor.wait(wire.Challenge)).nonce
    forged = world.phone.signed("access", wire.AccessList(host=world.host.id, version=1))
    await visitor.say(world.host.login(nonce, access=forged))
    assert await visitor.wait_rejected() == "bad_login"


async def test_another_machine_with_the_same_keys_waits_and_both_are_told(world: World) -> None:
    mine, copy = wire.Lease(machine=new_id(), boot=new_id()), wire.Lease(machine=new_id(), boot=new_id())
    host = world.visitor(world.host)
    await host.enter(lease=mine)
    visitor = world.visitor(world.host)
    nonce = (await visitor.wait(wire.Challenge)).nonce
    await visitor.say(world.host.login(nonce, lease=copy))
    taken = await visitor.wait(wire.LeaseTaken)
    assert (taken.machine, taken.boot) == (mine.machine, mine.boot)
    assert await visitor.wait_rejected() == "lease"
    told = await host.wait(wire.LeaseTaken)
    assert (told.machine, told.boot) == (copy.machine, copy.boot)
    await host.sync()


async def test_another_machine_takes_over_when_the_lease_lapsed(world: World) -> None:
    host = world.visitor(world.host)
    await host.enter(lease=wire.Lease(machine=new_id(), boot=new_id()))
    await host.close()
    world.clock.move(s=91)
    await world.visitor(world.host).enter(lease=wire.Lease(machine=new_id(), boot=new_id()))


async def test_a_host_that_said_goodbye_leaves_the_lease_free(world: World) -> None:
    host = world.visitor(world.host)
    await host.enter(lease=wire.Lease(machine=new_id(), boot=new_id()))
    await host.say(wire.PutPresence(presence=world.host.heartbeat(1, state="stopped")))
    await host.sync()
    await host.close()
    await world.visitor(world.host).enter(lease=wire.Lease(machine=new_id(), boot=new_id()))


async def test_the_same_process_that_connects_anew_replaces_its_old_connection(world: World) -> None:
    lease = wire.Lease(machine=new_id(), boot=new_id())
    old = world.visitor(world.host)
    await old.enter(lease=lease)
    await (new := world.visitor(world.host)).enter(lease=lease)
    assert await old.wait_rejected() == "gone"
    await new.sync()


async def test_strangers_beyond_the_limit_push_out_the_oldest_and_nobody_inside() -> None:
    host, limits = Someone("host"), Limits(strangers=2)
    async with Relay(MemoryEngine(), ManualClock(), lambda _: True, limits=limits).running() as relay:
        inside = Client(host, relay.connect())
        await inside.enter()
        strangers = [Client(Someone("stranger"), relay.connect()) for _ in range(3)]
        assert await strangers[0].wait_rejected() == "gone"
        await strangers[1].wait(wire.Challenge)
        await inside.sync()


async def test_a_stopping_relay_ends_every_connection() -> None:
    host, stranger = Someone("host"), Someone("stranger")
    async with Relay(MemoryEngine(), ManualClock(), lambda _: True).running() as relay:
        inside, outside = Client(host, relay.connect()), Client(stranger, relay.connect())
        await inside.enter()
    assert await inside.wait_rejected() == "gone"
    assert await outside.wait_rejected() == "gone"
    with pytest.raises(Unavailable):
        relay.connect()
