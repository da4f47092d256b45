"""Who a host or device is: its Ed25519 key, its id, and its signature."""

import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from farhand.ids import RandomBytes
from farhand.signatures import party_of, statement

SEED_BYTES = 32


class Secret(bytes):
    """Bytes that no log or traceback prints."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__


@dataclass(frozen=True, slots=True)
class Identity:
    """The signing key of one party; `id` names it everywhere."""

    seed: Secret
    public: bytes
    id: str
    _key: Ed25519PrivateKey = field(repr=False, compare=False)

    @staticmethod
    def new(random: RandomBytes = secrets.token_bytes) -> "Identity":
        """Make a new identity."""
        return Identity.from_seed(random(SEED_BYTES))

    @staticmethod
    def from_seed(seed: bytes) -> "Identity":
        """Return the identity of a 32-byte seed; raises ValueError on another length."""
        key = Ed25519PrivateKey.from_private_bytes(seed)
        public = key.public_key().public_bytes_raw()
        return Identity(Secret(seed), public, party_of(public), key)

    def sign(self, purpose: str, *fields: bytes) -> bytes:
        """Return the signature over `farhand/1/<purpose>` and the fields."""
        return self._key.sign(statement(purpose, *fields))
