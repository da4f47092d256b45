"""The bytes of a record: one event in the thread's signed chain. See docs/reference/protocol.md."""

import struct
from dataclasses import dataclass

FORMAT = 1
HASH_BYTES = 32
SIGNATURE_BYTES = 64
GENESIS = bytes(HASH_BYTES)
_HEAD = struct.Struct(">BQ16s16s32sB")
_LENGTH = struct.Struct(">I")


class MalformedRecord(ValueError):
    """The bytes are no record of a format this program knows."""


@dataclass(frozen=True, slots=True)
class Record:
    """One link of the chain. `body` is the event's JSON, kept raw; `prev` is the hash of the record before."""

    seq: int
    incarnation: str
    id: str
    type: str
    prev: bytes
    body: bytes
    signature: bytes

    def pack(self) -> bytes:
        """Return the bytes that are sealed and stored."""
        type_ = self.type.encode("ascii")
        head = _HEAD.pack(
            FORMAT, self.seq, bytes.fromhex(self.incarnation), bytes.fromhex(self.id), self.prev, len(type_)
        )
        return head + type_ + _LENGTH.pack(len(self.body)) + self.body + self.signature

    @staticmethod
    def parse(raw: bytes) -> "Record":
        """Read a record; raises MalformedRecord. Proves nothing: see `farhand.crypto.chain`."""
        try:
            format_, seq, incarnation, id_, prev, type_length = _HEAD.unpack_from(raw)
            type_end = _HEAD.size + type_length
            (body_length,) = _LENGTH.unpack_from(raw, type_end)
            type_ = raw[_HEAD.size : type_end].decode("ascii")
        except (struct.error, UnicodeDecodeError) as error:
            raise MalformedRecord(str(error)) from error
        body_start = type_end + _LENGTH.size
        body_end = body_start + body_length
        if format_ != FORMAT or len(raw) != body_end + SIGNATURE_BYTES:
            raise MalformedRecord("unknown format or length")
        return Record(seq, incarnation.hex(), id_.hex(), type_, prev, raw[body_start:body_end], raw[body_end:])
