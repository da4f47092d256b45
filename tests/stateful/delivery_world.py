"""A host, a relay and devices over links that lose, repeat, reorder and cut: the real sync cores, no sockets."""

import random
import sqlite3
from collections.abc import Sequence

from farhand.crypto.hpke import HpkeKey
from farhand.crypto.identity import Identity
from farhand.database import Connection
from farhand.ids import DeviceId, HostId
from farhand.sync import device_store, frames
from farhand.sync.answering import Answering
from farhand.sync.device_thread import DeviceThread
from farhand.sync.frames import Delivered
from farhand.sync.host_session import HostSession, Say, Settled, Take, Welcomed
from farhand.sync.intake import Asked, Commanded, Refused, judge
from farhand.sync.paired import Paired
from farhand.thread import store
from farhand.thread.thread import LostTail, Thread
from farhand.wire.attention_events import NoticesRead
from farhand.wire.commands import Hello, RequestPage, SendMessage
from farhand.wire.envelope import Class, Direction, Envelope
from farhand.wire.events import AnyEvent
from farhand.wire.host_events import ThreadStarted
from farhand.wire.pairing import Accepted
from farhand.wire.record import Record
from farhand.wire.relay import (
    AccessEntry,
    AccessList,
    Cursor,
    Frame,
    Heartbeat,
    Lease,
    PutPresence,
    Signed,
)
from farhand.wire.task_events import CommandRefused, MessageReceived
from tests.fakes.clock import FakeClock
from tests.stateful.model_relay import DEVICES, HOST, Line, ModelRelay, control


def memory_store(scripts: Sequence[str]) -> Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    for script in scripts:
        connection.executescript(script)
    return connection


class Host:
    """The store survives `kill`; everything else is made anew from it."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.identity = Identity.from_seed(bytes(32))
        self.key = HpkeKey.from_private(bytes([7]) * 32)
        self.db = memory_store(
            [*store.MIGRATIONS, "CREATE TABLE work (number INTEGER PRIMARY KEY, sender TEXT, id TEXT)"]
        )
        self.counter = 0
        self.boot = world.new_id()
        self.settled: list[str] = []
        self.members: dict[DeviceId, bytes] = {}
        self.wraps: dict[DeviceId, bytes] = {}
        self.access = self.sign_access()
        self.thread = Thread(self.identity, world.clock, world.random_bytes)
        self.session: HostSession | None = None
        self.lost: LostTail | None = None

    def sign_access(self) -> Signed:
        entries = tuple(AccessEntry(device=device, key=key) for device, key in self.members.items())
        body = AccessList(host=self.identity.id, version=1 + len(entries), entries=entries).to_json()
        return Signed(body=body, signature=self.identity.sign("access", body))

    def append(self, *events: AnyEvent) -> None:
        self.db.execute("BEGIN")
        self.thread.append(self.db, *events)
        self.db.execute("COMMIT")

    def begin(self) -> None:
        lease = Lease(machine=self.boot, boot=self.boot)
        cursor = store.cursor_of(self.db, "up")
        self.session = HostSession(self.identity, "local", lease, self.access, cursor)

    def kill(self) -> None:
        self.boot, self.counter, self.settled, self.session = self.world.new_id(), 0, [], None
        self.thread = Thread.load(self.db, self.identity, self.world.clock, self.world.random_bytes)

    def hear(self, heard: Sequence[bytes], *, crash: bool = False) -> list[bytes]:
        assert self.session is not None
        said: list[bytes] = []
        mail: list[Take] = []
        for frame in heard:
            for act in self.session.hear(frames.parse(frame)):
                match act:
                    case Say(answer):
                        said.append(answer)
                    case Take():
                        mail.append(act)
                    case Settled(id_):
                        self.settled.append(id_)
                    case Welcomed(welcome) if welcome.presence is not None:
                        self.compare(Heartbeat.model_validate_json(welcome.presence.body))
                    case _:
                        pass
        cursor = next((each.cursor for each in reversed(mail) if each.cursor), None)
        self.db.execute("BEGIN")
        said += self.receive([each.mail for each in mail], cursor)
        self.db.execute("ROLLBACK" if crash else "COMMIT")
        return [] if crash else [*said, *self.post()]

    def compare(self, told: Heartbeat) -> None:
        lost = self.thread.lost_tail(self.db, told.incarnation, told.seq, told.head)
        if lost:
            self.thread.restore(self.db, lost, self.wraps)

    def post(self) -> list[bytes]:
        if self.session is None or not self.session.room:
            return []
        return self.session.board(store.outgoing_after(self.db, self.session.after, self.session.room))

    def forget_settled(self) -> None:
        store.delete_outgoing(self.db, *self.settled)
        self.settled = []

    def beat(self) -> bytes:
        self.counter += 1
        head = self.thread.head(self.db)
        assert head is not None
        body = Heartbeat(
            host=self.identity.id, boot=self.boot, counter=self.counter, at=self.world.clock.now_ms(),
            incarnation=head.incarnation, seq=head.seq, head=head.hash,
        ).to_json()  # fmt: skip
        return control(PutPresence(presence=Signed(body=body, signature=self.identity.sign("presence", body))))

    def receive(self, mail: Sequence[Delivered], cursor: Cursor | None) -> list[bytes]:
        said: list[bytes] = []
        if cursor:
            store.save_cursor(self.db, "up", cursor)
        for each in mail:
            judged = judge(each.envelope, HostId(self.identity.id), self.key, self.members)
            match judged:
                case Commanded():
                    self.carry_out(judged)
                case Asked():
                    said += self.answer(judged)
                case Refused():
                    self.turn_down(judged, each.envelope)
        return said

    def carry_out(self, given: Commanded) -> None:
        seen = store.seen_command(self.db, given.sender, given.id)
        if seen is not None:
            self.thread.repeat(self.db, seen)
            return
        assert isinstance(given.command, SendMessage)
        event = MessageReceived(
            at=self.world.clock.now_ms(), origin=given.sender, message=given.id, text=given.command.text
        )
        (record,) = self.thread.append(self.db, event)
        store.mark_command(self.db, given.sender, given.id, record.seq)
        self.db.execute("INSERT INTO work (sender, id) VALUES (?, ?)", (given.sender, given.id))

    def turn_down(self, given: Refused, envelope: Envelope) -> None:
        now = self.world.clock.now_ms()
        store.quarantine(self.db, envelope.raw, given.code, now)
        if given.is_answered:
            event = CommandRefused(
                at=now, command=given.id, sender=given.sender, code=given.code, message=given.message, hint=given.hint
            )
            self.thread.append(self.db, event)

    def answer(self, given: Asked) -> list[bytes]:
        answering = Answering(self.thread, self.identity, self.world.clock, self.world.random_bytes)
        match given.request:
            case Hello() as hello:
                lost = self.thread.lost_by_head(self.db, hello.head) if hello.head else None
                if lost:
                    self.thread.restore(self.db, lost, self.wraps)
                answer = answering.hello(self.db, hello, self.access)
            case RequestPage() as request:
                answer = answering.page(self.db, given.id, request)
            case _:
                return []
        return [frames.send(answering.seal(given.sender, self.wraps[given.sender], answer).raw)]

    def works(self) -> list[tuple[str, str]]:
        return [(row["sender"], row["id"]) for row in self.db.execute("SELECT sender, id FROM work")]

    def records(self) -> tuple[Record, ...]:
        return self.thread.since(self.db, 0, 100_000)


class Device:
    """As the host: only the store survives `kill`."""

    def __init__(self, world: "World", number: int) -> None:
        self.world = world
        self.db = memory_store(device_store.MIGRATIONS)
        self.paired = Paired(
            Identity.from_seed(bytes([number]) * 32),
            HpkeKey.from_private(bytes([number]) * 32),
            HostId(world.host.identity.id),
            world.host.identity.public,
            world.host.key.public,
            "home",
            "",
        )
        self.thread = DeviceThread(self.paired, world.clock, world.random_bytes)

    def adopt(self) -> None:
        host = self.world.host
        records, epoch = host.records(), host.thread.epoch(host.db)
        accepted = Accepted(
            device=self.paired.device, host=self.paired.host, epoch=epoch.id, epoch_key=epoch.key,
            incarnation=records[0].incarnation, access=host.access, records=tuple(each.pack() for each in records[-5:]),
            at=self.world.clock.now_ms(),
        )  # fmt: skip
        assert self.thread.adopt(self.db, accepted)

    def kill(self) -> None:
        self.thread = DeviceThread(self.paired, self.world.clock, self.world.random_bytes)

    def hear(self, heard: Sequence[bytes]) -> list[bytes]:
        self.db.execute("BEGIN")
        news = self.thread.hear(self.db, *[frames.parse(each) for each in heard])
        self.db.execute("COMMIT")
        return news.frames

    def compose(self, text: str) -> str:
        return self.thread.compose(self.db, SendMessage(made_at=0, text=text))

    def held(self) -> tuple[Record, ...]:
        return device_store.held_after(self.db, 0, 100_000)


class World:
    def __init__(self, seed: int = 0) -> None:
        self.dice = random.Random(seed)  # noqa: S311  # schedules repeat; nothing here is secret
        self.clock = FakeClock()
        self.lines = {party: Line() for party in (HOST, *DEVICES)}
        self.relay = ModelRelay(self.clock, self.new_id, self.lines)
        self.host = Host(self)
        self.devices = {name: Device(self, number) for number, name in enumerate(DEVICES, start=1)}
        for device in self.devices.values():
            self.host.members[device.paired.device] = device.paired.identity.public
            self.host.wraps[device.paired.device] = device.paired.wrap.public
        self.host.access = self.host.sign_access()
        identity, now = self.host.identity, self.clock.now_ms()
        self.host.append(ThreadStarted(at=now, host_name="home", key=identity.public, hpke=self.host.key.public))
        for device in self.devices.values():
            device.adopt()
        self.composed: list[tuple[str, str]] = []

    def random_bytes(self, count: int) -> bytes:
        return self.dice.randbytes(count)

    def new_id(self) -> str:
        return self.dice.randbytes(16).hex()

    # ── what may happen ───────────────────────────────────────────────────────────────────────────────────────────────

    def connect(self, party: str) -> None:
        self.relay.greet(party)
        if party == HOST:
            self.host.begin()
        else:
            self.devices[party].thread.begin("local")

    def say(self, party: str, said: Sequence[bytes]) -> None:
        if self.lines[party].is_open:
            self.lines[party].up += said

    def party_hears(self, party: str, count: int, *, crash: bool = False) -> None:
        line = self.lines[party]
        heard, line.down = line.down[:count], line.down[count:]
        if party == HOST:
            self.say(party, self.host.hear(heard, crash=crash))
        else:
            self.say(party, self.devices[party].hear(heard))

    def relay_hears(self, party: str, place: int = 0, *, again: bool = False) -> None:
        line = self.lines[party]
        frame = line.up[place] if again else line.up.pop(place)
        self.relay.take(party, frame)

    def compose(self, party: str, text: str) -> None:
        device = self.devices[party]
        self.composed.append((device.paired.device, device.compose(text)))
        self.say(party, device.thread.board(device.db))

    def kill(self, party: str) -> None:
        self.relay.cut(party)
        if party == HOST:
            self.host.kill()
        else:
            self.devices[party].kill()

    def host_tells(self) -> None:
        self.host.append(NoticesRead(at=self.clock.now_ms(), seq=1))
        self.say(HOST, self.host.post())

    def tick(self, party: str) -> None:
        if party == HOST:
            self.host.forget_settled()
            self.say(HOST, [*self.host.post(), self.host.beat()] if self.host.session else [])
        else:
            device = self.devices[party]
            self.say(party, device.thread.tick(device.db))

    # ── what must come of it ──────────────────────────────────────────────────────────────────────────────────────────

    def pump(self) -> None:
        """Let everything that is on its way arrive, in order."""
        while any(line.up or line.down for line in self.lines.values()):
            for party, line in self.lines.items():
                while line.up:
                    self.relay_hears(party)
                if line.down:
                    self.party_hears(party, len(line.down))

    def heal(self) -> None:
        """Connect everybody and let time go by until nobody has anything to say."""
        for party in self.lines:
            self.connect(party)
            self.pump()
        for _ in range(4):
            self.clock.advance(15_000)
            for party in self.lines:
                self.tick(party)
            self.pump()

    def check_always(self) -> None:
        works = self.host.works()
        assert len(works) == len(set(works)), "a command was carried out twice"
        assert set(works) <= set(self.composed), "a command was carried out that nobody gave"
        for device in self.devices.values():
            self.check_thread(device)
            self.check_receipts(device, works)

    def check_thread(self, device: Device) -> None:
        tip = device_store.tip(device.db)
        assert tip is not None
        assert store.hash_at(self.host.db, tip.seq) == tip.hash, "a device shows what the host does not have"

    def check_receipts(self, device: Device, works: list[tuple[str, str]]) -> None:
        up = self.relay.logs[Direction.UP]
        for each in device_store.sent(device.db):
            key = (device.paired.device, each.id)
            if each.receipt is device_store.Receipt.HOST:
                assert key in works, "a receipt says `on host`, and the host does not have it"
            row = device.db.execute("SELECT log, mseq FROM outbox WHERE id = ?", (each.id,)).fetchone()
            if each.receipt is device_store.Receipt.RELAY and row["log"] == up.id:
                assert key in up.places, "a receipt says `at relay`, and the relay does not have it"

    def check_end(self) -> None:
        self.check_always()
        assert sorted(self.host.works()) == sorted(self.composed), "a message was lost"
        received = [each for each in self.host.records() if each.type == "message.received"]
        assert len(received) == len(self.composed), "a message has not one record"
        for device in self.devices.values():
            assert device.held() == self.host.records()[-len(device.held()) :], "a device lacks records"
            assert all(each.receipt is device_store.Receipt.HOST for each in device_store.sent(device.db))
        self.host.forget_settled()
        assert not store.outgoing_after(self.host.db, 0, 1), "records still wait for the relay"

    def is_deliver(self, party: str, place: int) -> bool:
        return self.lines[party].down[place][0] == Frame.DELIVER

    def is_stored_send(self, party: str, place: int) -> bool:
        frame = self.lines[party].up[place]
        return frame[0] == Frame.SEND and Envelope.parse(frame[1:]).header.class_ is Class.COMMAND
