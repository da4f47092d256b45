"""An authenticator as a phone has one: keys bound to a domain, a person who is verified, a counter."""

import hashlib
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from farhand.attention.passkeys.challenge import Assertion
from farhand.ids import new_id

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def _new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@dataclass(slots=True)
class FakeAuthenticator:
    """One credential, used at an origin."""

    origin: str
    uses: int = 0
    flags: int = PRESENT | VERIFIED
    cross_origin: bool = False
    credential: bytes = field(default_factory=lambda: new_id().encode())
    key: ec.EllipticCurvePrivateKey = field(default_factory=_new_key)

    def create(self, challenge: bytes) -> tuple[bytes, bytes]:
        """Return the client data and the attestation of the new credential."""
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AttestedCredentialData.create(b"\0" * 16, self.credential, public)
        made = AuthenticatorData.create(self._domain_hash(), self.flags | ATTESTED, self.uses, data)
        return self._collect("webauthn.create", challenge), bytes(AttestationObject.create("none", made, {}))

    def sign(self, challenge: bytes, *, kind: str = "webauthn.get") -> Assertion:
        """Return what vouches for a challenge."""
        self.uses += 1
        client_data = self._collect(kind, challenge)
        data = bytes(AuthenticatorData.create(self._domain_hash(), self.flags, self.uses))
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return Assertion(self.credential, client_data, data, signature)

    def _collect(self, kind: str, challenge: bytes) -> bytes:
        return bytes(CollectedClientData.create(kind, challenge, self.origin, self.cross_origin))

    def _domain_hash(self) -> bytes:
        return hashlib.sha256((urlsplit(self.origin).hostname or "").encode()).digest()
