"""Seals a push for one browser (RFC 8291) and signs for it (RFC 8292). pywebpush is imported with the first push."""

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from yarl import URL

from farhand.wire.model import to_base64url
from farhand.wire.push import PushSubscription

if TYPE_CHECKING:
    from py_vapid import Vapid02

KEY_BYTES = 32
SIGNED_S = 12 * 3600  # half of what push services accept, for clocks that differ
BLOCK_BYTES = 512  # the length of what is sealed tells the push service little
MAX_BYTES = 3993  # services take 4,096, of which the sealing needs the rest
NOBODY = "mailto:owner@farhand.invalid"  # some services want a contact even of a computer without a public name


class PushKey:
    """The key by which push services know this host."""

    def __init__(self, private: bytes) -> None:
        self._private = private
        point = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1()).public_key()
        self.public = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self._signer: Vapid02 | None = None

    @staticmethod
    def make() -> bytes:
        """Return a new private key."""
        return ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value.to_bytes(KEY_BYTES, "big")

    def authorize(self, endpoint: str, app: str, now_s: int) -> str:
        """Return the Authorization header for a push; the push service may complain to where the app is opened."""
        from py_vapid import Vapid02  # noqa: PLC0415  # with what comes along, half a second that a start need not take

        self._signer = self._signer or Vapid02.from_raw(to_base64url(self._private).encode())
        claims = {"aud": str(URL(endpoint).origin()), "exp": now_s + SIGNED_S, "sub": _contact(app)}
        return self._signer.sign(claims)["Authorization"]


def seal(payload: bytes, subscription: PushSubscription) -> bytes:
    """Return what only that browser can open; `payload` is JSON, and is filled up with spaces."""
    from pywebpush import WebPusher  # noqa: PLC0415  # as above

    keys = {"p256dh": to_base64url(subscription.p256dh), "auth": to_base64url(subscription.auth)}
    padded = payload.ljust(min(MAX_BYTES, -(-len(payload) // BLOCK_BYTES) * BLOCK_BYTES))
    return WebPusher({"endpoint": subscription.endpoint, "keys": keys}).encode(padded)["body"]


def _contact(app: str) -> str:
    url = URL(app)
    return f"https://{url.host}" if url.scheme == "https" and "." in (url.host or "") else NOBODY
