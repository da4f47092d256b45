from collections.abc import Sequence

from dissononce.dh.x25519.keypair import KeyPair
from dissononce.dh.x25519.public import PublicKey
from dissononce.dh.x25519.x25519 import X25519DH
from dissononce.processing.handshakepatterns.handshakepattern import HandshakePattern
from dissononce.processing.impl.cipherstate import CipherState
from dissononce.processing.impl.symmetricstate import SymmetricState

class HandshakeState:
    def __init__(self, symmetricstate: SymmetricState, dh: X25519DH) -> None: ...
    @property
    def symmetricstate(self) -> SymmetricState: ...
    def initialize(
        self,
        handshake_pattern: HandshakePattern,
        initiator: bool,
        prologue: bytes,
        s: KeyPair | None = None,
        e: KeyPair | None = None,
        rs: PublicKey | None = None,
        re: PublicKey | None = None,
        psks: Sequence[bytes] | None = None,
    ) -> None: ...
    def write_message(self, payload: bytes, message_buffer: bytearray) -> tuple[CipherState, CipherState] | None: ...
    def read_message(self, message: bytes, payload_buffer: bytearray) -> tuple[CipherState, CipherState] | None: ...
