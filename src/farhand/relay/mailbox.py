"""Who may put what into which mailbox: pure rules over an envelope's header."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from farhand.wire.envelope import MAX_ENVELOPE_BYTES, Class, Direction, Header, Mailbox

KEEP_MS = 30 * 24 * 3600 * 1000  # what is older, a device asks the host for
BLOB_CHUNK_BYTES = (1 << 20) + 28  # 1 MiB of a file, its nonce and tag
BLOB_MARGIN_MS = 24 * 3600 * 1000  # a blob outlives the envelope that names it

RefusalCode = Literal["not_member", "wrong_mailbox", "too_large", "quota", "malformed", "expired"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one relay holds and waits for.

    `mailbox_bytes` counts each mailbox alone, so that devices cannot fill what the host needs for its records.
    """

    mailbox_bytes: int = 256 << 20
    blob_bytes: int = 4 << 30
    frames_waiting: int = 1024  # a burst while the other side is busy for a moment
    bytes_waiting: int = 4 << 20
    page_items: int = 128
    page_bytes: int = 512 << 10
    login_s: float = 20.0  # a phone on a bad network signs well within this
    stall_s: float = 20.0  # a socket that takes nothing for so long is gone or hopeless
    look_s: float = 30.0  # a lost wake is healed within this
    sweep_s: float = 3600.0
    strangers: int = 256  # connections that have not logged in; beyond them the oldest ends
    sockets_per_device: int = 8  # tabs of one browser


@dataclass(frozen=True, slots=True)
class Party:
    """Who logged in: a host, or a device of that host."""

    role: Literal["host", "device"]
    host: str
    id: str
    key: bytes

    @property
    def reads(self) -> Direction:
        """The only direction this party reads."""
        return Direction.UP if self.role == "host" else Direction.DOWN

    @property
    def writes(self) -> Direction:
        """The only direction this party writes."""
        return Direction.DOWN if self.role == "host" else Direction.UP


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an envelope is not taken; `code` is stable."""

    code: RefusalCode
    message: str


@dataclass(frozen=True, slots=True)
class Store:
    """The envelope goes into its log until `expires_ms`."""

    expires_ms: int


@dataclass(frozen=True, slots=True)
class PassOn:
    """The envelope goes to who is connected now: to `recipient`, or to all readers."""

    recipient: str | None


def judge(
    header: Header, size_bytes: int, party: Party, members: Collection[str], now_ms: int
) -> Store | PassOn | Refusal:
    """Decide what becomes of an envelope that `party` sent while `members` are in its host's list."""
    refusal = _judge_party(header, party, members)
    if refusal:
        return refusal
    if size_bytes > MAX_ENVELOPE_BYTES:
        return Refusal("too_large", f"an envelope holds at most {MAX_ENVELOPE_BYTES} bytes; send a blob")
    if header.class_ is Class.EPHEMERAL:
        return PassOn(None)
    if header.class_ is Class.DIRECT:
        return _judge_recipient(header, members)
    if header.expires_ms <= now_ms:
        return Refusal("expired", "the envelope's time is over")
    return Store(min(header.expires_ms, now_ms + KEEP_MS))


def _judge_party(header: Header, party: Party, members: Collection[str]) -> Refusal | None:
    if party.role == "device" and party.id not in members:
        return Refusal("not_member", "this device is not paired with the host")
    if header.mailbox != Mailbox(party.host, party.writes):
        return Refusal("wrong_mailbox", "this party does not write to that mailbox")
    if header.sender != party.id:
        return Refusal("malformed", "the sender is not who logged in")
    fits = {
        Direction.UP: (Class.COMMAND, Class.DIRECT),
        Direction.DOWN: (Class.RECORD, Class.EPOCH, Class.EPHEMERAL, Class.DIRECT),
    }
    if header.class_ not in fits[header.mailbox.direction]:
        return Refusal("wrong_mailbox", "envelopes of this class do not go that way")
    return None


def _judge_recipient(header: Header, members: Collection[str]) -> PassOn | Refusal:
    if header.mailbox.direction is Direction.UP:
        if header.key != header.mailbox.host:
            return Refusal("wrong_mailbox", "devices write to their host only")
    elif header.key not in members:
        return Refusal("not_member", "the recipient is not paired with the host")
    return PassOn(header.key)
