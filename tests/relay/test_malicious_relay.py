"""The lying relay of the tests does lie, each time in the one way that was asked for."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

import pytest

from farhand.ids import new_id
from farhand.wire import relay as wire
from tests.fakes.malicious_relay import MaliciousRelay, Mischief, flip_byte, flip_last_byte
from tests.relay.client import Client, HostClient
from tests.relay.conftest import World


@dataclass(slots=True)
class Deceived:
    """A phone that reads from a lying relay what an honest host connection sends."""

    liar: MaliciousRelay
    host: Client
    phone: Client
    world: World

    @property
    def mischief(self) -> Mischief:
        return self.liar.mischief

    async def send(self, count: int) -> None:
        for _ in range(count):
            await self.host.store(self.world.host.record())

    async def mseqs(self, count: int) -> list[int]:
        return [(await self.phone.wait_delivered()).mseq for _ in range(count)]


@pytest.fixture
async def deceived(world: World) -> AsyncGenerator[Deceived]:
    host = await world.host_in()
    async with MaliciousRelay(world.relay).running() as liar:
        phone = Client(world.phone, liar.connect())
        await phone.enter(world.host)
        await phone.read_to_end()
        yield Deceived(liar, host, phone, world)


async def test_it_tells_the_truth_until_a_knob_is_turned(deceived: Deceived) -> None:
    await deceived.send(3)
    assert await deceived.mseqs(3) == [1, 2, 3]


async def test_it_drops(deceived: Deceived) -> None:
    deceived.mischief.drop = lambda number: number == 1
    await deceived.send(3)
    assert await deceived.mseqs(2) == [1, 3]


async def test_it_delays(deceived: Deceived) -> None:
    deceived.mischief.is_delaying = True
    await deceived.send(2)
    await deceived.phone.sync()
    deceived.mischief.is_delaying = False
    await deceived.send(1)
    assert await deceived.mseqs(1) == [3]
    deceived.liar.release()
    assert await deceived.mseqs(2) == [1, 2]


async def test_it_replays(deceived: Deceived) -> None:
    deceived.mischief.replay = True
    await deceived.send(2)
    assert await deceived.mseqs(5) == [1, 1, 2, 1, 2]


async def test_it_reorders(deceived: Deceived) -> None:
    deceived.mischief.reorder = 3
    await deceived.send(3)
    assert await deceived.mseqs(3) == [3, 2, 1]


async def test_it_alters_payload_and_header(deceived: Deceived) -> None:
    record = deceived.world.host.record(b"sealed")
    deceived.mischief.alter = flip_last_byte
    await deceived.host.store(record)
    assert (await deceived.phone.wait_delivered()).envelope.payload == b"seale" + bytes((ord("d") ^ 1,))
    deceived.mischief.alter = flip_byte(36)
    await deceived.send(1)
    assert (await deceived.phone.wait_delivered()).envelope.payload == b"sealed"


async def test_it_withholds_the_tail_and_says_that_all_was_read(deceived: Deceived) -> None:
    await deceived.send(3)
    deceived.mischief.withhold_after = 2
    reader = Client(deceived.world.phone, deceived.liar.connect())
    await reader.enter(deceived.world.host)
    assert await reader.read_to_end() == [1, 2]


async def test_it_resets_its_log(deceived: Deceived) -> None:
    await deceived.send(2)
    deceived.mischief.log = new_id()
    reader = Client(deceived.world.phone, deceived.liar.connect())
    welcome = await reader.enter(deceived.world.host)
    assert welcome.down.log == deceived.mischief.log
    assert (await reader.read(welcome.down)).log == deceived.mischief.log
    assert (await reader.wait_delivered()).mseq == 1


async def test_it_keeps_an_old_list(deceived: Deceived) -> None:
    world = deceived.world
    deceived.mischief.keeps_old_access = True
    host = HostClient(world.host, deceived.liar.connect())
    await host.enter(access=world.host.access(7))
    await host.say(wire.PutAccess(access=world.host.access(8)))
    await host.sync()
    await deceived.phone.sync()


async def test_it_keeps_an_old_heartbeat(deceived: Deceived) -> None:
    world = deceived.world
    host = HostClient(world.host, deceived.liar.connect())
    await host.enter()
    await host.say(wire.PutPresence(presence=world.host.heartbeat(1)))
    await host.sync()
    deceived.mischief.keeps_old_presence = True
    await host.say(wire.PutPresence(presence=world.host.heartbeat(2)))
    await host.sync()
    assert (await world.visitor(world.phone).enter(world.host)).presence == world.host.heartbeat(1)


async def test_it_says_stored_for_what_it_threw_away(deceived: Deceived) -> None:
    deceived.mischief.lies_stored = True
    await deceived.phone.store(deceived.world.phone.command(deceived.world.host))
    host = HostClient(deceived.world.host, deceived.world.relay.connect())
    await host.enter()
    assert await host.read_to_end() == []
