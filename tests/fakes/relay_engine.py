"""A relay's store in memory, held to the same contract as the one on disk."""

import hashlib
import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from farhand.relay.engine import (
    Appended,
    BlobInfo,
    BlobPut,
    Head,
    Heads,
    Item,
    LeaseClaim,
    Page,
    StoredAccess,
    StoredPresence,
    ToAppend,
    Wake,
)
from farhand.relay.lease import is_taken
from farhand.wire.envelope import Direction, Mailbox


@dataclass(slots=True)
class _Entry:
    mseq: int
    expires_ms: int
    raw: bytes | None


@dataclass(slots=True)
class _Box:
    log: str
    head: int = 0
    entries: dict[tuple[str, str], _Entry] = field(default_factory=dict[tuple[str, str], _Entry])
    places: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def size_bytes(self) -> int:
        return sum(len(entry.raw) for entry in self.entries.values() if entry.raw is not None)


@dataclass(frozen=True, slots=True)
class _Chunk:
    info: BlobInfo
    data: bytes
    expires_ms: int


class MemoryEngine:
    """Mailboxes, lists, heartbeats and blobs in dictionaries. `lose_wakes` keeps new envelopes quiet."""

    def __init__(self) -> None:
        self.lose_wakes = False
        self._wakes: list[Wake] = []
        self._boxes: dict[Mailbox, _Box] = {}
        self._logs = itertools.count(1)
        self._access: dict[str, StoredAccess] = {}
        self._presence: dict[str, StoredPresence] = {}
        self._leases: dict[str, LeaseClaim] = {}
        self._blobs: dict[tuple[str, str, int], _Chunk] = {}

    def _box(self, mailbox: Mailbox) -> _Box:
        if mailbox not in self._boxes:
            self._boxes[mailbox] = _Box(f"{next(self._logs):032x}")
        return self._boxes[mailbox]

    def subscribe(self, wake: Wake) -> None:
        self._wakes.append(wake)

    async def heads(self, host: str) -> Heads:
        up, down = (self._box(Mailbox(host, direction)) for direction in Direction)
        return Heads(Head(up.log, up.head), Head(down.log, down.head))

    async def append(self, batch: Sequence[ToAppend], quota_bytes: int) -> tuple[Appended | None, ...]:
        results = tuple(self._append(each, quota_bytes) for each in batch)
        for each, result in zip(batch, results, strict=True):
            if result and result.is_new and not self.lose_wakes:
                for wake in self._wakes:
                    wake(each.mailbox, result.mseq, each.raw)
        return results

    def _append(self, each: ToAppend, quota_bytes: int) -> Appended | None:
        box = self._box(each.mailbox)
        if first := box.entries.get((each.sender, each.id)):
            return Appended(first.mseq, is_new=False)
        if box.size_bytes + len(each.raw) > quota_bytes:
            return None
        box.head += 1
        box.entries[each.sender, each.id] = _Entry(box.head, each.expires_ms, each.raw)
        return Appended(box.head, is_new=True)

    async def read(self, mailbox: Mailbox, after: int, limit: int, limit_bytes: int) -> Page:
        box = self._boxes.get(mailbox)
        if box is None:
            return Page((), 0, is_last=True)
        items: list[Item] = []
        room = limit_bytes
        for entry in sorted(box.entries.values(), key=lambda each: each.mseq):
            if entry.raw is None or entry.mseq <= after:
                continue
            room -= len(entry.raw)
            if len(items) == limit or (items and room < 0):
                return Page(tuple(items), box.head, is_last=False)
            items.append(Item(entry.mseq, entry.raw))
        return Page(tuple(items), box.head, is_last=True)

    async def ack(self, mailbox: Mailbox, reader: str, mseq: int, readers: Collection[str]) -> None:
        box = self._boxes.get(mailbox)
        if box is None:
            return
        box.places[reader] = max(box.places.get(reader, 0), min(mseq, box.head))
        floor = min((box.places.get(each, 0) for each in readers), default=0)
        for entry in box.entries.values():
            if entry.mseq <= floor:
                entry.raw = None

    async def put_access(self, host: str, access: StoredAccess, members: Collection[str]) -> bool:
        held = self._access.get(host)
        if held and held.version >= access.version:
            return False
        self._access[host] = access
        places = self._box(Mailbox(host, Direction.DOWN)).places
        for reader in [each for each in places if each not in members]:
            del places[reader]
        return True

    async def get_access(self, host: str) -> StoredAccess | None:
        return self._access.get(host)

    async def put_presence(self, host: str, presence: StoredPresence) -> None:
        self._presence[host] = presence

    async def get_presence(self, host: str) -> StoredPresence | None:
        return self._presence.get(host)

    async def claim_lease(self, host: str, claim: LeaseClaim, now_ms: int) -> LeaseClaim | None:
        holder = self._leases.get(host)
        if is_taken(holder, claim, now_ms):
            return holder
        self._leases[host] = claim
        return None

    async def release_lease(self, host: str, machine: str, boot: str) -> None:
        holder = self._leases.get(host)
        if holder and (holder.machine, holder.boot) == (machine, boot):
            del self._leases[host]

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
        if hashlib.sha256(data).digest() != sha256:
            return BlobPut.FROZEN
        held = self._blobs.get((host, blob, index))
        if held:
            return BlobPut.HELD if held.info.sha256 == sha256 else BlobPut.FROZEN
        used = sum(len(chunk.data) for (owner, _, _), chunk in self._blobs.items() if owner == host)
        if used + len(data) > quota_bytes:
            return BlobPut.QUOTA
        self._blobs[host, blob, index] = _Chunk(BlobInfo(sender, sha256, len(data)), data, expires_ms)
        return BlobPut.STORED

    async def get_blob(self, host: str, blob: str, index: int) -> bytes | None:
        chunk = self._blobs.get((host, blob, index))
        return chunk.data if chunk else None

    async def head_blob(self, host: str, blob: str, index: int) -> BlobInfo | None:
        chunk = self._blobs.get((host, blob, index))
        return chunk.info if chunk else None

    async def delete_blob(self, host: str, blob: str, index: int) -> None:
        self._blobs.pop((host, blob, index), None)

    async def expire(self, now_ms: int) -> None:
        for box in self._boxes.values():
            box.entries = {key: entry for key, entry in box.entries.items() if entry.expires_ms > now_ms}
        self._blobs = {key: chunk for key, chunk in self._blobs.items() if chunk.expires_ms > now_ms}
