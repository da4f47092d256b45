"""Reading a log: pages, then live, with neither gap nor repeat."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farhand.ids import new_id
from farhand.relay.connection import ConnectionClosed
from farhand.relay.mailbox import Limits
from farhand.relay.relay import Relay
from farhand.wire import relay as wire
from farhand.wire.envelope import Direction
from tests.fakes.relay_engine import MemoryEngine
from tests.relay.client import Client, Delivered, HostClient, Someone
from tests.relay.clock import ManualClock
from tests.relay.conftest import World

SMALL = Limits(frames_waiting=8, page_items=3, stall_s=5)


async def _fill(world: World, count: int) -> None:
    phone = await world.device_in(world.phone)
    for _ in range(count):
        await phone.store(world.phone.command(world.host))


async def test_reading_goes_on_after_the_cursor(world: World) -> None:
    host = await world.host_in()
    await _fill(world, 5)
    log = (await host.read()).log
    assert await host.read_to_end(wire.Cursor(log=log, mseq=3)) == [4, 5]


async def test_a_cursor_of_another_log_starts_at_zero(world: World) -> None:
    host = await world.host_in()
    await _fill(world, 2)
    assert (await host.read(wire.Cursor(log=new_id(), mseq=2))).after == 0


async def test_a_cursor_beyond_the_log_starts_at_zero(world: World) -> None:
    host = await world.host_in()
    await _fill(world, 2)
    log = (await host.read()).log
    assert await host.read_to_end(wire.Cursor(log=log, mseq=9)) == [1, 2]


async def test_places_before_the_first_mean_the_first(world: World) -> None:
    host = await world.host_in()
    await _fill(world, 2)
    log = (await host.read()).log
    before = wire.Cursor(log=log, mseq=-(1 << 70))
    await host.say(wire.Ack(direction=Direction.UP, cursor=before))
    world.relay.look()
    assert await host.read_to_end(before) == [1, 2]


async def test_caught_up_names_the_head_also_when_all_was_freed(world: World) -> None:
    host = await world.host_in()
    await _fill(world, 3)
    log = (await host.read()).log
    await host.say(wire.Ack(direction=Direction.UP, cursor=wire.Cursor(log=log, mseq=3)))
    await host.close()
    host = await world.host_in()
    await host.read()
    assert (await host.wait(wire.CaughtUp)).mseq == 3


async def test_a_lost_wake_is_healed_by_a_look(world: World) -> None:
    host = await world.host_in()
    await host.read_to_end()
    world.engine.lose_wakes = True
    await _fill(world, 2)
    world.engine.lose_wakes = False
    world.relay.look()
    assert [(await host.wait_delivered()).mseq for _ in range(2)] == [1, 2]
    await _fill(world, 1)
    assert (await host.wait_delivered()).mseq == 3


async def test_a_wake_after_a_lost_one_brings_both_in_order(world: World) -> None:
    host = await world.host_in()
    await host.read_to_end()
    world.engine.lose_wakes = True
    await _fill(world, 1)
    world.engine.lose_wakes = False
    await _fill(world, 1)
    assert [(await host.wait_delivered()).mseq for _ in range(2)] == [1, 2]


async def test_a_reader_that_takes_nothing_is_paged_later_and_misses_nothing() -> None:
    host, phone = Someone("host"), Someone("phone")
    async with Relay(MemoryEngine(), ManualClock(), lambda _: True, limits=SMALL).running() as relay:
        reader, writer = HostClient(host, relay.connect()), Client(phone, relay.connect())
        await reader.enter(access=host.access(1, phone))
        await reader.read_to_end()
        await writer.enter(host)
        for _ in range(50):
            await writer.store(phone.command(host))
        assert [(await reader.wait_delivered()).mseq for _ in range(50)] == list(range(1, 51))


async def test_a_connection_too_slow_for_what_must_arrive_is_ended() -> None:
    host, phone = Someone("host"), Someone("phone")
    async with Relay(MemoryEngine(), ManualClock(), lambda _: True, limits=SMALL).running() as relay:
        owner, slow = HostClient(host, relay.connect()), Client(phone, relay.connect())
        await owner.enter(access=host.access(1, phone))
        await slow.enter(host)
        for counter in range(20):
            await owner.say(wire.PutPresence(presence=host.heartbeat(counter)))
        await owner.sync()
        assert await slow.wait_rejected() == "too_slow"


async def test_replies_that_nobody_takes_end_the_connection() -> None:
    host = Someone("host")
    limits = Limits(frames_waiting=4, stall_s=0.01)
    async with Relay(MemoryEngine(), ManualClock(), lambda _: True, limits=limits).running() as relay:
        owner = HostClient(host, relay.connect())
        await owner.enter()
        with pytest.raises(ConnectionClosed):
            await _ping_on(owner)
        assert await owner.wait_rejected() == "too_slow"


async def _ping_on(client: Client) -> None:
    async with asyncio.timeout(5):
        while True:
            await client.say(wire.Ping())


class Reader:
    """A host's reading end that drops its connection at will and keeps what it has."""

    def __init__(self, relay: Relay, host: Someone) -> None:
        self._relay = relay
        self._host = host
        self._client: HostClient | None = None
        self._log = ""
        self.seen: list[int] = []

    async def connect(self) -> None:
        self._client = HostClient(self._host, self._relay.connect())
        await self._client.enter()
        cursor = wire.Cursor(log=self._log, mseq=self.seen[-1] if self.seen else 0) if self._log else None
        self._log = (await self._client.read(cursor)).log

    async def take(self, count: int) -> None:
        """Take at most this many envelopes of those that are certain to come."""
        for _ in range(count):
            if self._client:
                self.seen.append((await self._client.wait_delivered()).mseq)

    async def ack(self) -> None:
        if self._client and self.seen:
            cursor = wire.Cursor(log=self._log, mseq=self.seen[-1])
            await self._client.say(wire.Ack(direction=Direction.UP, cursor=cursor))

    async def drop(self) -> None:
        if self._client:
            await self._client.close()
            self._client = None


_step = st.one_of(
    st.tuples(st.just("append"), st.integers(1, 9)),
    st.tuples(st.just("append quietly"), st.integers(1, 3)),
    st.tuples(st.just("take"), st.integers(1, 9)),
    st.tuples(st.sampled_from(["repeat", "ack", "drop", "look", "yield"]), st.just(1)),
)


async def _play(steps: list[tuple[str, int]]) -> None:
    host, phone, engine = Someone("host"), Someone("phone"), MemoryEngine()
    async with Relay(engine, ManualClock(), lambda _: True, limits=SMALL).running() as relay:
        owner = HostClient(host, relay.connect())
        await owner.enter(access=host.access(1, phone))
        await owner.close()
        writer, reader = Client(phone, relay.connect()), Reader(relay, host)
        await writer.enter(host)
        await reader.connect()
        sent = [phone.command(host)]
        await writer.store(sent[0])
        for step, count in steps:
            match step:
                case "append" | "append quietly":
                    engine.lose_wakes = step == "append quietly"
                    for _ in range(count):
                        sent.append(phone.command(host))
                        await writer.store(sent[-1])
                    engine.lose_wakes = False
                case "repeat":
                    assert await writer.store(sent[-1]) == len(sent)
                case "take":
                    relay.look()  # what was appended quietly is certain to come only after a look
                    await reader.take(min(count, len(sent) - len(reader.seen)))
                case "ack":
                    await reader.ack()
                case "drop":
                    await reader.drop()
                    await reader.connect()
                case "look":
                    relay.look()
                case _:
                    await asyncio.sleep(0)
        relay.look()
        await reader.take(len(sent) - len(reader.seen))
        assert reader.seen == list(range(1, len(sent) + 1))


@settings(max_examples=150, deadline=None)
@given(st.lists(_step, max_size=25))
def test_whatever_happens_a_reader_sees_each_place_once_and_in_order(steps: list[tuple[str, int]]) -> None:
    asyncio.run(_play(steps))


async def test_nothing_is_repeated_while_pages_and_live_mail_meet(world: World) -> None:
    host = await world.host_in()
    await _fill(world, 300)
    await host.read()
    await _fill(world, 20)
    places: list[int] = []
    while len(places) < 320:
        said = await host.next()
        if isinstance(said, Delivered):
            places.append(said.mseq)
    assert places == list(range(1, 321))
