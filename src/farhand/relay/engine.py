"""What a relay needs from whatever stores its mail: the port that engines fill."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from farhand.wire.envelope import Mailbox

Wake = Callable[[Mailbox, int, bytes], None]
"""Told after each commit: the mailbox, the new mseq and the envelope's bytes. A wake may be lost or come twice."""


@dataclass(frozen=True, slots=True)
class ToAppend:
    """An envelope that the rules let in; `expires_ms` is already clamped."""

    mailbox: Mailbox
    sender: str
    id: str
    raw: bytes
    expires_ms: int


@dataclass(frozen=True, slots=True)
class Appended:
    """Where an envelope stands in its log; a repeat gets the place of the first."""

    mseq: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The newest place of a log. The random log id changes when a log starts anew."""

    log: str
    mseq: int


@dataclass(frozen=True, slots=True)
class Heads:
    """The newest places of a host's two mailboxes."""

    up: Head
    down: Head


@dataclass(frozen=True, slots=True)
class Item:
    """One stored envelope."""

    mseq: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """Envelopes in order; `is_last` when nothing was stored beyond them, and then `head` is all there ever was."""

    items: tuple[Item, ...]
    head: int
    is_last: bool


@dataclass(frozen=True, slots=True)
class StoredAccess:
    """The newest access list of a host, as it was signed."""

    version: int
    body: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class StoredPresence:
    """The newest heartbeat of a host, as it was signed, and when it came."""

    body: bytes
    signature: bytes
    received_ms: int


@dataclass(frozen=True, slots=True)
class LeaseClaim:
    """A process that says it is the host; `is_connected` while its socket is open."""

    machine: str
    boot: str
    until_ms: int
    is_connected: bool


@dataclass(frozen=True, slots=True)
class BlobInfo:
    """A stored chunk, frozen by the hash of its bytes."""

    sender: str
    sha256: bytes
    size_bytes: int


class BlobPut(StrEnum):
    """How putting a chunk ended."""

    STORED = "stored"
    HELD = "held"  # the same bytes were there before
    FROZEN = "frozen"  # other bytes are there
    QUOTA = "quota"


class Engine(Protocol):
    """Storage of mailbox logs, lists, heartbeats and blobs. Every write is on disk when its call returns."""

    def subscribe(self, wake: Wake) -> None:
        """Call `wake` on the event loop for each new envelope, once it can be read."""
        ...

    async def heads(self, host: str) -> Heads:
        """Return the newest places of a host's mailboxes, which begin with this call."""
        ...

    async def append(self, batch: Sequence[ToAppend], quota_bytes: int) -> tuple[Appended | None, ...]:
        """Store envelopes in order, in one commit; None where the mailbox would hold more than `quota_bytes`."""
        ...

    async def read(self, mailbox: Mailbox, after: int, limit: int, limit_bytes: int) -> Page:
        """Return what is stored after a place: at least one envelope, if any, then as many as both limits allow."""
        ...

    async def ack(self, mailbox: Mailbox, reader: str, mseq: int, readers: Collection[str]) -> None:
        """Note how far a reader has stored, and free what all `readers` have. It never moves back."""
        ...

    async def put_access(self, host: str, access: StoredAccess, members: Collection[str]) -> bool:
        """Keep a newer list and drop the places of readers that left; False when as new a list is held."""
        ...

    async def get_access(self, host: str) -> StoredAccess | None:
        """Return a host's newest list."""
        ...

    async def put_presence(self, host: str, presence: StoredPresence) -> None:
        """Keep a host's newest heartbeat."""
        ...

    async def get_presence(self, host: str) -> StoredPresence | None:
        """Return a host's newest heartbeat."""
        ...

    async def claim_lease(self, host: str, claim: LeaseClaim, now_ms: int) -> LeaseClaim | None:
        """Take or renew a host's lease; return the holder instead when another holds it (`lease.is_taken`)."""
        ...

    async def release_lease(self, host: str, machine: str, boot: str) -> None:
        """Give the lease back, if this process holds it."""
        ...

    async def put_blob(
        self,
        host: str,
        blob: str,
        index: int,
        sender: str,
        data: bytes,
        sha256: bytes,
        expires_ms: int,
        quota_bytes: int,
    ) -> BlobPut:
        """Store a chunk, or say why not."""
        ...

    async def get_blob(self, host: str, blob: str, index: int) -> bytes | None:
        """Return a chunk's bytes."""
        ...

    async def head_blob(self, host: str, blob: str, index: int) -> BlobInfo | None:
        """Say what is stored as a chunk."""
        ...

    async def delete_blob(self, host: str, blob: str, index: int) -> None:
        """Drop a chunk."""
        ...

    async def expire(self, now_ms: int) -> None:
        """Drop every envelope, its place for repeats, and every chunk whose time has come."""
        ...
