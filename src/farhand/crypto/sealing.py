"""Envelopes, sealed and opened: to one party's key (commands, direct) or under an epoch key (records, ephemerals)."""

import struct
from dataclasses import dataclass, replace
from typing import assert_never

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from farhand.crypto import hpke
from farhand.crypto.hpke import HpkeKey, Seal, Unopenable
from farhand.crypto.identity import Identity
from farhand.crypto.padding import pad, padded_size, unpad
from farhand.ids import EpochId, HostId
from farhand.signatures import is_signed, length_prefixed, party_of
from farhand.wire.envelope import NO_NONCE, Class, Direction, Envelope, Header, Mailbox
from farhand.wire.record import SIGNATURE_BYTES, MalformedRecord, Record

CONTENT_FORMAT = 1

_CONTENT_HEAD = struct.Struct(">BI")


@dataclass(frozen=True, slots=True)
class Opened:
    """A command or direct envelope, opened. Nothing is proven before `is_by` says yes."""

    envelope: Envelope
    body: bytes
    signature: bytes

    def is_by(self, public: bytes) -> bool:
        """Return whether the holder of this Ed25519 key is the sender named, and signed header and body."""
        header = self.envelope.header
        return party_of(public) == header.sender and is_signed(
            public, self.signature, _purpose(header.class_), self.envelope.header_bytes, self.body
        )


def seal_command(
    sender: Identity, host: HostId, host_hpke: bytes, body: bytes, *, id: str, expires_ms: int, seal: Seal = hpke.seal
) -> Envelope:
    """Seal a device's command to the host. Seal once: what is sent again are the same bytes."""
    header = Header(Class.COMMAND, Mailbox(host, Direction.UP), sender.id, id, host, NO_NONCE, expires_ms, 0)
    return _seal_private(header, sender, host_hpke, body, seal)


def seal_direct(
    sender: Identity,
    mailbox: Mailbox,
    recipient: str,
    recipient_key: bytes,
    body: bytes,
    *,
    id: str,
    expires_ms: int,
    seal: Seal = hpke.seal,
) -> Envelope:
    """Seal to one party what no relay stores."""
    header = Header(Class.DIRECT, mailbox, sender.id, id, recipient, NO_NONCE, expires_ms, 0)
    return _seal_private(header, sender, recipient_key, body, seal)


def open_private(envelope: Envelope, key: HpkeKey) -> Opened:
    """Open a command or direct envelope; raises Unopenable. Who sent it is for `Opened.is_by` to say."""
    body, signature = _split(unpad(key.open(envelope.payload, _info(envelope.header.class_, envelope.header_bytes))))
    return Opened(envelope, body, signature)


def seal_record(
    record: Record, *, epoch: EpochId, epoch_key: bytes, host: HostId, expires_ms: int, nonce: bytes
) -> Envelope:
    """Seal a record for every device that holds the epoch key; `nonce` must be fresh and random."""
    return _seal_shared(Class.RECORD, host, record.id, epoch, epoch_key, nonce, expires_ms, record.pack())


def open_record(envelope: Envelope, epoch_key: bytes) -> Record:
    """Open a record; raises Unopenable. Whether it belongs to the chain is for `chain` to say."""
    content = _open_shared(Class.RECORD, envelope, epoch_key)
    try:
        record = Record.parse(content)
    except MalformedRecord as error:
        raise Unopenable("not a record") from error
    if record.id != envelope.header.id:
        raise Unopenable("the envelope names another record")
    return record


def seal_ephemeral(
    host: Identity, *, epoch: EpochId, epoch_key: bytes, body: bytes, id: str, nonce: bytes, expires_ms: int
) -> Envelope:
    """Seal, for every device, what is told while it happens and never stored; `nonce` must be fresh and random."""
    size = padded_size(_content_size(body)) + hpke.TAG_BYTES
    header = Header(
        Class.EPHEMERAL, Mailbox(host.id, Direction.DOWN), host.id, id, epoch, nonce, expires_ms, size
    ).pack()
    content = _join(body, host.sign(_purpose(Class.EPHEMERAL), header, body))
    return _seal_shared(Class.EPHEMERAL, HostId(host.id), id, epoch, epoch_key, nonce, expires_ms, content)


def open_ephemeral(envelope: Envelope, epoch_key: bytes, host_public: bytes) -> bytes:
    """Return the body of an ephemeral envelope that the host signed; raises Unopenable."""
    body, signature = _split(_open_shared(Class.EPHEMERAL, envelope, epoch_key))
    if not is_signed(host_public, signature, _purpose(Class.EPHEMERAL), envelope.header_bytes, body):
        raise Unopenable("not signed by the host")
    return body


def _purpose(class_: Class) -> str:
    match class_:
        case Class.COMMAND:
            return "command"
        case Class.DIRECT:
            return "direct"
        case Class.EPHEMERAL:
            return "ephemeral"
        case Class.RECORD | Class.EPOCH:
            raise Unopenable(f"`{class_.name}` is sealed another way")
        case _:
            assert_never(class_)


def _info(class_: Class, header: bytes) -> bytes:
    if class_ not in {Class.COMMAND, Class.DIRECT}:
        raise Unopenable(f"`{class_.name}` is sealed another way")
    return length_prefixed(f"farhand/1/{_purpose(class_)}".encode()) + length_prefixed(header)


def _seal_private(header: Header, sender: Identity, recipient_key: bytes, body: bytes, seal: Seal) -> Envelope:
    header = replace(header, size=padded_size(_content_size(body)) + hpke.OVERHEAD_BYTES)
    packed = header.pack()
    content = _join(body, sender.sign(_purpose(header.class_), packed, body))
    return Envelope.of(header, seal(recipient_key, _info(header.class_, packed), pad(content)))


def _seal_shared(
    class_: Class,
    host: HostId,
    id: str,
    epoch: EpochId,
    epoch_key: bytes,
    nonce: bytes,
    expires_ms: int,
    content: bytes,
) -> Envelope:
    size = padded_size(len(content)) + hpke.TAG_BYTES
    header = Header(class_, Mailbox(host, Direction.DOWN), host, id, epoch, nonce, expires_ms, size)
    return Envelope.of(header, AESGCM(epoch_key).encrypt(nonce, pad(content), header.pack()))


def _open_shared(class_: Class, envelope: Envelope, epoch_key: bytes) -> bytes:
    if envelope.header.class_ is not class_:
        raise Unopenable(f"`{envelope.header.class_.name}` is sealed another way")
    try:
        padded = AESGCM(epoch_key).decrypt(envelope.header.nonce, envelope.payload, envelope.header_bytes)
    except (InvalidTag, ValueError) as error:
        raise Unopenable("does not open with this epoch key") from error
    return unpad(padded)


def _content_size(body: bytes) -> int:
    return _CONTENT_HEAD.size + len(body) + SIGNATURE_BYTES


def _join(body: bytes, signature: bytes) -> bytes:
    return _CONTENT_HEAD.pack(CONTENT_FORMAT, len(body)) + body + signature


def _split(content: bytes) -> tuple[bytes, bytes]:
    if len(content) < _CONTENT_HEAD.size + SIGNATURE_BYTES:
        raise Unopenable("content is too short")
    format_, length = _CONTENT_HEAD.unpack_from(content)
    body_end = _CONTENT_HEAD.size + length
    if format_ != CONTENT_FORMAT or len(content) != body_end + SIGNATURE_BYTES:
        raise Unopenable("unknown format or length")
    return content[_CONTENT_HEAD.size : body_end], content[body_end:]
