"""Two other implementations of Noise, behind one face, to speak with ours."""

from dataclasses import dataclass
from typing import Protocol

from dissononce.cipher.aesgcm import AESGCMCipher
from dissononce.dh.x25519.private import PrivateKey
from dissononce.dh.x25519.public import PublicKey
from dissononce.dh.x25519.x25519 import X25519DH
from dissononce.hash.sha256 import SHA256Hash
from dissononce.processing.handshakepatterns.interactive.IK import IKHandshakePattern
from dissononce.processing.impl.cipherstate import CipherState
from dissononce.processing.impl.handshakestate import HandshakeState
from dissononce.processing.impl.symmetricstate import SymmetricState
from dissononce.processing.modifiers.psk import PSKPatternModifier
from noise.connection import Keypair, NoiseConnection

NAME = b"Noise_IKpsk1_25519_AESGCM_SHA256"


@dataclass(frozen=True)
class Side:
    """What one side brings: an initiator knows `remote_static`, a responder has None there."""

    prologue: bytes
    psk: bytes
    static: bytes
    remote_static: bytes | None


class Oracle(Protocol):
    """One side of a handshake, then of the transport."""

    def write(self, payload: bytes) -> bytes: ...

    def read(self, message: bytes) -> bytes: ...

    def encrypt(self, plaintext: bytes) -> bytes: ...

    def decrypt(self, message: bytes) -> bytes: ...

    def handshake_hash(self) -> bytes: ...


class NoiseprotocolOracle:
    """The package `noiseprotocol`."""

    def __init__(self, side: Side) -> None:
        self._connection = connection = NoiseConnection.from_name(NAME)
        connection.set_psks(side.psk)
        connection.set_prologue(side.prologue)
        connection.set_keypair_from_private_bytes(Keypair.STATIC, side.static)
        if side.remote_static is None:
            connection.set_as_responder()
        else:
            connection.set_as_initiator()
            connection.set_keypair_from_public_bytes(Keypair.REMOTE_STATIC, side.remote_static)
        connection.start_handshake()

    def write(self, payload: bytes) -> bytes:
        return bytes(self._connection.write_message(payload))

    def read(self, message: bytes) -> bytes:
        return bytes(self._connection.read_message(message))

    def encrypt(self, plaintext: bytes) -> bytes:
        return bytes(self._connection.encrypt(plaintext))

    def decrypt(self, message: bytes) -> bytes:
        return bytes(self._connection.decrypt(message))

    def handshake_hash(self) -> bytes:
        return bytes(self._connection.get_handshake_hash())


class DissononceOracle:
    """The package `dissononce`."""

    def __init__(self, side: Side) -> None:
        self._is_initiator = side.remote_static is not None
        self._ciphers: tuple[CipherState, CipherState] | None = None
        self._state = HandshakeState(SymmetricState(CipherState(AESGCMCipher()), SHA256Hash()), X25519DH())
        self._state.initialize(
            PSKPatternModifier(1).modify(IKHandshakePattern()),
            self._is_initiator,
            side.prologue,
            s=X25519DH().generate_keypair(PrivateKey(side.static)),
            rs=None if side.remote_static is None else PublicKey(side.remote_static),
            psks=(side.psk,),
        )

    def write(self, payload: bytes) -> bytes:
        buffer = bytearray()
        self._ciphers = self._state.write_message(payload, buffer)
        return bytes(buffer)

    def read(self, message: bytes) -> bytes:
        buffer = bytearray()
        self._ciphers = self._state.read_message(message, buffer)
        return bytes(buffer)

    def encrypt(self, plaintext: bytes) -> bytes:
        return bytes(self._cipher(sending=True).encrypt_with_ad(b"", plaintext))

    def decrypt(self, message: bytes) -> bytes:
        return bytes(self._cipher(sending=False).decrypt_with_ad(b"", message))

    def handshake_hash(self) -> bytes:
        return bytes(self._state.symmetricstate.get_handshake_hash())

    def _cipher(self, *, sending: bool) -> CipherState:
        assert self._ciphers is not None
        return self._ciphers[0 if sending == self._is_initiator else 1]
