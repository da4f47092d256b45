"""What Farhand signs, and who a key belongs to: the one place that builds signed bytes. Ed25519, RFC 8032."""

import hashlib
import struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from farhand.ids import ID_BYTES

_LENGTH = struct.Struct(">I")


def length_prefixed(field: bytes) -> bytes:
    """Return a field behind its length as u32, big-endian."""
    return _LENGTH.pack(len(field)) + field


def statement(purpose: str, *fields: bytes) -> bytes:
    """Return the bytes to sign: `farhand/1/<purpose>` and the fields, length-prefixed so that none run together."""
    return b"".join(length_prefixed(part) for part in (f"farhand/1/{purpose}".encode(), *fields))


def is_signed(key: bytes, signature: bytes, purpose: str, *fields: bytes) -> bool:
    """Return whether `signature` is that of the 32-byte Ed25519 public `key` over the statement."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, statement(purpose, *fields))
    except (InvalidSignature, ValueError):
        return False
    return True


def party_of(key: bytes) -> str:
    """Return the id of the host or device that an Ed25519 public key belongs to."""
    return hashlib.sha256(key).digest()[:ID_BYTES].hex()
