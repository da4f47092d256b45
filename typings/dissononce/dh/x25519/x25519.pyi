from dissononce.dh.x25519.keypair import KeyPair
from dissononce.dh.x25519.private import PrivateKey

class X25519DH:
    def generate_keypair(self, privatekey: PrivateKey | None = None) -> KeyPair: ...
