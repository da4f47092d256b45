"""The root of every durable command."""

from farhand.wire.model import Millis, Wire

TTL_MS = 24 * 3600 * 1000  # an older command is not carried out unasked


class Command(Wire):
    """What every durable command says of itself: when it was made, its life, and the measured clock offset.

    `offset_ms` is host time minus the device's, as last measured; the host judges age in its own time.
    """

    made_at: Millis
    ttl_ms: int = TTL_MS
    offset_ms: int = 0
