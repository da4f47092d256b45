"""What a relay and its clients say to each other, beside envelopes.

A WebSocket frame is one byte of `Frame`, then: CONTROL: JSON of one of these models; SEND: an envelope;
DELIVER: mseq (u64, big-endian), then an envelope; RENDEZVOUS: rendezvous id (16 B), channel id (16 B), then bytes.
"""

from enum import IntEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from farhand.wire.envelope import Direction
from farhand.wire.model import LAZY, Bytes, Id, Millis, Wire


class Frame(IntEnum):
    """The first byte of every WebSocket frame."""

    CONTROL = 0
    SEND = 1
    DELIVER = 2
    RENDEZVOUS = 3


class Signed(Wire):
    """Bytes and a signature over them; the purpose is known from the place it stands in."""

    body: Bytes
    signature: Bytes


class AccessEntry(Wire):
    """One device in the access list, as a relay may know it: no name."""

    device: Id
    key: Bytes
    state: Literal["pending", "member"] = "member"
    unprotected: bool = False


class AccessList(Wire):
    """Who may use a host's mailboxes: the body of a `Signed` (purpose `access`); `version` only grows."""

    host: Id
    version: int
    entries: tuple[AccessEntry, ...] = ()


class Heartbeat(Wire):
    """The host's word on itself: the body of a `Signed` (purpose `presence`).

    `counter` grows within a `boot`; `at` is host time; `seq` and `head` are the thread's newest record.
    """

    host: Id
    boot: Id
    counter: int
    at: Millis
    incarnation: Id
    seq: int
    head: Bytes
    state: Literal["awake", "asleep", "stopped"] = "awake"


class Cursor(Wire):
    """A place in a mailbox: every envelope up to `mseq` of this log is known."""

    log: Id
    mseq: int = 0


class Challenge(Wire):
    """The relay's first word."""

    type: Literal["challenge"] = "challenge"
    nonce: Bytes
    at: Millis


class Lease(Wire):
    """Which process claims to be this host."""

    machine: Id
    boot: Id


class Login(Wire):
    """The answer to a challenge: `signature` (purpose `login`) covers nonce, audience, role, host id.

    `audience` is the host:port the client dialled. Only a host sends `lease` and `access`. Over HTTP `nonce` says
    which challenge is answered.
    """

    type: Literal["login"] = "login"
    role: Literal["host", "device"]
    host: Id
    key: Bytes
    audience: str
    signature: Bytes
    lease: Lease | None = None
    access: Signed | None = None
    nonce: Bytes | None = None


class LeaseTaken(Wire):
    """Another process claimed this host within the lease's life: told to both."""

    type: Literal["lease.taken"] = "lease.taken"
    machine: Id
    boot: Id
    at: Millis


class Welcome(Wire):
    """The login held. `token` is a bearer for HTTP calls; `up` and `down` are the logs' ids and heads."""

    type: Literal["welcome"] = "welcome"
    party: Id
    token: str
    token_expires: Millis
    up: Cursor
    down: Cursor
    at: Millis
    presence: Signed | None = None
    presence_at: Millis | None = None
    host_connected: bool = False


class Read(Wire):
    """Send pages after this cursor, then what comes live. With another log id reading starts at 0."""

    type: Literal["read"] = "read"
    direction: Direction
    after: Cursor | None = None


class Reading(Wire):
    """Reading starts here: `log` says which log, so that a reader sees a reset."""

    type: Literal["reading"] = "reading"
    direction: Direction
    log: Id
    after: int


class CaughtUp(Wire):
    """Everything stored before this moment was delivered; what follows is live."""

    type: Literal["caught_up"] = "caught_up"
    direction: Direction
    mseq: int


class Ack(Wire):
    """The reader has stored everything up to this cursor; it only frees storage."""

    type: Literal["ack"] = "ack"
    direction: Direction
    cursor: Cursor


class Stored(Wire):
    """An envelope is on the relay's disk. A repeated envelope gets its first mseq again."""

    type: Literal["stored"] = "stored"
    id: Id
    mseq: int


class NotStored(Wire):
    """An envelope was refused; `code` is stable: not_member, wrong_mailbox, too_large, quota, malformed, expired."""

    type: Literal["not_stored"] = "not_stored"
    id: Id
    code: str
    message: str


class PutAccess(Wire):
    """The host's newest access list."""

    type: Literal["put_access"] = "put_access"
    access: Signed


class PutPresence(Wire):
    """The host's newest heartbeat."""

    type: Literal["put_presence"] = "put_presence"
    presence: Signed


class Presence(Wire):
    """The newest heartbeat, passed on; `received_at` is the relay's time, `connected` its view of the host's socket."""

    type: Literal["presence"] = "presence"
    presence: Signed | None = None
    received_at: Millis
    connected: bool


class DevicePresent(Wire):
    """Told to the host: a device's socket opened or closed."""

    type: Literal["device"] = "device"
    device: Id
    connected: bool


class OpenRendezvous(Wire):
    """The host waits for a device at this rendezvous until it expires."""

    type: Literal["open_rendezvous"] = "open_rendezvous"
    rendezvous: Id
    expires: Millis


class CloseRendezvous(Wire):
    """The rendezvous is over; its channels are closed."""

    type: Literal["close_rendezvous"] = "close_rendezvous"
    rendezvous: Id


class ChannelClosed(Wire):
    """Told to the host: a device's channel at a rendezvous closed."""

    type: Literal["channel_closed"] = "channel_closed"
    rendezvous: Id
    channel: Id


class Ping(Wire):
    """Are you there? Browsers cannot send protocol pings."""

    type: Literal["ping"] = "ping"


class Pong(Wire):
    """Yes; with the relay's time."""

    type: Literal["pong"] = "pong"
    at: Millis


class Rejected(Wire):
    """The connection ends: bad_login, not_member, other_host, lease, malformed, too_slow, gone."""

    type: Literal["rejected"] = "rejected"
    code: str
    message: str


ToRelay = Annotated[
    Login | Read | Ack | PutAccess | PutPresence | OpenRendezvous | CloseRendezvous | Ping,
    Field(discriminator="type"),
]
FromRelay = Annotated[
    Challenge
    | Welcome
    | LeaseTaken
    | Reading
    | CaughtUp
    | Stored
    | NotStored
    | Presence
    | DevicePresent
    | ChannelClosed
    | Pong
    | Rejected,
    Field(discriminator="type"),
]
TO_RELAY: TypeAdapter[ToRelay] = TypeAdapter(ToRelay, config=LAZY)
FROM_RELAY: TypeAdapter[FromRelay] = TypeAdapter(FromRelay, config=LAZY)
