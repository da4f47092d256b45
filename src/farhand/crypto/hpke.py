"""Sealing to one party's key: HPKE base mode (RFC 9180), X25519, HKDF-SHA256, AES-256-GCM, empty aad."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from farhand.crypto.identity import Secret
from farhand.ids import RandomBytes

KEY_BYTES = 32
TAG_BYTES = 16
OVERHEAD_BYTES = KEY_BYTES + TAG_BYTES  # the encapsulated key before, the tag behind the ciphertext

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)

Seal = Callable[[bytes, bytes, bytes], bytes]
"""What `seal` is: (public key, info, plaintext) to sealed bytes. Golden vectors hand in one with a fixed key."""


class Unopenable(ValueError):
    """What was sealed does not open: another key, another context, or altered bytes."""


@dataclass(frozen=True, slots=True)
class HpkeKey:
    """An X25519 key that others seal to."""

    private: Secret
    public: bytes
    _key: X25519PrivateKey = field(repr=False, compare=False)

    @staticmethod
    def new(random: RandomBytes = secrets.token_bytes) -> "HpkeKey":
        """Make a new key."""
        return HpkeKey.from_private(random(KEY_BYTES))

    @staticmethod
    def from_private(private: bytes) -> "HpkeKey":
        """Return the key of 32 private bytes; raises ValueError on another length."""
        key = X25519PrivateKey.from_private_bytes(private)
        return HpkeKey(Secret(private), key.public_key().public_bytes_raw(), key)

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """Return what was sealed to this key under `info`; raises Unopenable."""
        try:
            return _SUITE.decrypt(sealed, self._key, info)
        except (InvalidTag, ValueError) as error:
            raise Unopenable("does not open with this key") from error


def seal(public: bytes, info: bytes, plaintext: bytes) -> bytes:
    """Seal to an X25519 public key: the encapsulated key, then the ciphertext; raises ValueError on a bad key."""
    return _SUITE.encrypt(plaintext, X25519PublicKey.from_public_bytes(public), info)
