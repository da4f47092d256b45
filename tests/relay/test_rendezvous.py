"""Meeting a device that is not paired yet."""

import asyncio

import pytest

from farhand.ids import new_id
from farhand.relay.connection import ConnectionClosed, Remote, Via
from farhand.relay.rendezvous import BURST, MAX_CHANNELS, MAX_FRAME_BYTES, Channel, JoinRefusal
from farhand.wire import relay as wire
from tests.relay.client import HostClient
from tests.relay.conftest import World

PHONE = Remote("192.0.2.1", Via.TLS)


async def _open(world: World, *, s: int = 180) -> tuple[HostClient, str]:
    host, rendezvous = await world.host_in(), new_id()
    await host.say(wire.OpenRendezvous(rendezvous=rendezvous, expires=world.clock.now_ms() + s * 1000))
    await host.sync()
    return host, rendezvous


def _join(world: World, rendezvous: str, address: str = "192.0.2.1") -> Channel:
    channel = world.relay.join(rendezvous, Remote(address, Via.TLS))
    assert isinstance(channel, Channel)
    return channel


async def _receive(channel: Channel) -> bytes:
    async with asyncio.timeout(5):
        return await channel.receive()


async def test_frames_go_both_ways_between_host_and_device(world: World) -> None:
    host, rendezvous = await _open(world)
    channel = _join(world, rendezvous)
    await channel.send(b"\x01hello")
    met = await host.wait_met()
    assert (met.rendezvous, met.payload) == (rendezvous, b"\x01hello")
    await host.meet(met, b"\x02welcome")
    assert await _receive(channel) == b"\x02welcome"


async def test_each_device_has_a_channel_of_its_own(world: World) -> None:
    host, rendezvous = await _open(world)
    first, second = _join(world, rendezvous), _join(world, rendezvous)
    await first.send(b"1")
    await second.send(b"2")
    mets = [await host.wait_met(), await host.wait_met()]
    assert mets[0].channel != mets[1].channel
    await host.meet(mets[1], b"for the second")
    await host.meet(mets[0], b"for the first")
    assert (await _receive(first), await _receive(second)) == (b"for the first", b"for the second")


async def test_only_a_few_devices_come_at_once(world: World) -> None:
    _, rendezvous = await _open(world)
    channels = [_join(world, rendezvous) for _ in range(MAX_CHANNELS)]
    assert world.relay.join(rendezvous, PHONE) is JoinRefusal.FULL
    await channels[0].close()
    _join(world, rendezvous)


async def test_an_unknown_rendezvous_and_one_that_is_over_cannot_be_joined(world: World) -> None:
    _, rendezvous = await _open(world, s=180)
    assert world.relay.join(new_id(), PHONE) is JoinRefusal.UNKNOWN
    world.clock.move(s=180)
    assert world.relay.join(rendezvous, PHONE) is JoinRefusal.UNKNOWN


async def test_a_channel_ends_when_the_rendezvous_expires(world: World) -> None:
    _, rendezvous = await _open(world, s=180)
    channel = _join(world, rendezvous)
    world.clock.move(s=180)
    world.relay.look()
    with pytest.raises(ConnectionClosed):
        await _receive(channel)


async def test_nothing_goes_through_after_expiry_even_before_the_sweep(world: World) -> None:
    _, rendezvous = await _open(world, s=180)
    channel = _join(world, rendezvous)
    world.clock.move(s=180)
    with pytest.raises(ConnectionClosed):
        await channel.send(b"late")


async def test_the_host_ends_a_rendezvous_and_its_channels(world: World) -> None:
    host, rendezvous = await _open(world)
    channel = _join(world, rendezvous)
    await host.say(wire.CloseRendezvous(rendezvous=rendezvous))
    with pytest.raises(ConnectionClosed):
        await _receive(channel)
    assert world.relay.join(rendezvous, PHONE) is JoinRefusal.UNKNOWN


async def test_a_rendezvous_ends_with_the_connection_of_the_host(world: World) -> None:
    host, rendezvous = await _open(world)
    channel = _join(world, rendezvous)
    await host.close()
    with pytest.raises(ConnectionClosed):
        await _receive(channel)


async def test_the_host_hears_when_a_device_leaves(world: World) -> None:
    host, rendezvous = await _open(world)
    channel = _join(world, rendezvous)
    await channel.send(b"hello")
    met = await host.wait_met()
    await channel.close()
    assert await host.wait(wire.ChannelClosed) == wire.ChannelClosed(rendezvous=rendezvous, channel=met.channel)


async def test_what_is_too_large_ends_the_channel(world: World) -> None:
    _, rendezvous = await _open(world)
    channel = _join(world, rendezvous)
    with pytest.raises(ConnectionClosed):
        await channel.send(bytes(MAX_FRAME_BYTES + 1))
    with pytest.raises(ConnectionClosed):
        await channel.send(b"more")


async def test_too_many_frames_end_the_channel_and_the_address_waits(world: World) -> None:
    _, rendezvous = await _open(world)
    channel = _join(world, rendezvous)
    with pytest.raises(ConnectionClosed):
        await _guess(channel, BURST + 1)
    assert world.relay.join(rendezvous, PHONE) is JoinRefusal.TOO_OFTEN
    world.clock.move(s=60)
    _join(world, rendezvous)


async def _guess(channel: Channel, times: int) -> None:
    for _ in range(times):
        await channel.send(b"guess")


async def test_many_addresses_together_do_not_pass_the_limit_of_one_rendezvous(world: World) -> None:
    _, rendezvous = await _open(world)
    for number in range(BURST):
        channel = _join(world, rendezvous, f"192.0.2.{number}")
        await channel.send(b"guess")
        await channel.close()
    with pytest.raises(ConnectionClosed):
        await _join(world, rendezvous, "198.51.100.1").send(b"guess")


async def test_a_host_cannot_take_the_rendezvous_of_another_connection(world: World) -> None:
    _, rendezvous = await _open(world)
    world.relay.desk.rendezvouses.open(_Nobody(), rendezvous, world.clock.now_ms() + 1000)
    channel = _join(world, rendezvous)
    await channel.send(b"still the first host's")


class _Nobody:
    def push(self, frame: bytes) -> None: ...

    def offer(self, frame: bytes) -> None: ...
