"""The signed chain of records: append to it, and check pages from either end."""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from farhand.crypto.identity import Identity
from farhand.ids import Incarnation
from farhand.signatures import is_signed
from farhand.wire.record import GENESIS, Record

PURPOSE = "record"
RESTORED = "host.restored"  # the only record type that may begin another incarnation

_SEQ = struct.Struct(">Q")


class Reason(StrEnum):
    """Why a page is refused."""

    GAP = "gap"  # records are missing before this one
    FORK = "fork"  # this record follows another record than the one held
    BAD_SIGNATURE = "bad_signature"
    WRONG_INCARNATION = "wrong_incarnation"  # another incarnation, without the record that begins one


@dataclass(frozen=True, slots=True)
class Rejection:
    """A page was refused at record `seq`; nothing of it may be stored."""

    reason: Reason
    seq: int


@dataclass(frozen=True, slots=True)
class Tip:
    """A verified place in the chain: the newest record's seq and hash, and whose incarnation it is."""

    seq: int
    hash: bytes
    incarnation: Incarnation

    @staticmethod
    def genesis(incarnation: Incarnation) -> "Tip":
        """Return the place before the first record."""
        return Tip(0, GENESIS, incarnation)

    @staticmethod
    def of(record: Record) -> "Tip":
        """Return the place at a record; only as trustworthy as the record."""
        return Tip(record.seq, record_hash(record), Incarnation(record.incarnation))


def record_hash(record: Record) -> bytes:
    """Return h(n) of a record."""
    return _hash(record.prev, record.seq, record.id, record.type, record.body)


def append(
    tip: Tip, identity: Identity, *, incarnation: Incarnation, id: str, type: str, body: bytes
) -> tuple[Record, Tip]:
    """Return the record that follows `tip`, signed, and the tip after it."""
    seq = tip.seq + 1
    hash_ = _hash(tip.hash, seq, id, type, body)
    signature = sign_head(identity, Tip(seq, hash_, incarnation))
    return Record(seq, incarnation, id, type, tip.hash, body, signature), Tip(seq, hash_, incarnation)


def sign_head(identity: Identity, tip: Tip) -> bytes:
    """Return the host's signature over a place in its chain: that of the record there."""
    return identity.sign(PURPOSE, *_signed_fields(tip))


def is_head_signed(tip: Tip, signature: bytes, host_public: bytes) -> bool:
    """Return whether the host signed this place in its chain."""
    return is_signed(host_public, signature, PURPOSE, *_signed_fields(tip))


def verify_page(tip: Tip, records: Sequence[Record], host_public: bytes) -> Tip | Rejection:
    """Return the tip after a page that follows `tip`, or why it does not.

    One signature is checked, the last; and that of each `host.restored` that begins another incarnation, because
    the hash does not cover incarnations. After a restore such a page may follow an *earlier* tip than the newest:
    the caller finds the tip that the first record's `prev` names, and hands in that one.
    """
    for record in records:
        if (rejection := _follows(tip, record)) is not None:
            return rejection
        after = Tip.of(record)
        begins = after.incarnation != tip.incarnation
        if (begins or record is records[-1]) and not is_head_signed(after, record.signature, host_public):
            return Rejection(Reason.BAD_SIGNATURE, record.seq)
        tip = after
    return tip


def verify_older(oldest_held: Record, records: Sequence[Record]) -> Rejection | None:
    """Return why a page of older records, oldest first, does not end at `prev` of the oldest record held."""
    for older, newer in pairwise((*records, oldest_held)):
        if (rejection := _follows(Tip.of(older), newer)) is not None:
            return rejection
    return None


def _follows(tip: Tip, record: Record) -> Rejection | None:
    if record.seq > tip.seq + 1:
        return Rejection(Reason.GAP, record.seq)
    if record.seq <= tip.seq or record.prev != tip.hash:
        return Rejection(Reason.FORK, record.seq)
    if record.incarnation != tip.incarnation and record.type != RESTORED:
        return Rejection(Reason.WRONG_INCARNATION, record.seq)
    return None


def _hash(prev: bytes, seq: int, id: str, type: str, body: bytes) -> bytes:
    return hashlib.sha256(
        prev + _SEQ.pack(seq) + bytes.fromhex(id) + type.encode("ascii") + hashlib.sha256(body).digest()
    ).digest()


def _signed_fields(tip: Tip) -> tuple[bytes, bytes, bytes]:
    return bytes.fromhex(tip.incarnation), _SEQ.pack(tip.seq), tip.hash
