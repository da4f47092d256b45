"""What a device may say of its host, from the newest signed heartbeat and its age."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import ValidationError

from farhand.signatures import is_signed
from farhand.wire.relay import Heartbeat, Signed

AWAKE_MS = 90_000  # three heartbeats: one may be late, one may be lost
HELD_BACK_AFTER_MS = 10_000  # records are on their way at the same time as the heartbeat that names them


class PresenceState(StrEnum):
    """Words for how a host is; none of them comes without an age."""

    UNKNOWN = "unknown"
    AWAKE = "awake"
    ASLEEP = "asleep"
    STOPPED = "stopped"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Presence:
    """How the host is, since when, and how old that word is. `held_back` records are kept from this device."""

    state: PresenceState
    since_ms: int = 0
    age_ms: int = 0
    held_back: int = 0


def verify_heartbeat(signed: Signed, host: str, host_public: bytes) -> Heartbeat | None:
    """Return the heartbeat if this host signed it for itself."""
    if not is_signed(host_public, signed.signature, "presence", signed.body):
        return None
    try:
        heartbeat = Heartbeat.model_validate_json(signed.body)
    except ValidationError:
        return None
    return heartbeat if heartbeat.host == host else None


def is_newer(held: Heartbeat | None, offered: Heartbeat) -> bool:
    """Return whether a heartbeat replaces the one held: the counter orders one boot, the host's clock two boots."""
    if held is None:
        return True
    if held.boot == offered.boot:
        return offered.counter > held.counter
    return offered.at > held.at


def presence_of(
    newest: Heartbeat | None, *, now_ms: int, offset_ms: int = 0, seq: int = 0, behind_since_ms: int | None = None
) -> Presence:
    """Return how the host is.

    `offset_ms` is host time minus this device's; `seq` the newest record verified here, and `behind_since_ms` when
    this device first saw that the host has more.
    """
    if newest is None:
        return Presence(PresenceState.UNKNOWN)
    age_ms = max(0, now_ms + offset_ms - newest.at)
    since_ms = newest.at - offset_ms
    is_held_back = behind_since_ms is not None and now_ms - behind_since_ms >= HELD_BACK_AFTER_MS
    held_back = max(0, newest.seq - seq) if is_held_back else 0
    state = PresenceState(newest.state)
    if state is PresenceState.AWAKE and age_ms >= AWAKE_MS:
        state = PresenceState.UNREACHABLE
    return Presence(state, since_ms, age_ms, held_back)
