"""The signed list that hands an epoch key to each device: the payload of an EPOCH envelope."""

import struct
from dataclasses import dataclass

from farhand.wire.model import Bytes, Id, Wire
from farhand.wire.record import SIGNATURE_BYTES

_LENGTH = struct.Struct(">I")


class EpochKeys(Wire):
    """`wraps`: device id to the epoch key sealed by HPKE to that device (encapsulated key, then ciphertext)."""

    epoch: Id
    wraps: dict[Id, Bytes]


class MalformedEpoch(ValueError):
    """The bytes are no epoch payload."""


@dataclass(frozen=True, slots=True)
class SignedEpoch:
    """Payload layout: u32 length, `body` (JSON of EpochKeys), 64-byte signature (purpose `epoch`; header, body)."""

    body: bytes
    signature: bytes

    def pack(self) -> bytes:
        """Return the payload bytes."""
        return _LENGTH.pack(len(self.body)) + self.body + self.signature

    @staticmethod
    def parse(raw: bytes) -> "SignedEpoch":
        """Read a payload; raises MalformedEpoch."""
        if len(raw) < _LENGTH.size + SIGNATURE_BYTES:
            raise MalformedEpoch("too short")
        (length,) = _LENGTH.unpack_from(raw)
        if len(raw) != _LENGTH.size + length + SIGNATURE_BYTES:
            raise MalformedEpoch("length differs")
        return SignedEpoch(raw[_LENGTH.size : _LENGTH.size + length], raw[-SIGNATURE_BYTES:])
