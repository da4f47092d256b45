"""The access list as a relay sees it: verified, versioned, no names."""

from dataclasses import dataclass

from pydantic import ValidationError

from farhand.relay.engine import StoredAccess
from farhand.signatures import is_signed, party_of
from farhand.wire.relay import AccessList, Signed


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use a host's mailboxes: device ids and their keys, at one version."""

    version: int
    keys: dict[str, bytes]


NOBODY = Access(-1, {})  # before a host's first list


def read_access(body: bytes, host: str) -> Access | None:
    """Read the body of a list; None when it is not one of this host."""
    try:
        listed = AccessList.model_validate_json(body)
    except ValidationError:
        return None
    if listed.host != host or any(party_of(entry.key) != entry.device for entry in listed.entries):
        return None
    return Access(listed.version, {entry.device: entry.key for entry in listed.entries})


def verify_access(signed: Signed, host: str, host_key: bytes) -> Access | None:
    """Return the list if the host signed it, else None."""
    if party_of(host_key) != host or not is_signed(host_key, signed.signature, "access", signed.body):
        return None
    return read_access(signed.body, host)


def to_stored(signed: Signed, access: Access) -> StoredAccess:
    """Return what an engine keeps of a verified list."""
    return StoredAccess(access.version, signed.body, signed.signature)
