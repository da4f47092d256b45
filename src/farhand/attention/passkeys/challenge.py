"""What authenticators sign, bound to one action, and what they give back for it. Pure."""

import hashlib
from dataclasses import dataclass

from farhand.errors import Refused
from farhand.signatures import statement

AGAIN = "try it again"


class PasskeyRefused(Refused):
    """What should vouch for a command does not."""

    code = "passkey_refused"


@dataclass(frozen=True, slots=True)
class NewCredential:
    """A credential as its authenticator made it; `uses` is the authenticator's counter."""

    id: bytes
    public_key: bytes
    domain: str
    uses: int


@dataclass(frozen=True, slots=True)
class Assertion:
    """What an authenticator signed, and with which credential."""

    credential: bytes
    client_data: bytes
    authenticator_data: bytes
    signature: bytes


def challenge_of(nonce: bytes, device: str, command: str, body: bytes) -> bytes:
    """Return what a passkey signs to vouch for a command: these very bytes, from this device, under this id."""
    fields = (nonce, device.encode(), command.encode(), hashlib.sha256(body).digest())
    return hashlib.sha256(statement("passkey", *fields)).digest()


def joining_challenge(nonce: bytes, device: str, asked: str) -> bytes:
    """Return what a new passkey answers."""
    return hashlib.sha256(statement("passkey.add", nonce, device.encode(), asked.encode())).digest()
