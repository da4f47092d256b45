"""The envelope: the only thing a relay sees. See docs/reference/protocol.md."""

import struct
from dataclasses import dataclass
from enum import IntEnum

VERSION = 1
NONCE_BYTES = 12
_HEADER = struct.Struct(">BBBx16s16s16s16s12sQI")
HEADER_BYTES = _HEADER.size
NO_KEY = "0" * 32
NO_NONCE = bytes(NONCE_BYTES)
MAX_ENVELOPE_BYTES = 1 << 20  # larger content travels as a blob


class Class(IntEnum):
    """How the payload is sealed, and whether a relay stores it."""

    COMMAND = 1  # device to host, HPKE, stored
    RECORD = 2  # host to devices, under an epoch key, stored
    EPOCH = 3  # host to devices, a signed list of wrapped epoch keys, stored
    EPHEMERAL = 4  # host to devices, under an epoch key, not stored
    DIRECT = 5  # one party to another, HPKE, not stored

    @property
    def is_durable(self) -> bool:
        """Whether a relay stores the envelope until everyone has it."""
        return self in (Class.COMMAND, Class.RECORD, Class.EPOCH)


class Direction(IntEnum):
    """Which of a host's two mailboxes: `up` is read by the host, `down` by its devices."""

    UP = 0
    DOWN = 1


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A log at the relay."""

    host: str
    direction: Direction

    def __str__(self) -> str:
        return f"{self.host}/{self.direction.name.lower()}"


class MalformedEnvelope(ValueError):
    """The bytes are no envelope of a version this program knows."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the relay sees; these bytes are the associated data of the payload.

    `key` names what opens the payload: an epoch, or the recipient of a DIRECT envelope or a COMMAND.
    `expires_ms` is when a relay may drop it; `size` is the payload's length in bytes.
    """

    class_: Class
    mailbox: Mailbox
    sender: str
    id: str
    key: str
    nonce: bytes
    expires_ms: int
    size: int

    def pack(self) -> bytes:
        """Return the 92 header bytes."""
        return _HEADER.pack(
            VERSION,
            self.class_,
            self.mailbox.direction,
            bytes.fromhex(self.mailbox.host),
            bytes.fromhex(self.sender),
            bytes.fromhex(self.id),
            bytes.fromhex(self.key),
            self.nonce,
            self.expires_ms,
            self.size,
        )


@dataclass(frozen=True, slots=True)
class Envelope:
    """A header and its sealed payload, kept as the very bytes that were sent."""

    header: Header
    header_bytes: bytes
    payload: bytes

    @property
    def raw(self) -> bytes:
        """The bytes on the wire."""
        return self.header_bytes + self.payload

    @staticmethod
    def of(header: Header, payload: bytes) -> "Envelope":
        """Join a header and its payload."""
        return Envelope(header, header.pack(), payload)

    @staticmethod
    def parse(raw: bytes) -> "Envelope":
        """Read an envelope from the wire; raises MalformedEnvelope."""
        if len(raw) < HEADER_BYTES:
            raise MalformedEnvelope("shorter than a header")
        version, class_, direction, host, sender, id_, key, nonce, expires_ms, size = _HEADER.unpack_from(raw)
        if version != VERSION:
            raise MalformedEnvelope(f"version {version} is unknown")
        if size != len(raw) - HEADER_BYTES:
            raise MalformedEnvelope("size differs from the payload's length")
        try:
            mailbox = Mailbox(host.hex(), Direction(direction))
            header = Header(Class(class_), mailbox, sender.hex(), id_.hex(), key.hex(), nonce, expires_ms, size)
        except ValueError as error:
            raise MalformedEnvelope(str(error)) from error
        return Envelope(header, raw[:HEADER_BYTES], raw[HEADER_BYTES:])
