"""Pairing at the host: only the person with the digits lets a device in, and a failure costs nothing but the secret."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from farhand.crypto.hpke import HpkeKey
from farhand.crypto.identity import Identity
from farhand.crypto.pairing import DeviceHandshake, DeviceTerms, HostProved, Reply, TurnedAway
from farhand.database import Database
from farhand.devices import store as devices
from farhand.devices.access import PENDING_MS, Access
from farhand.devices.pairing import INVITATION_MS, MAX_ATTEMPTS_TOLD, Pairing, Progress
from farhand.errors import Conflict, UsageError
from farhand.ids import RendezvousId, new_id
from farhand.relay.rendezvous import MAX_FRAME_BYTES
from farhand.thread import store as thread_store
from farhand.thread.projection import event_of
from farhand.thread.thread import Thread
from farhand.wire.host_events import DevicesChanged, PairingAttempted, ThreadStarted
from farhand.wire.pairing import Accepted, Declined, Invitation
from farhand.wire.record import Record
from farhand.wire.relay import AccessList, Signed
from tests.fakes.clock import FakeClock


@dataclass(slots=True)
class FakeRendezvous:
    """Keeps what the host sent."""

    open: set[str] = field(default_factory=set[str])
    sent: list[tuple[str, bytes]] = field(default_factory=list[tuple[str, bytes]])
    announced_after: int | None = None

    async def open_rendezvous(self, rendezvous: RendezvousId, expires_ms: int) -> None:
        """Open it."""
        del expires_ms
        self.open.add(rendezvous)

    async def close_rendezvous(self, rendezvous: RendezvousId) -> None:
        """Close it."""
        self.open.discard(rendezvous)

    async def announce(self, access: Signed) -> None:
        """Note that the relay was told, and when."""
        assert AccessList.model_validate_json(access.body).entries
        self.announced_after = len(self.sent)

    async def send_rendezvous(self, rendezvous: RendezvousId, channel: str, payload: bytes) -> None:
        """Keep it."""
        del rendezvous
        self.sent.append((channel, payload))


class WatchedClock(FakeClock):
    """Counts how often it is looked at."""

    looks = 0

    def now_ms(self) -> int:
        """Return the time it was set to."""
        self.looks += 1
        return super().now_ms()


@dataclass(slots=True)
class World:
    database: Database
    thread: Thread
    access: Access
    pairing: Pairing
    rendezvous: FakeRendezvous
    clock: WatchedClock
    host: Identity

    async def exchange(self, invitation: Invitation, channel: str, payload: bytes) -> bytes:
        """Send a payload and return the host's answer."""
        before = len(self.rendezvous.sent)
        await self.pairing.receive(invitation.rendezvous, channel, payload)
        assert self.rendezvous.sent[before][0] == channel
        return self.rendezvous.sent[before][1]

    async def shake(self, invitation: Invitation, name: str = "Phone") -> tuple[DeviceHandshake, str, str]:
        """Shake hands as a phone; return the handshake, the channel and the digits."""
        handshake = DeviceHandshake(invitation, Identity.new(), DeviceTerms(name, HpkeKey.new().public))
        channel = new_id()
        second = await self.exchange(invitation, channel, handshake.start())
        proof = handshake.receive(second)
        assert isinstance(proof, Reply)
        proved = handshake.receive(await self.exchange(invitation, channel, proof.payload))
        assert isinstance(proved, HostProved)
        assert proved.proof.identity == self.host.public
        return handshake, channel, proved.digits

    async def names(self) -> list[str]:
        """Return the devices on the list."""
        return sorted(each.name for each in await self.database.read(devices.every))

    async def attempts(self) -> list[PairingAttempted]:
        """Return what devices were told of attempts."""
        records = await self.database.read(lambda connection: self.thread.since(connection, 0, 1000))
        return [event for record in records if isinstance(event := event_of(record), PairingAttempted)]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    host, clock, rendezvous = Identity.new(), WatchedClock(), FakeRendezvous()
    migrations = {"thread": thread_store.MIGRATIONS, "devices": devices.MIGRATIONS}
    async with Database.open(tmp_path / "host.sqlite", migrations) as database:
        thread = Thread(host, clock, secrets.token_bytes)
        access = Access(host, thread, clock, lambda _: None, lambda _connection, _device: None)
        hpke = HpkeKey.new()
        started = ThreadStarted(at=1, host_name="studio", key=host.public, hpke=hpke.public)
        await database.write(lambda connection: thread.append(connection, started))
        pairing = Pairing(database, thread, access, host, hpke, rendezvous, clock, "studio", rendezvous.announce)
        yield World(database, thread, access, pairing, rendezvous, clock, host)


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 1_000_000:06}"


async def test_the_right_digits_let_a_device_in_with_all_it_needs(world: World) -> None:
    invitation = await world.pairing.offer(relay="", unprotected=False)
    handshake, _, digits = await world.shake(invitation)
    assert await world.names() == []

    progress = await world.pairing.type_digits(f"{digits[:3]} {digits[3:]}")

    outcome = handshake.receive(world.rendezvous.sent[-1][1])
    assert (progress.state, await world.names()) == ("paired", ["Phone"])
    assert isinstance(outcome, Accepted)
    assert outcome.host == world.host.id
    assert len(outcome.records) == 2
    assert world.rendezvous.announced_after == len(world.rendezvous.sent) - 1


async def test_three_wrong_digits_end_it_and_every_device_is_told(world: World) -> None:
    invitation = await world.pairing.offer(relay="", unprotected=False)
    handshake, _, digits = await world.shake(invitation)

    states = [(await world.pairing.type_digits(wrong(digits))).state for _ in range(3)]

    assert states == ["digits", "digits", "failed"]
    assert isinstance(handshake.receive(world.rendezvous.sent[-1][1]), Declined)
    assert (await world.names(), len(await world.attempts())) == ([], 1)
    with pytest.raises(Conflict):
        await world.pairing.type_digits(digits)
    assert world.rendezvous.open == set()


@pytest.mark.parametrize("typed", ["12345", "1234567", "abcdef", ""])
async def test_what_is_no_code_costs_no_try(world: World, typed: str) -> None:
    await world.shake(await world.pairing.offer(relay="", unprotected=False))

    with pytest.raises(UsageError):
        await world.pairing.type_digits(typed)

    assert world.pairing.progress.tries_left == 3


async def test_a_phone_that_lost_its_connection_repeats_its_steps(world: World) -> None:
    invitation = await world.pairing.offer(relay="", unprotected=False)
    handshake, _, digits = await world.shake(invitation)
    await world.pairing.type_digits(digits)

    again = new_id()
    await world.exchange(invitation, again, handshake.start())
    proof = handshake.receive(world.rendezvous.sent[-1][1])
    assert isinstance(proof, Reply)
    await world.pairing.receive(invitation.rendezvous, again, proof.payload)

    assert isinstance(handshake.receive(world.rendezvous.sent[-1][1]), Accepted)
    assert await world.names() == ["Phone"]


async def test_a_second_phone_with_the_same_code_is_turned_away_and_told_of(world: World) -> None:
    invitation = await world.pairing.offer(relay="", unprotected=False)
    await world.shake(invitation)
    other = DeviceHandshake(invitation, Identity.new(), DeviceTerms("Thief", HpkeKey.new().public))

    answer = other.receive(await world.exchange(invitation, new_id(), other.start()))

    assert answer == TurnedAway("busy")
    assert [each.name for each in await world.attempts()] == ["Thief"]


async def test_who_does_not_know_the_secret_gets_no_answer(world: World) -> None:
    invitation = await world.pairing.offer(relay="", unprotected=False)
    guess = Invitation(
        invitation.rendezvous, invitation.key, secrets.token_bytes(32), invitation.expires_s, invitation.host_name
    )
    stranger = DeviceHandshake(guess, Identity.new(), DeviceTerms("X", HpkeKey.new().public))

    await world.pairing.receive(invitation.rendezvous, new_id(), stranger.start())

    assert world.rendezvous.sent == []
    assert await world.attempts() == []


async def test_guessing_closes_the_rendezvous(world: World) -> None:
    invitation = await world.pairing.offer(relay="", unprotected=False)

    for _ in range(20):
        await world.pairing.receive(invitation.rendezvous, new_id(), b"\x01" + secrets.token_bytes(120))

    assert world.rendezvous.open == set()
    assert world.pairing.progress.state == "failed"


async def test_an_expired_code_is_refused_in_words(world: World) -> None:
    invitation = await world.pairing.offer(relay="", unprotected=False)
    world.clock.advance(INVITATION_MS + 1000)
    late = DeviceHandshake(invitation, Identity.new(), DeviceTerms("Late", HpkeKey.new().public))

    answer = late.receive(await world.exchange(invitation, new_id(), late.start()))

    assert answer == TurnedAway("expired")
    assert world.pairing.progress.state == "expired"


async def test_a_new_code_spends_the_one_before(world: World) -> None:
    old = await world.pairing.offer(relay="", unprotected=False)
    await world.pairing.offer(relay="", unprotected=False)
    late = DeviceHandshake(old, Identity.new(), DeviceTerms("Late", HpkeKey.new().public))

    assert late.receive(await world.exchange(old, new_id(), late.start())) == TurnedAway("used")


async def test_a_link_that_the_socket_vouches_for_needs_no_digits(world: World) -> None:
    invitation = await world.pairing.offer(relay="", unprotected=True, vouched=True)
    handshake, _, _ = await world.shake(invitation, "Browser")

    assert isinstance(handshake.receive(world.rendezvous.sent[-1][1]), Accepted)
    (device,) = await world.database.read(devices.every)
    assert not device.unprotected


async def test_an_entry_lapses_unless_the_device_logs_in(world: World) -> None:
    for name in ("Seen", "Unseen"):
        invitation = await world.pairing.offer(relay="", unprotected=False)
        _, _, digits = await world.shake(invitation, name)
        await world.pairing.type_digits(digits)
    seen = next(each for each in await world.database.read(devices.every) if each.name == "Seen")
    assert await world.database.write(lambda connection: world.access.seen(connection, seen.id))

    world.clock.advance(PENDING_MS)
    await world.database.write(world.access.sweep)

    assert await world.names() == ["Seen"]


async def pair(world: World, terms: DeviceTerms, *, joins: bool = True) -> str:
    invitation = await world.pairing.offer(relay="", unprotected=False)
    identity, channel = Identity.new(), new_id()
    handshake = DeviceHandshake(invitation, identity, terms)
    proof = handshake.receive(await world.exchange(invitation, channel, handshake.start()))
    assert isinstance(proof, Reply)
    proved = handshake.receive(await world.exchange(invitation, channel, proof.payload))
    assert isinstance(proved, HostProved)
    await world.pairing.type_digits(proved.digits)
    if joins:
        assert await world.database.write(lambda connection: world.access.seen(connection, identity.id))
    return identity.id


async def test_a_device_that_replaces_another_takes_its_place_with_its_first_login(world: World) -> None:
    old = await pair(world, DeviceTerms("Old", HpkeKey.new().public))

    new = await pair(world, DeviceTerms("New", HpkeKey.new().public, replaces=old), joins=False)
    assert await world.names() == ["New", "Old"]
    await world.database.write(lambda connection: world.access.seen(connection, new))

    assert await world.names() == ["New"]


async def test_a_device_that_never_logs_in_replaces_nothing(world: World) -> None:
    old = await pair(world, DeviceTerms("Old", HpkeKey.new().public))
    await pair(world, DeviceTerms("New", HpkeKey.new().public, replaces=old), joins=False)

    world.clock.advance(PENDING_MS)
    await world.database.write(world.access.sweep)

    assert await world.names() == ["Old"]


async def test_a_device_on_plain_http_takes_nobodys_place(world: World) -> None:
    old = await pair(world, DeviceTerms("Old", HpkeKey.new().public))

    await pair(world, DeviceTerms("Plain", HpkeKey.new().public, unprotected=True, replaces=old))

    assert await world.names() == ["Old", "Plain"]


async def test_a_name_cannot_forge_lines_of_a_terminal(world: World) -> None:
    await pair(world, DeviceTerms("\x1b[2JPh\u202eone\r\n", HpkeKey.new().public))

    assert await world.names() == ["[2JPhone"]


async def test_a_device_is_found_by_its_id_whatever_others_call_themselves(world: World) -> None:
    first = await pair(world, DeviceTerms("First", HpkeKey.new().public))
    await pair(world, DeviceTerms(first, HpkeKey.new().public))

    await world.database.write(lambda connection: world.access.remove(connection, first, origin="local"))

    assert await world.names() == [first]


async def test_whoever_waits_hears_where_it_stands(world: World) -> None:
    heard: asyncio.Queue[Progress] = asyncio.Queue()

    async def follow() -> None:
        now = Progress("idle")
        while now.state not in {"paired", "failed"}:
            now = await world.pairing.wait_changed(now)
            heard.put_nowait(now)

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(follow())
        invitation = await world.pairing.offer(relay="", unprotected=True)
        assert (await heard.get()).state == "waiting"
        _, _, digits = await world.shake(invitation)
        asked = await heard.get()
        assert (asked.state, asked.name, asked.unprotected) == ("digits", "Phone", True)
        await world.pairing.type_digits(digits)
        assert (await heard.get()).state == "paired"


async def test_the_list_that_the_relay_gets_holds_no_names(world: World) -> None:
    invitation = await world.pairing.offer(relay="", unprotected=False)
    _, _, digits = await world.shake(invitation, "A very particular name")
    await world.pairing.type_digits(digits)

    newest = await world.database.read(devices.get_list)

    assert newest is not None
    assert b"particular" not in newest[1].body
    records = await world.database.read(lambda connection: world.thread.since(connection, 0, 1000))
    changed = [event for record in records if isinstance(event := event_of(record), DevicesChanged)]
    assert changed[-1].devices[0].name == "A very particular name"


async def test_what_a_new_device_gets_fits_one_frame_of_a_rendezvous(world: World) -> None:
    long = ThreadStarted(at=1, host_name="x" * 10_000, key=b"k", hpke=b"h")
    await world.database.write(lambda connection: world.thread.append(connection, *[long] * 30))
    invitation = await world.pairing.offer(relay="", unprotected=False)
    handshake, _, digits = await world.shake(invitation)

    await world.pairing.type_digits(digits)

    payload = world.rendezvous.sent[-1][1]
    assert len(payload) < MAX_FRAME_BYTES
    outcome = handshake.receive(payload)
    assert isinstance(outcome, Accepted)
    packed = [Record.parse(each) for each in outcome.records]
    tip = await world.database.read(world.thread.tip)
    assert tip is not None
    assert [each.seq for each in packed] == list(range(tip.seq - len(packed) + 1, tip.seq + 1))


async def test_whoever_waits_on_an_expired_code_waits_without_looking(world: World) -> None:
    await world.pairing.offer(relay="", unprotected=False)
    world.clock.advance(INVITATION_MS + 1000)
    expired = world.pairing.progress
    looks = world.clock.looks

    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        waiting = group.create_task(world.pairing.wait_changed(expired))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await asyncio.shield(waiting)
        assert world.clock.looks - looks < 10
        await world.pairing.offer(relay="", unprotected=False)
        assert (await waiting).state == "waiting"


async def test_a_flood_of_others_with_the_same_code_does_not_fill_the_thread(world: World) -> None:
    invitation = await world.pairing.offer(relay="", unprotected=False)
    await world.shake(invitation)

    for _ in range(MAX_ATTEMPTS_TOLD + 5):
        other = DeviceHandshake(invitation, Identity.new(), DeviceTerms("Thief", HpkeKey.new().public))
        answer = other.receive(await world.exchange(invitation, new_id(), other.start()))
        assert answer == TurnedAway("busy")

    assert len(await world.attempts()) == MAX_ATTEMPTS_TOLD


@pytest.mark.parametrize("wrap", [b"", bytes(32), b"x" * 31])
@pytest.mark.parametrize("vouched", [False, True])
async def test_a_device_whose_key_nothing_can_be_sealed_to_is_declined(
    world: World, wrap: bytes, vouched: bool
) -> None:
    invitation = await world.pairing.offer(relay="", unprotected=False, vouched=vouched)
    handshake, channel = DeviceHandshake(invitation, Identity.new(), DeviceTerms("Bad", wrap)), new_id()
    proof = handshake.receive(await world.exchange(invitation, channel, handshake.start()))
    assert isinstance(proof, Reply)
    proved = handshake.receive(await world.exchange(invitation, channel, proof.payload))
    assert isinstance(proved, HostProved)

    outcome = handshake.receive(world.rendezvous.sent[-1][1])

    assert isinstance(outcome, Declined)
    assert (outcome.code, world.pairing.progress.state, await world.names()) == ("bad_key", "failed", [])
