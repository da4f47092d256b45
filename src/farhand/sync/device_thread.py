"""A device's half of sync, without I/O: frames heard become verified records, receipts, and frames to send."""

import secrets
from collections import deque
from dataclasses import dataclass, field

from pydantic import ValidationError

from farhand.clock import Clock
from farhand.crypto import chain
from farhand.crypto.chain import Rejection, Tip
from farhand.crypto.epochs import open_epoch
from farhand.crypto.hpke import Unopenable
from farhand.crypto.sealing import open_ephemeral, open_private, open_record, seal_command, seal_direct
from farhand.database import Connection
from farhand.ids import EpochId, Incarnation, RandomBytes, new_id
from farhand.sync import device_store as store
from farhand.sync import frames, host_word, linking, receipts
from farhand.sync.frames import Delivered, Heard
from farhand.sync.linking import Beyond
from farhand.sync.login import answer
from farhand.sync.outbox import Flight
from farhand.sync.paired import Paired
from farhand.sync.presence import Presence, presence_of
from farhand.sync.reading import Place
from farhand.wire.answers import ANSWER, EPHEMERAL, AnyEphemeral, Contacts, Filenames, Page, Snapshot
from farhand.wire.commands import AnyCommand, Head, Hello, RequestPage
from farhand.wire.envelope import Class, Direction, Envelope, Mailbox
from farhand.wire.pairing import Accepted
from farhand.wire.passkeys import PasskeyChallenge
from farhand.wire.previews import Preview
from farhand.wire.record import MalformedRecord, Record
from farhand.wire.relay import (
    Ack,
    CaughtUp,
    Challenge,
    NotStored,
    Read,
    Reading,
    Rejected,
    Signed,
    Stored,
    Welcome,
)
from farhand.wire.relay import Presence as PresenceTold
from farhand.wire.statistics import Statistics

COMMAND_LIFE_MS = 30 * 24 * 3600 * 1000  # the relay keeps it so long; the host asks about late ones
DIRECT_LIFE_MS = 60_000  # an answer that takes longer is asked for again
ASK_AGAIN_MS = 10_000  # a question that the host did not answer may have been lost on the way
KNOWN_EPHEMERALS = 512  # enough for all that a relay could repeat before they expire
HOPELESS = frozenset({"too_large", "malformed", "wrong_mailbox", "expired"})  # no later attempt helps


@dataclass(slots=True)
class News:
    """What one step brought: frames to send, and what people may be shown, already stored."""

    frames: list[bytes] = field(default_factory=list[bytes])
    records: list[Record] = field(default_factory=list[Record])
    lost: list[Record] = field(default_factory=list[Record])
    ephemerals: list[AnyEphemeral] = field(default_factory=list[AnyEphemeral])
    rejected: Rejected | None = None


@dataclass(slots=True)
class _Line:
    """What is known of one connection, and forgotten with it."""

    audience: str
    flight: Flight = field(default_factory=Flight)
    is_welcome: bool = False
    up_log: str = ""
    place: Place | None = None
    hello_at: int | None = None
    hello_ms: int = 0
    is_greeted: bool = False
    current: str | None = None
    asked: str | None = None
    asked_ms: int = 0
    is_fruitless: bool = False  # the last page brought nothing new: the next question waits for the clock
    ephemerals: deque[str] = field(default_factory=lambda: deque[str](maxlen=KNOWN_EPHEMERALS))

    @property
    def is_caught_up(self) -> bool:
        return self.place is not None and self.place.is_caught_up


class DeviceThread:
    """Every call runs in one transaction of the device's database; send `News.frames` after the commit.

    `begin` for each connection, `hear` for what arrives, `tick` every few seconds.
    """

    def __init__(self, paired: Paired, clock: Clock, random: RandomBytes = secrets.token_bytes) -> None:
        self.paired = paired
        self._clock = clock
        self._random = random
        self._line = _Line("")
        self._beyond: Beyond | None = None
        self._behind_since_ms: int | None = None

    def adopt(self, connection: Connection, accepted: Accepted) -> bool:
        """Take up what a fresh pairing brought; return False when it is not signed by the host."""
        try:
            records = [Record.parse(raw) for raw in accepted.records]
        except MalformedRecord:
            return False
        if not records:
            return False
        first = records[0]
        start = Tip(first.seq - 1, first.prev, Incarnation(first.incarnation))
        if isinstance(chain.verify_page(start, records, self.paired.host_public), Rejection):
            return False
        store.add_epoch(connection, EpochId(accepted.epoch), accepted.epoch_key)
        host_word.take_access(connection, self.paired, accepted.access)
        store.begin_incarnation(connection, accepted.incarnation, 0)
        for record in records:
            store.hold(connection, record)
        return True

    def compose(self, connection: Connection, command: AnyCommand) -> str:
        """Seal a command once and put it into the outbox; return its id. `made_at` and `offset_ms` are set here."""
        now_ms, id_ = self._clock.now_ms(), new_id(self._random)
        stamped = command.model_copy(update={"made_at": now_ms, "offset_ms": host_word.offset_ms(connection)})
        paired = self.paired
        envelope = seal_command(
            paired.identity,
            paired.host,
            paired.host_hpke,
            stamped.to_json(),
            id=id_,
            expires_ms=now_ms + COMMAND_LIFE_MS,
        )
        store.compose(connection, id_, envelope.raw)
        return id_

    def begin(self, audience: str) -> None:
        """Forget the last connection: a new one begins."""
        self._line = _Line(audience)

    def board(self, connection: Connection) -> list[bytes]:
        """Return the frames of commands that may be sent now."""
        flight = self._line.flight
        if not self._line.is_welcome or not flight.room:
            return []
        waiting = store.waiting_after(connection, flight.after, flight.room)
        return [frames.send(each.raw) for each in flight.board(waiting)]

    def tick(self, connection: Connection) -> list[bytes]:
        """Return the frames to send because time went by: questions that were not answered."""
        line, now_ms = self._line, self._clock.now_ms()
        if not line.is_welcome:
            return []
        if line.asked and now_ms - line.asked_ms >= ASK_AGAIN_MS:
            line.asked = None
        line.is_fruitless = False
        said = self._ask_missing(connection)
        if not line.is_greeted and now_ms - line.hello_ms >= ASK_AGAIN_MS:
            said.append(self._hello(connection))
        return said

    def hear(self, connection: Connection, *heard: Heard) -> News:
        """Take in frames, in the order of their arrival, and return what they brought."""
        news = News()
        place = self._line.place
        for each in heard:
            self._hear_one(connection, each, news)
        linked = linking.link(connection, self.paired.host_public, self._line.current, self._beyond)
        news.records += linked.records
        news.lost += linked.lost
        for record in linked.lost:
            receipts.take_back(connection, self.paired.device, record)
        for record in linked.records:
            receipts.note(connection, self.paired.device, record)
        news.frames += self._ask_gap(connection)
        now = self._line.place
        if now is not None and (place is None or now.cursor != place.cursor):
            store.save_cursor(connection, now.cursor)
            news.frames.append(frames.control(Ack(direction=Direction.DOWN, cursor=now.cursor)))
        return news

    def request_older(self, connection: Connection) -> list[bytes]:
        """Return the frames that ask for the records before the oldest one held."""
        oldest = store.oldest(connection)
        if oldest is None or oldest.seq <= 1 or not self._line.is_welcome:
            return []
        return [self._ask(RequestPage(before=oldest.seq))]

    def presence(self, connection: Connection) -> Presence:
        """Return how the host is, as far as its signed word goes."""
        heartbeat, tip = host_word.heartbeat(connection), store.tip(connection)
        now_ms, seq = self._clock.now_ms(), tip.seq if tip else 0
        is_behind = heartbeat is not None and heartbeat.seq > seq and self._line.is_caught_up
        self._behind_since_ms = (self._behind_since_ms or now_ms) if is_behind else None
        return presence_of(
            heartbeat,
            now_ms=now_ms,
            offset_ms=host_word.offset_ms(connection),
            seq=seq,
            behind_since_ms=self._behind_since_ms,
        )

    def _hear_one(self, connection: Connection, heard: Heard, news: News) -> None:
        line = self._line
        match heard:
            case Challenge():
                login = answer(heard, self.paired.identity, self.paired.host, line.audience)
                news.frames.append(frames.control(login))
            case Welcome():
                news.frames += self._welcome(connection, heard)
            case Reading() if heard.direction is Direction.DOWN:
                line.place = Place(heard.log, heard.after)
            case CaughtUp() if heard.direction is Direction.DOWN and line.place is not None:
                line.place = line.place.caught_up(heard.mseq)
                news.frames += self._ask_missing(connection)
            case Delivered():
                self._deliver(connection, heard, news)
            case Stored() | NotStored():
                self._settle(connection, heard)
                news.frames += self.board(connection)
            case PresenceTold() if heard.presence is not None:
                self._take_heartbeat(connection, heard.presence)
            case Rejected():
                news.rejected = heard
            case _:  # what is for hosts, or unknown to this version
                pass

    def _welcome(self, connection: Connection, welcome: Welcome) -> list[bytes]:
        line = self._line
        line.is_welcome, line.up_log = True, welcome.up.log
        store.back_to_device(connection, welcome.up)
        if (known := host_word.heartbeat(connection)) is not None and self._beyond is None:
            self._beyond = Beyond(known.incarnation, known.seq, known.at)
        if welcome.presence is not None:
            self._take_heartbeat(connection, welcome.presence)
        read = frames.control(Read(direction=Direction.DOWN, after=store.cursor_of(connection)))
        return [read, self._hello(connection), *self.board(connection)]

    def _settle(self, connection: Connection, heard: Stored | NotStored) -> None:
        if not self._line.flight.land(heard.id):
            return
        if isinstance(heard, Stored):
            store.at_relay(connection, heard.id, self._line.up_log, heard.mseq)
        elif heard.code in HOPELESS:
            store.refuse(connection, heard.id, heard.message)

    # ── mail ──────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _deliver(self, connection: Connection, heard: Delivered, news: News) -> None:
        line = self._line
        if heard.mseq:
            if line.place is None or line.place.has(heard.mseq):
                return
            line.place = line.place.arrived(heard.mseq)
        header = heard.envelope.header
        if header.mailbox != Mailbox(self.paired.host, Direction.DOWN) or header.sender != self.paired.host:
            return
        try:
            self._open(connection, heard.envelope, news)
        except Unopenable:
            return  # spoiled on the way: the gap that it leaves is asked for

    def _open(self, connection: Connection, envelope: Envelope, news: News) -> None:
        header, paired = envelope.header, self.paired
        match header.class_:
            case Class.RECORD:
                self._open_record(connection, envelope, news)
            case Class.EPOCH:
                opened = open_epoch(envelope, paired.host_public, paired.device, paired.wrap)
                if opened is not None:
                    self._take_epoch(connection, opened[0], opened[1], news)
            case Class.EPHEMERAL:
                self._open_ephemeral(connection, envelope, news)
            case Class.DIRECT:
                opened_direct = open_private(envelope, paired.wrap)
                if header.key == paired.device and opened_direct.is_by(paired.host_public):
                    self._take_answer(connection, opened_direct.body, news)
            case Class.COMMAND:
                pass

    def _open_record(self, connection: Connection, envelope: Envelope, news: News) -> None:
        key = store.epoch_key(connection, envelope.header.key)
        if key is not None:
            self._take_record(connection, open_record(envelope, key))
            return
        store.add_unopened(connection, envelope.header.key, envelope.raw)
        if self._line.is_greeted:  # the host's answer came before this epoch
            self._line.is_greeted = False
            news.frames.append(self._hello(connection))

    def _take_record(self, connection: Connection, record: Record) -> None:
        if store.tip_of(connection, chain.record_hash(record)) is None:
            store.add_unlinked(connection, record)

    def _take_epoch(self, connection: Connection, epoch: EpochId, key: bytes, news: News) -> None:
        store.add_epoch(connection, epoch, key)
        for raw in store.take_unopened(connection, epoch):
            try:
                self._open_record(connection, Envelope.parse(raw), news)
            except Unopenable:
                continue

    def _open_ephemeral(self, connection: Connection, envelope: Envelope, news: News) -> None:
        header, known = envelope.header, self._line.ephemerals
        key = store.epoch_key(connection, header.key)
        host_now_ms = self._clock.now_ms() + host_word.offset_ms(connection)
        if key is None or header.id in known or header.expires_ms <= host_now_ms:
            return
        body = open_ephemeral(envelope, key, self.paired.host_public)
        known.append(header.id)
        try:
            news.ephemerals.append(EPHEMERAL.validate_json(body))
        except ValidationError:
            return  # of a later version

    def _take_answer(self, connection: Connection, body: bytes, news: News) -> None:
        try:
            heard = ANSWER.validate_json(body)
        except ValidationError:
            return
        match heard:
            case Snapshot():
                self._take_snapshot(connection, heard, news)
            case Page():
                self._take_page(connection, heard)
            case Contacts() | Filenames() | PasskeyChallenge() | Preview() | Statistics():
                pass  # the CLI elsewhere asks for none of them

    def _take_snapshot(self, connection: Connection, snapshot: Snapshot, news: News) -> None:
        line, now_ms = self._line, self._clock.now_ms()
        head = Tip(snapshot.seq, snapshot.head, Incarnation(snapshot.incarnation))
        if snapshot.hello_at != line.hello_at:
            return  # an answer to another connection's hello: replayed, or too late
        if not chain.is_head_signed(head, snapshot.signature, self.paired.host_public):
            return
        line.is_greeted = True
        offset_ms = snapshot.at - (snapshot.hello_at + now_ms) // 2
        host_word.set_offset_ms(connection, offset_ms)
        host_word.take_access(connection, self.paired, snapshot.access)
        self._take_epoch(connection, EpochId(snapshot.epoch), snapshot.epoch_key, news)
        tip = store.tip(connection)
        if tip is None or snapshot.at >= (store.began_at(connection, tip.incarnation) or 0):
            line.current = snapshot.incarnation
            self._look_beyond(Beyond(snapshot.incarnation, snapshot.seq, snapshot.at))
        news.frames += self._ask_missing(connection)

    def _take_page(self, connection: Connection, page: Page) -> None:
        line = self._line
        if page.request != line.asked:
            return
        line.asked = None
        try:
            records = [Record.parse(raw) for raw in page.records]
        except MalformedRecord:
            return
        oldest = store.oldest(connection)
        if oldest and records and records[-1].seq < oldest.seq:
            if chain.verify_older(oldest, records) is None:
                for record in records:
                    store.hold(connection, record)
            return
        before = store.count_unlinked(connection)
        for record in records:
            self._take_record(connection, record)
        line.is_fruitless = store.count_unlinked(connection) == before

    # ── questions to the host ─────────────────────────────────────────────────────────────────────────────────────────

    def _hello(self, connection: Connection) -> bytes:
        line, newest = self._line, store.newest(connection)
        line.hello_at = line.hello_ms = self._clock.now_ms()
        head = newest and Head(
            incarnation=newest.incarnation,
            seq=newest.seq,
            hash=chain.record_hash(newest),
            signature=newest.signature,
        )
        return self._direct(Hello(at=line.hello_at, head=head, epochs=store.epochs(connection)), new_id(self._random))

    def _ask_gap(self, connection: Connection) -> list[bytes]:
        return self._ask_missing(connection) if store.count_unlinked(connection) else []

    def _ask_missing(self, connection: Connection) -> list[bytes]:
        line = self._line
        if line.asked or line.is_fruitless or not line.is_caught_up:
            return []
        request = linking.missing(connection, self._beyond)
        return [self._ask(request)] if request else []

    def _ask(self, request: RequestPage) -> bytes:
        line = self._line
        line.asked, line.asked_ms = new_id(self._random), self._clock.now_ms()
        return self._direct(request, line.asked)

    def _direct(self, request: Hello | RequestPage, id_: str) -> bytes:
        paired = self.paired
        envelope = seal_direct(
            paired.identity,
            Mailbox(paired.host, Direction.UP),
            paired.host,
            paired.host_hpke,
            request.to_json(),
            id=id_,
            expires_ms=self._clock.now_ms() + DIRECT_LIFE_MS,
        )
        return frames.send(envelope.raw)

    def _take_heartbeat(self, connection: Connection, signed: Signed) -> None:
        heartbeat = host_word.take_heartbeat(connection, self.paired, signed)
        if heartbeat is not None:
            self._look_beyond(Beyond(heartbeat.incarnation, heartbeat.seq, heartbeat.at))

    def _look_beyond(self, beyond: Beyond) -> None:
        if self._beyond is None or beyond.at >= self._beyond.at:
            self._beyond = beyond
