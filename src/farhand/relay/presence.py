"""Which heartbeat of a host is its newest."""

from pydantic import ValidationError

from farhand.signatures import is_signed
from farhand.wire.relay import Heartbeat, Signed


def verify_heartbeat(signed: Signed, host: str, host_key: bytes) -> Heartbeat | None:
    """Return the heartbeat if this host signed it, else None."""
    if not is_signed(host_key, signed.signature, "presence", signed.body):
        return None
    heartbeat = read_heartbeat(signed.body)
    return heartbeat if heartbeat and heartbeat.host == host else None


def read_heartbeat(body: bytes) -> Heartbeat | None:
    """Read the body of a heartbeat; None when it is none."""
    try:
        return Heartbeat.model_validate_json(body)
    except ValidationError:
        return None


def is_newer(held: Heartbeat | None, offered: Heartbeat) -> bool:
    """Return whether a heartbeat replaces the one held: counters order one boot, another boot is the host's word."""
    return held is None or held.boot != offered.boot or offered.counter > held.counter
