"""What the host said of itself under its signature, as a device keeps it: heartbeat, access list, clock."""

from pydantic import ValidationError

from farhand.database import Connection
from farhand.signatures import is_signed
from farhand.sync import device_store as store
from farhand.sync.paired import Paired
from farhand.sync.presence import is_newer, verify_heartbeat
from farhand.wire.relay import AccessList, Heartbeat, Signed


def offset_ms(connection: Connection) -> int:
    """Return host time minus this device's, as last measured."""
    return int(store.fact(connection, "offset_ms") or b"0")


def set_offset_ms(connection: Connection, offset_ms: int) -> None:
    """Note a new measurement."""
    store.set_fact(connection, "offset_ms", str(offset_ms).encode())


def heartbeat(connection: Connection) -> Heartbeat | None:
    """Return the newest heartbeat."""
    stored = store.fact(connection, "heartbeat")
    return Heartbeat.model_validate_json(stored) if stored else None


def take_heartbeat(connection: Connection, paired: Paired, signed: Signed) -> Heartbeat | None:
    """Keep a heartbeat that is genuine and newer than the one held, and return it."""
    offered = verify_heartbeat(signed, paired.host, paired.host_public)
    if offered is None or not is_newer(heartbeat(connection), offered):
        return None
    store.set_fact(connection, "heartbeat", signed.body)
    return offered


def access(connection: Connection) -> AccessList | None:
    """Return the newest access list."""
    stored = store.fact(connection, "access")
    return AccessList.model_validate_json(stored) if stored else None


def take_access(connection: Connection, paired: Paired, signed: Signed) -> None:
    """Keep an access list that is genuine and newer than the one held."""
    if not is_signed(paired.host_public, signed.signature, "access", signed.body):
        return
    try:
        offered = AccessList.model_validate_json(signed.body)
    except ValidationError:
        return
    held = access(connection)
    if offered.host == paired.host and (held is None or offered.version > held.version):
        store.set_fact(connection, "access", signed.body)
