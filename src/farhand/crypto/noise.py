"""Noise_IKpsk1_25519_AESGCM_SHA256 (noiseprotocol.org, revision 34): the two messages, then the transport."""

import hashlib
import hmac
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PROTOCOL_NAME = b"Noise_IKpsk1_25519_AESGCM_SHA256"  # 32 bytes, so it is the first h as it stands
KEY_BYTES = 32
TAG_BYTES = 16
_SEALED_KEY_BYTES = KEY_BYTES + TAG_BYTES
_COUNTER = struct.Struct(">4xQ")


class HandshakeFailed(ValueError):
    """The bytes are not what the other side would have sent; nothing changed."""


class Initiator:
    """The side that knows the other's static key: writes message 1, reads message 2.

    Keys that are not handed in are made fresh.
    """

    def __init__(
        self,
        prologue: bytes,
        psk: bytes,
        remote_static: bytes,
        *,
        static_private: bytes | None = None,
        ephemeral_private: bytes | None = None,
    ) -> None:
        self._symmetric = _Symmetric(prologue, remote_static)
        self._psk = psk
        self._remote_static = remote_static
        self._static = _private(static_private)
        self._ephemeral = _private(ephemeral_private)

    def write_message_1(self, payload: bytes) -> bytes:
        """Return message 1; once."""
        symmetric, ephemeral = self._symmetric, self._ephemeral.public_key().public_bytes_raw()
        symmetric.mix_ephemeral(ephemeral)
        symmetric.mix_key(_exchange(self._ephemeral, self._remote_static))
        static = symmetric.encrypt(self._static.public_key().public_bytes_raw())
        symmetric.mix_key(_exchange(self._static, self._remote_static))
        symmetric.mix_key_and_hash(self._psk)
        return ephemeral + static + symmetric.encrypt(payload)

    def read_message_2(self, message: bytes) -> tuple[bytes, "Transport"]:
        """Return the payload of message 2 and the transport; raises HandshakeFailed."""
        symmetric, ephemeral = self._symmetric.copy(), _head(message, KEY_BYTES)
        symmetric.mix_ephemeral(ephemeral)
        symmetric.mix_key(_exchange(self._ephemeral, ephemeral))
        symmetric.mix_key(_exchange(self._static, ephemeral))
        payload = symmetric.decrypt(message[KEY_BYTES:])
        sending, receiving = symmetric.split()
        return payload, Transport(sending, receiving, symmetric.hash)


class Responder:
    """The side whose static key is known: reads message 1, writes message 2. A fresh ephemeral unless handed in."""

    def __init__(
        self, prologue: bytes, psk: bytes, static_private: bytes, *, ephemeral_private: bytes | None = None
    ) -> None:
        self._static = _private(static_private)
        self._symmetric = _Symmetric(prologue, self._static.public_key().public_bytes_raw())
        self._psk = psk
        self._ephemeral = _private(ephemeral_private)
        self._remote_ephemeral = b""
        self.remote_static = b""

    def read_message_1(self, message: bytes) -> bytes:
        """Return the payload of message 1; raises HandshakeFailed, after which another may be read."""
        symmetric, ephemeral = self._symmetric.copy(), _head(message, KEY_BYTES)
        symmetric.mix_ephemeral(ephemeral)
        symmetric.mix_key(_exchange(self._static, ephemeral))
        static_end = KEY_BYTES + _SEALED_KEY_BYTES
        static = symmetric.decrypt(message[KEY_BYTES:static_end])
        symmetric.mix_key(_exchange(self._static, static))
        symmetric.mix_key_and_hash(self._psk)
        payload = symmetric.decrypt(message[static_end:])
        self._symmetric, self._remote_ephemeral, self.remote_static = symmetric, ephemeral, static
        return payload

    def write_message_2(self, payload: bytes) -> tuple[bytes, "Transport"]:
        """Return message 2 and the transport; once, after message 1."""
        symmetric, ephemeral = self._symmetric, self._ephemeral.public_key().public_bytes_raw()
        symmetric.mix_ephemeral(ephemeral)
        symmetric.mix_key(_exchange(self._ephemeral, self._remote_ephemeral))
        symmetric.mix_key(_exchange(self._ephemeral, self.remote_static))
        message = ephemeral + symmetric.encrypt(payload)
        receiving, sending = symmetric.split()
        return message, Transport(sending, receiving, symmetric.hash)


class Transport:
    """What both sides speak after the handshake; each direction counts its own nonces.

    `handshake_hash` is the same on both sides and names this handshake alone.
    """

    def __init__(self, sending: "_Cipher", receiving: "_Cipher", handshake_hash: bytes) -> None:
        self._sending = sending
        self._receiving = receiving
        self.handshake_hash = handshake_hash

    def encrypt(self, plaintext: bytes) -> bytes:
        """Return the next message to send."""
        return self._sending.encrypt(plaintext, b"")

    def decrypt(self, message: bytes) -> bytes:
        """Return the next message received; raises HandshakeFailed, after which the same place is still open."""
        return self._receiving.decrypt(message, b"")


class _Cipher:
    """Noise's CipherState: a key and a counter that is the nonce."""

    def __init__(self, key: bytes, counter: int = 0) -> None:
        self._key = key
        self._counter = counter

    def copy(self) -> "_Cipher":
        return _Cipher(self._key, self._counter)

    def encrypt(self, plaintext: bytes, associated: bytes) -> bytes:
        message = AESGCM(self._key).encrypt(_COUNTER.pack(self._counter), plaintext, associated)
        self._counter += 1
        return message

    def decrypt(self, message: bytes, associated: bytes) -> bytes:
        try:
            plaintext = AESGCM(self._key).decrypt(_COUNTER.pack(self._counter), message, associated)
        except (InvalidTag, ValueError) as error:
            raise HandshakeFailed("message does not open") from error
        self._counter += 1
        return plaintext


class _Symmetric:
    """Noise's SymmetricState, after the responder's static key was mixed in beforehand."""

    def __init__(self, prologue: bytes, responder_static: bytes) -> None:
        self.hash = PROTOCOL_NAME
        self._chaining_key = PROTOCOL_NAME
        self._cipher = _Cipher(bytes(KEY_BYTES))
        self._mix_hash(prologue)
        self._mix_hash(responder_static)

    def copy(self) -> "_Symmetric":
        twin = _Symmetric(b"", b"")
        twin.hash, twin._chaining_key, twin._cipher = self.hash, self._chaining_key, self._cipher.copy()
        return twin

    def mix_ephemeral(self, public: bytes) -> None:
        """Mix in an ephemeral key: with a psk in the pattern it goes into the key too."""
        self._mix_hash(public)
        self.mix_key(public)

    def mix_key(self, material: bytes) -> None:
        self._chaining_key, key = _derive(self._chaining_key, material, 2)
        self._cipher = _Cipher(key)

    def mix_key_and_hash(self, material: bytes) -> None:
        self._chaining_key, hashed, key = _derive(self._chaining_key, material, 3)
        self._mix_hash(hashed)
        self._cipher = _Cipher(key)

    def encrypt(self, plaintext: bytes) -> bytes:
        message = self._cipher.encrypt(plaintext, self.hash)
        self._mix_hash(message)
        return message

    def decrypt(self, message: bytes) -> bytes:
        plaintext = self._cipher.decrypt(message, self.hash)
        self._mix_hash(message)
        return plaintext

    def split(self) -> tuple[_Cipher, _Cipher]:
        """Return the initiator's cipher for sending, then the responder's."""
        first, second = _derive(self._chaining_key, b"", 2)
        return _Cipher(first), _Cipher(second)

    def _mix_hash(self, data: bytes) -> None:
        self.hash = hashlib.sha256(self.hash + data).digest()


def _derive(chaining_key: bytes, material: bytes, count: int) -> list[bytes]:
    """Noise's HKDF: `count` outputs of 32 bytes."""
    secret = hmac.digest(chaining_key, material, hashlib.sha256)
    outputs = [hmac.digest(secret, b"\x01", hashlib.sha256)]
    for index in range(2, count + 1):
        outputs.append(hmac.digest(secret, outputs[-1] + bytes([index]), hashlib.sha256))
    return outputs


def _private(raw: bytes | None) -> X25519PrivateKey:
    return X25519PrivateKey.generate() if raw is None else X25519PrivateKey.from_private_bytes(raw)


def _exchange(private: X25519PrivateKey, public: bytes) -> bytes:
    try:
        return private.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError as error:
        raise HandshakeFailed("not a usable key") from error


def _head(message: bytes, size: int) -> bytes:
    if len(message) < size:
        raise HandshakeFailed("shorter than a key")
    return message[:size]
