"""One connection of a host to its relay, without I/O: what was heard becomes what is to be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from farhand.crypto.identity import Identity
from farhand.ids import HostId
from farhand.sync import frames
from farhand.sync.frames import Delivered, Heard, Rendezvous, Unreadable
from farhand.sync.login import answer
from farhand.sync.outbox import Flight
from farhand.sync.reading import Place
from farhand.thread.store import Outgoing
from farhand.wire.envelope import Direction
from farhand.wire.relay import (
    Ack,
    CaughtUp,
    Challenge,
    ChannelClosed,
    Cursor,
    DevicePresent,
    Lease,
    LeaseTaken,
    NotStored,
    Pong,
    Presence,
    Read,
    Reading,
    Rejected,
    Signed,
    Stored,
    Welcome,
)

RETRIED_LATER = frozenset({"quota"})  # time helps; every other refusal is for ever


@dataclass(frozen=True, slots=True)
class Say:
    """Send this frame."""

    frame: bytes


@dataclass(frozen=True, slots=True)
class Welcomed:
    """The login held: the outbox may be sent, presence told."""

    welcome: Welcome


@dataclass(frozen=True, slots=True)
class Take:
    """Store this mail with the cursor, absent for what the relay does not store; then `HostSession.ack` it."""

    mail: Delivered
    cursor: Cursor | None


@dataclass(frozen=True, slots=True)
class AllRead:
    """Everything that waited was delivered, for the first time on this connection."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The relay's last word on an envelope: forget it. `refused` says why it was not stored."""

    id: str
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """For the host's features."""

    news: DevicePresent | ChannelClosed | LeaseTaken | Rendezvous


@dataclass(frozen=True, slots=True)
class Ended:
    """The relay ends the connection."""

    rejected: Rejected


Act = Say | Welcomed | Take | AllRead | Settled | Told | Ended


class HostSession:
    """`hear` for each frame; `board` for what the outbox may send; `ack` once mail is stored.

    `is_blocked` says that the relay has no room now: dial anew after a while.
    """

    def __init__(
        self, identity: Identity, audience: str, lease: Lease, access: Signed | None, cursor: Cursor | None
    ) -> None:
        self._identity = identity
        self._audience = audience
        self._lease = lease
        self._access = access
        self._start = cursor
        self._flight = Flight()
        self._place: Place | None = None
        self._is_welcome = False
        self.is_blocked = False

    @property
    def after(self) -> int:
        """The place in the outbox behind which nothing was sent yet."""
        return self._flight.after

    @property
    def room(self) -> int:
        """How many envelopes may be sent now."""
        return self._flight.room if self._is_welcome else 0

    def board(self, waiting: Sequence[Outgoing]) -> list[bytes]:
        """Return the frames to send for envelopes that wait behind `after`."""
        return [frames.send(each.raw) for each in self._flight.board(waiting)]

    def ack(self, cursor: Cursor) -> bytes:
        """Return the frame that tells the relay what is stored here."""
        return frames.control(Ack(direction=Direction.UP, cursor=cursor))

    def hear(self, heard: Heard) -> list[Act]:
        """Return what to do about one frame."""
        match heard:
            case Challenge() | Welcome():
                return self._enter(heard)
            case Stored() | NotStored():
                return self._settle(heard)
            case Reading() | CaughtUp() | Delivered():
                return self._read(heard)
            case DevicePresent() | ChannelClosed() | LeaseTaken() | Rendezvous():
                return [Told(heard)]
            case Rejected():
                return [Ended(heard)]
            case Presence() | Pong() | Unreadable():
                return []

    def _enter(self, heard: Challenge | Welcome) -> list[Act]:
        if isinstance(heard, Welcome):
            self._is_welcome = True
            return [Say(frames.control(Read(direction=Direction.UP, after=self._start))), Welcomed(heard)]
        host = HostId(self._identity.id)
        login = answer(heard, self._identity, host, self._audience, lease=self._lease, access=self._access)
        return [Say(frames.control(login))]

    def _settle(self, heard: Stored | NotStored) -> list[Act]:
        if isinstance(heard, NotStored) and heard.code in RETRIED_LATER:
            self.is_blocked = True
            return []
        if not self._flight.land(heard.id):
            return []
        return [Settled(heard.id, heard.code if isinstance(heard, NotStored) else None)]

    def _read(self, heard: Reading | CaughtUp | Delivered) -> list[Act]:
        match heard:
            case Reading():
                if heard.direction is Direction.UP:
                    self._place = Place(heard.log, heard.after)
                return []
            case CaughtUp():
                if self._place is None or heard.direction is not Direction.UP:
                    return []
                was_caught_up = self._place.is_caught_up
                self._place = self._place.caught_up(heard.mseq)
                return [] if was_caught_up else [AllRead()]
            case Delivered():
                if not heard.mseq:
                    return [Take(heard, None)]
                if self._place is None or self._place.has(heard.mseq):
                    return []
                self._place = self._place.arrived(heard.mseq)
                return [Take(heard, self._place.cursor)]
