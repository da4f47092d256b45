"""Which of two processes that say they are one host is believed."""

from farhand.relay.engine import LeaseClaim

LEASE_MS = 90_000  # three heartbeats: one lost on the way takes nothing from a living host


def is_taken(holder: LeaseClaim | None, claim: LeaseClaim, now_ms: int) -> bool:
    """Return whether a claim must wait: another machine holds the lease, or another process of this one, connected.

    A process that took the place of a dead one on the same machine goes on at once: the lock on the data folder
    already keeps two of them apart.
    """
    if holder is None or holder.until_ms <= now_ms or (holder.machine, holder.boot) == (claim.machine, claim.boot):
        return False
    return holder.machine != claim.machine or holder.is_connected
