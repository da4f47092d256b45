"""HPKE base mode written from RFC 9180 over bare primitives: an oracle, and a sealer whose ephemeral key is fixed."""

import hashlib
import hmac
import struct
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEM = b"KEM" + struct.pack(">H", 0x0020)
_SUITE = b"HPKE" + struct.pack(">HHH", 0x0020, 0x0001, 0x0002)


@dataclass(frozen=True)
class Context:
    """What sender and recipient share."""

    enc: bytes
    shared_secret: bytes
    key: bytes
    base_nonce: bytes


def setup_sender(ephemeral: bytes, recipient: bytes, info: bytes) -> Context:
    """SetupBaseS with the ephemeral key handed in."""
    private = X25519PrivateKey.from_private_bytes(ephemeral)
    enc = private.public_key().public_bytes_raw()
    exchanged = private.exchange(X25519PublicKey.from_public_bytes(recipient))
    return _schedule(enc, recipient, exchanged, info)


def setup_recipient(enc: bytes, private: bytes, info: bytes) -> Context:
    """SetupBaseR."""
    key = X25519PrivateKey.from_private_bytes(private)
    exchanged = key.exchange(X25519PublicKey.from_public_bytes(enc))
    return _schedule(enc, key.public_key().public_bytes_raw(), exchanged, info)


def seal_with(ephemeral: bytes, recipient: bytes, info: bytes, plaintext: bytes) -> bytes:
    """Return what `farhand.crypto.hpke.seal` would, had it drawn this ephemeral key."""
    context = setup_sender(ephemeral, recipient, info)
    return context.enc + AESGCM(context.key).encrypt(context.base_nonce, plaintext, b"")


def open_with(private: bytes, info: bytes, sealed: bytes) -> bytes:
    """Open what was sealed to a key."""
    context = setup_recipient(sealed[:32], private, info)
    return AESGCM(context.key).decrypt(context.base_nonce, sealed[32:], b"")


def _schedule(enc: bytes, recipient: bytes, exchanged: bytes, info: bytes) -> Context:
    prk = _extract(_KEM, b"", b"eae_prk", exchanged)
    shared = _expand(_KEM, prk, b"shared_secret", enc + recipient, 32)
    context = b"\x00" + _extract(_SUITE, b"", b"psk_id_hash", b"") + _extract(_SUITE, b"", b"info_hash", info)
    secret = _extract(_SUITE, shared, b"secret", b"")
    key = _expand(_SUITE, secret, b"key", context, 32)
    return Context(enc, shared, key, _expand(_SUITE, secret, b"base_nonce", context, 12))


def _extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + material, hashlib.sha256)


def _expand(suite: bytes, prk: bytes, label: bytes, info: bytes, length: int) -> bytes:
    labelled = struct.pack(">H", length) + b"HPKE-v1" + suite + label + info
    return hmac.digest(prk, labelled + b"\x01", hashlib.sha256)[:length]
