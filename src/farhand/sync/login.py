"""The answer to a relay's challenge."""

from typing import Literal

from farhand.crypto.identity import Identity
from farhand.ids import HostId
from farhand.wire.relay import Challenge, Lease, Login, Signed


def answer(
    challenge: Challenge,
    identity: Identity,
    host: HostId,
    audience: str,
    *,
    lease: Lease | None = None,
    access: Signed | None = None,
) -> Login:
    """Return the login of the host itself, or of a device when the identity is not the host's."""
    role: Literal["host", "device"] = "host" if identity.id == host else "device"
    signature = identity.sign("login", challenge.nonce, audience.encode(), role.encode(), bytes.fromhex(host))
    return Login(
        role=role,
        host=host,
        key=identity.public,
        audience=audience,
        signature=signature,
        lease=lease,
        access=access,
        nonce=challenge.nonce,
    )
