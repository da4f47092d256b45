import pytest

from farhand.crypto import chain
from farhand.crypto.chain import Tip
from farhand.crypto.hpke import HpkeKey
from farhand.crypto.identity import Identity
from farhand.crypto.sealing import seal_command, seal_ephemeral, seal_record
from farhand.ids import DeviceId, HostId, new_id
from farhand.sync import device_store, frames, host_word
from farhand.sync.answering import Answering
from farhand.sync.device_store import Receipt
from farhand.sync.frames import Delivered
from farhand.sync.presence import HELD_BACK_AFTER_MS
from farhand.thread import store
from farhand.thread.thread import LostTail, Thread
from farhand.wire.answers import TextDelta
from farhand.wire.attention_events import NoticesRead
from farhand.wire.commands import Hello, RequestPage, SendMessage
from farhand.wire.envelope import HEADER_BYTES, Direction, Envelope
from farhand.wire.relay import Presence, PutPresence, Signed
from tests.stateful.delivery_world import Device, World
from tests.stateful.model_relay import HOST

STRANGER = Identity.from_seed(bytes([9]) * 32)


@pytest.fixture
def world() -> World:
    world = World()
    for party in world.lines:
        world.connect(party)
    world.pump()
    return world


@pytest.fixture
def phone(world: World) -> Device:
    return world.devices["phone"]


def give(device: Device, *raws: bytes, mseq: int = 0) -> list[bytes]:
    """Let the relay deliver these envelopes and nothing else."""
    news = device.thread.hear(device.db, *[Delivered(mseq, Envelope.parse(each)) for each in raws])
    return news.frames


def shown(device: Device) -> list[bytes]:
    return [each.body for each in device.held()]


def forge(world: World, tip: Tip) -> bytes:
    """Return a record by a device that holds the epoch key and helps the relay."""
    record, _ = chain.append(
        tip, STRANGER, incarnation=tip.incarnation, id=new_id(), type="notices.read",
        body=NoticesRead(at=1, seq=666).to_json(),
    )  # fmt: skip
    epoch = world.host.thread.epoch(world.host.db)
    return seal_record(
        record, epoch=epoch.id, epoch_key=epoch.key, host=HostId(world.host.identity.id), expires_ms=1 << 50,
        nonce=bytes(12),
    ).raw  # fmt: skip


@pytest.mark.parametrize("place", [1, 4, 20, 36, 52, 68, 80, HEADER_BYTES, HEADER_BYTES + 40, -1])
def test_an_altered_record_is_never_shown_and_its_gap_is_filled(world: World, phone: Device, place: int) -> None:
    world.host_tells()
    while world.lines[HOST].up:
        world.relay_hears(HOST)
    world.lines["phone"].down.clear()
    raw = bytearray(world.relay.logs[Direction.DOWN].mail[-1])
    raw[place] ^= 1
    before = shown(phone)
    try:
        give(phone, bytes(raw))
    except ValueError:
        assert place in {1, 80}  # no envelope at all: the link drops it
    assert shown(phone) == before
    world.heal()
    assert phone.held() == world.host.records()


def test_an_altered_command_is_refused_and_the_real_one_is_still_carried_out(world: World, phone: Device) -> None:
    id_ = phone.compose("limit it")
    (command,) = device_store.sent(phone.db)
    spoiled = Envelope.parse(command.raw[:-1] + bytes([command.raw[-1] ^ 1]))

    world.host.receive([Delivered(1, spoiled)], None)
    assert world.host.works() == []
    assert store.quarantined(world.host.db)[0].why == "unopenable"

    world.host.receive([Delivered(2, Envelope.parse(command.raw))], None)
    assert world.host.works() == [(phone.paired.device, id_)]


def test_everything_replayed_changes_nothing(world: World, phone: Device) -> None:
    world.compose("phone", "limit it")
    world.pump()
    records, works = shown(phone), world.host.works()

    for log in world.relay.logs.values():
        for mseq, raw in enumerate(log.mail, start=100):
            if log is world.relay.logs[Direction.UP]:
                world.host.receive([Delivered(mseq, Envelope.parse(raw))], None)
            else:
                give(phone, raw, mseq=mseq)

    assert (shown(phone), world.host.works()) == (records, works)


def test_records_in_any_order_are_shown_in_the_hosts(world: World, phone: Device) -> None:
    before = len(world.relay.logs[Direction.DOWN].mail)
    for _ in range(5):
        world.host_tells()
    while world.lines[HOST].up:
        world.relay_hears(HOST)
    for raw in reversed(world.relay.logs[Direction.DOWN].mail[before:]):
        give(phone, raw)
    assert phone.held() == world.host.records()


def test_a_withheld_tail_is_noticed_and_counted(world: World, phone: Device) -> None:
    world.host.append(NoticesRead(at=1, seq=1), NoticesRead(at=2, seq=2))
    signed = PutPresence.model_validate_json(world.host.beat()[1:]).presence
    told = Presence(presence=signed, received_at=world.clock.now_ms(), connected=True)
    phone.thread.hear(phone.db, told)

    phone.thread.presence(phone.db)
    world.clock.advance(HELD_BACK_AFTER_MS)

    assert phone.thread.presence(phone.db).held_back == 2
    assert phone.thread.tick(phone.db), "the host is asked for what lacks"


def test_an_old_heartbeat_does_not_replace_a_newer_one(world: World, phone: Device) -> None:
    old = PutPresence.model_validate_json(world.host.beat()[1:]).presence
    world.clock.advance(30_000)
    new = PutPresence.model_validate_json(world.host.beat()[1:]).presence
    for signed in (new, old, Signed(body=new.body, signature=bytes(64))):
        phone.thread.hear(phone.db, Presence(presence=signed, received_at=1, connected=True))
    newest = host_word.heartbeat(phone.db)
    assert newest is not None
    assert newest.counter == world.host.counter


def test_an_old_access_list_does_not_replace_a_newer_one(world: World, phone: Device) -> None:
    old = world.host.access
    world.host.members[DeviceId(STRANGER.id)] = STRANGER.public
    new = world.host.sign_access()
    host_word.take_access(phone.db, phone.paired, new)
    host_word.take_access(phone.db, phone.paired, old)
    host_word.take_access(phone.db, phone.paired, Signed(body=old.body, signature=bytes(64)))
    access = host_word.access(phone.db)
    assert access is not None
    assert access.version == 1 + len(world.host.members)


@pytest.mark.parametrize("direction", list(Direction))
def test_a_log_that_was_reset_costs_nothing(world: World, direction: Direction) -> None:
    world.compose("phone", "before")
    world.pump()
    world.relay.reset(direction)
    world.compose("tablet", "after")
    world.heal()
    world.check_end()


def test_a_record_of_another_signer_is_not_shown_and_does_not_stop_the_thread(world: World, phone: Device) -> None:
    tip = device_store.tip(phone.db)
    assert tip is not None
    give(phone, forge(world, tip))
    world.host_tells()
    world.pump()
    assert phone.held() == world.host.records()


def test_a_command_of_a_stranger_is_not_carried_out(world: World, phone: Device) -> None:
    host = HostId(world.host.identity.id)
    body = SendMessage(made_at=1, text="rm -rf /").to_json()
    for sender in (STRANGER, phone.paired.identity):
        key = world.host.key.public if sender is STRANGER else HpkeKey.new().public  # a key the relay swapped in
        envelope = seal_command(sender, host, key, body, id=new_id(), expires_ms=1 << 50)
        world.host.receive([Delivered(1, envelope)], None)
    assert world.host.works() == []


def test_a_command_in_the_name_of_another_device_is_not_carried_out(world: World, phone: Device) -> None:
    host, body = HostId(world.host.identity.id), SendMessage(made_at=1, text="rm -rf /").to_json()
    raw = seal_command(STRANGER, host, world.host.key.public, body, id=new_id(), expires_ms=1 << 50).raw
    envelope = Envelope.parse(raw[:20] + bytes.fromhex(phone.paired.device) + raw[36:])
    world.host.receive([Delivered(1, envelope)], None)
    assert world.host.works() == []


def test_answers_to_an_earlier_connection_are_dropped(world: World, phone: Device) -> None:
    answering = Answering(world.host.thread, world.host.identity, world.clock, world.random_bytes)
    hello = Hello(at=world.clock.now_ms() - 1)
    snapshot = answering.hello(world.host.db, hello, world.host.access)
    page = answering.page(world.host.db, new_id(), RequestPage(before=9))
    world.host.append(NoticesRead(at=1, seq=1))
    unasked = answering.page(world.host.db, new_id(), RequestPage(before=9))
    before = shown(phone)
    for answer in (snapshot, page, unasked):
        give(phone, answering.seal(phone.paired.device, phone.paired.wrap.public, answer).raw)
    assert shown(phone) == before


def test_an_ephemeral_is_shown_once_and_never_late(world: World, phone: Device) -> None:
    epoch, now = world.host.thread.epoch(world.host.db), world.clock.now_ms()
    body = TextDelta(task=new_id(), run=new_id(), text="I will").to_json()
    envelope = seal_ephemeral(
        world.host.identity, epoch=epoch.id, epoch_key=epoch.key, body=body, id=new_id(), nonce=bytes(12),
        expires_ms=now + 1000,
    )  # fmt: skip
    first = phone.thread.hear(phone.db, Delivered(0, envelope))
    again = phone.thread.hear(phone.db, Delivered(0, envelope))
    assert (len(first.ephemerals), len(again.ephemerals)) == (1, 0)
    phone.kill()
    world.clock.advance(2000)
    assert not phone.thread.hear(phone.db, Delivered(0, envelope)).ephemerals


@pytest.mark.parametrize("the_relay_tells", [True, False])
@pytest.mark.parametrize("appended_before_it_knew", [0, 1, 300])
def test_a_host_restored_from_a_backup_is_followed(
    world: World, the_relay_tells: bool, appended_before_it_knew: int
) -> None:
    world.compose("phone", "kept")
    world.pump()
    backup = world.host.db.serialize()
    world.compose("phone", "forgotten")
    world.pump()
    world.tick(HOST)
    world.pump()
    if not the_relay_tells:
        world.relay.presence = None
    for party in world.lines:
        world.relay.cut(party)

    world.host.db.deserialize(backup)
    world.kill(HOST)
    for _ in range(appended_before_it_knew):
        world.host_tells()
    world.clock.advance(1000)
    world.heal()

    assert [each.type for each in world.host.records()].count("host.restored") == 1
    for device in world.devices.values():
        assert device.held() == world.host.records()
        assert len(device_store.lost(device.db)) == 1
    world.check_end()


def test_a_command_whose_record_the_host_lost_is_not_called_received(world: World, phone: Device) -> None:
    backup = world.host.db.serialize()
    world.compose("phone", "forgotten")
    world.pump()
    world.relay.reset(Direction.UP)
    world.host.db.deserialize(backup)
    world.kill(HOST)
    world.clock.advance(1000)
    world.heal()
    assert [each.receipt for each in device_store.sent(phone.db)] == [Receipt.LOST]
    assert world.host.works() == []


def test_an_incarnation_that_is_over_is_not_gone_back_to(world: World, phone: Device) -> None:
    fork = Thread(world.host.identity, world.clock, world.random_bytes)
    before = world.host.db.serialize()
    world.host.db.execute("BEGIN")
    fork.restore(world.host.db, LostTail("copied", 9), world.host.wraps)
    world.host.db.execute("COMMIT")
    over = [each.raw for each in store.outgoing_after(world.host.db, 0, 99)]

    world.host.db.deserialize(before)
    world.clock.advance(1000)
    world.host.thread.restore(world.host.db, LostTail("backup", 9), world.host.wraps)
    world.kill(HOST)
    world.heal()
    now = phone.held()
    assert now == world.host.records()

    give(phone, *over)
    assert phone.held() == now


def test_frames_that_mean_nothing_are_skipped() -> None:
    for frame in (b"", b"\x09", b"\x00{", b"\x02\x00", b"\x03\x00", b'\x00{"type":"praise"}', b"\x01x"):
        assert isinstance(frames.parse(frame), frames.Unreadable)
