"""A relay as the protocol describes it, in a few lines: order, once per id, cursors, log ids."""

from collections.abc import Callable
from dataclasses import dataclass, field

from farhand.wire.envelope import Direction, Envelope
from farhand.wire.model import Wire
from farhand.wire.relay import (
    TO_RELAY,
    CaughtUp,
    Challenge,
    Cursor,
    Frame,
    Login,
    NotStored,
    Presence,
    PutPresence,
    Read,
    Reading,
    Signed,
    Stored,
    Welcome,
)
from tests.fakes.clock import FakeClock

HOST = "host"
DEVICES = ("phone", "tablet")


def control(model: Wire) -> bytes:
    return bytes([Frame.CONTROL]) + model.to_json()


@dataclass
class Line:
    """Frames on their way, both ways."""

    up: list[bytes] = field(default_factory=list[bytes])
    down: list[bytes] = field(default_factory=list[bytes])
    is_open: bool = False


@dataclass
class Log:
    id: str
    mail: list[bytes] = field(default_factory=list[bytes])
    places: dict[tuple[str, str], int] = field(default_factory=dict[tuple[str, str], int])


class ModelRelay:
    """The rules of docs/reference/protocol.md, 'Relay', in a few lines: order, once per id, cursors, log ids."""

    def __init__(self, clock: FakeClock, new_id: Callable[[], str], lines: dict[str, Line]) -> None:
        self.clock = clock
        self.new_id = new_id
        self.lines = lines
        self.logs = {Direction.UP: Log(new_id()), Direction.DOWN: Log(new_id())}
        self.presence: Signed | None = None
        self.live: dict[str, int] = {}

    def cursor(self, direction: Direction) -> Cursor:
        return Cursor(log=self.logs[direction].id, mseq=len(self.logs[direction].mail))

    def greet(self, party: str) -> None:
        self.lines[party] = Line(is_open=True)
        self.live.pop(party, None)
        self.say(party, Challenge(nonce=bytes(32), at=self.clock.now_ms()))

    def say(self, party: str, model: Wire) -> None:
        self.lines[party].down.append(control(model))

    def take(self, party: str, frame: bytes) -> None:
        if frame[0] == Frame.SEND:
            self.take_envelope(party, Envelope.parse(frame[1:]))
            return
        match TO_RELAY.validate_json(frame[1:]):
            case Login():
                up, down = self.cursor(Direction.UP), self.cursor(Direction.DOWN)
                now = self.clock.now_ms()
                self.say(
                    party,
                    Welcome(
                        party=self.new_id(), token="t", token_expires=now, up=up, down=down, at=now,
                        presence=self.presence,
                    ),
                )  # fmt: skip
            case Read() as read:
                self.start(party, read)
            case PutPresence() as put:
                self.presence = put.presence
                for device in DEVICES:
                    if device in self.live:
                        self.say(
                            device, Presence(presence=put.presence, received_at=self.clock.now_ms(), connected=True)
                        )
            case _:
                pass

    def start(self, party: str, read: Read) -> None:
        log = self.logs[read.direction]
        known = read.after is not None and read.after.log == log.id and read.after.mseq <= len(log.mail)
        after = read.after.mseq if known and read.after else 0
        self.say(party, Reading(direction=read.direction, log=log.id, after=after))
        for mseq, raw in enumerate(log.mail[after:], start=after + 1):
            self.deliver(party, mseq, raw)
        self.say(party, CaughtUp(direction=read.direction, mseq=len(log.mail)))
        self.live[party] = len(log.mail)

    def deliver(self, party: str, mseq: int, raw: bytes) -> None:
        self.lines[party].down.append(bytes([Frame.DELIVER]) + mseq.to_bytes(8) + raw)

    def take_envelope(self, party: str, envelope: Envelope) -> None:
        header = envelope.header
        if header.expires_ms <= self.clock.now_ms():
            self.say(party, NotStored(id=header.id, code="expired", message="its time is over"))
            return
        readers = [HOST] if header.mailbox.direction is Direction.UP else list(DEVICES)
        readers = [each for each in readers if each in self.live and self.lines[each].is_open]
        if not header.class_.is_durable:
            for reader in readers:
                self.deliver(reader, 0, envelope.raw)
            return
        log = self.logs[header.mailbox.direction]
        key = (header.sender, header.id)
        if key not in log.places:
            log.mail.append(envelope.raw)
            log.places[key] = len(log.mail)
            for reader in readers:
                self.deliver(reader, len(log.mail), envelope.raw)
        self.say(party, Stored(id=header.id, mseq=log.places[key]))

    def reset(self, direction: Direction) -> None:
        """Lose a whole log, and with it every connection."""
        self.logs[direction] = Log(self.new_id())
        for party in self.lines:
            self.cut(party)

    def cut(self, party: str) -> None:
        self.lines[party] = Line()
        self.live.pop(party, None)
