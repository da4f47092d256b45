"""The one conversation of a host: appends signed records, seals each once, and puts it on its way."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from farhand.clock import Clock
from farhand.crypto import chain
from farhand.crypto.chain import Tip
from farhand.crypto.epochs import EPOCH_KEY_BYTES, seal_epoch
from farhand.crypto.identity import Identity
from farhand.crypto.sealing import seal_record
from farhand.database import Connection
from farhand.errors import Broken, Refused
from farhand.ids import DeviceId, EpochId, HostId, Incarnation, RandomBytes, new_id
from farhand.thread import store
from farhand.thread.bell import Bell
from farhand.thread.store import Epoch
from farhand.wire.commands import Head
from farhand.wire.envelope import NONCE_BYTES
from farhand.wire.events import AnyEvent
from farhand.wire.host_events import HostRestored
from farhand.wire.record import Record

RECORD_LIFE_MS = 30 * 24 * 3600 * 1000  # the relay drops older ones; devices ask the host for pages instead
MAX_RECORD_BYTES = 512 * 1024  # leaves room for padding, and for a record in base64 within a page's envelope
MAX_PAGE_BYTES = 680 * 1024  # a page travels as base64 in one envelope of at most 1 MiB
MAX_PAGE_RECORDS = 500


@dataclass(frozen=True, slots=True)
class LostTail:
    """Proof that this host once told more than it has now: it was restored from a backup, or runs twice."""

    reason: Literal["backup", "copied"]
    lost_to: int


class Thread:
    """Reads and extends the chain; every call runs in a transaction of `Database`.

    It holds no state of the chain itself: tip and epoch come from the connection, so that a transaction that is
    undone leaves nothing behind. `changed` rings after every append. `observers` are told of each event once
    it is appended, in the same transaction, and may append more.
    """

    def __init__(self, identity: Identity, clock: Clock, random: RandomBytes) -> None:
        self.changed = Bell()
        self.observers: list[Callable[[Connection, AnyEvent], None]] = []
        self._identity = identity
        self._clock = clock
        self._random = random

    @staticmethod
    def load(
        connection: Connection, identity: Identity, clock: Clock, random: RandomBytes = secrets.token_bytes
    ) -> "Thread":
        """Take up the stored thread, or an empty one; raises Broken when it was not signed by this identity."""
        last = store.last_record(connection)
        if last is not None:
            record, hash_ = last
            if chain.record_hash(record) != hash_ or not chain.is_head_signed(
                Tip.of(record), record.signature, identity.public
            ):
                raise Broken(
                    "the thread was not signed by this host's key",
                    hint="restore the whole data folder from one backup",
                )
        return Thread(identity, clock, random)

    def tip(self, connection: Connection) -> Tip | None:
        """Return the place of the newest record; nothing before the first."""
        last = store.last_record(connection)
        return Tip(last[0].seq, last[1], Incarnation(last[0].incarnation)) if last else None

    def head(self, connection: Connection) -> Head | None:
        """Return the newest record's place with its signature."""
        last = store.last_record(connection)
        if last is None:
            return None
        record, hash_ = last
        return Head(incarnation=record.incarnation, seq=record.seq, hash=hash_, signature=record.signature)

    def epoch(self, connection: Connection) -> Epoch:
        """Return the epoch that seals records now; makes the first when there is none."""
        return store.current_epoch(connection) or self._new_epoch(connection, {})

    def append(self, connection: Connection, *events: AnyEvent, ids: Sequence[str] | None = None) -> tuple[Record, ...]:
        """Add events to the chain and seal each for the devices, all in the caller's transaction.

        `ids` names the records, one for each event. Raises Refused when one is too large to be sent.
        """
        tip = self.tip(connection) or Tip.genesis(Incarnation(new_id(self._random)))
        return self._extend(connection, tip, tip.incarnation, events, ids)

    def repeat(self, connection: Connection, seq: int) -> None:
        """Send a record again, for a device whose command came twice; the relay drops what it still has."""
        record = store.record_at(connection, seq)
        if record is not None:
            self._send(connection, record, self.epoch(connection))
            self.changed.ring()

    def start_epoch(self, connection: Connection, wraps_for: Mapping[DeviceId, bytes]) -> EpochId:
        """Begin a new epoch whose key is wrapped for these devices' `wrap` keys; return its id."""
        epoch = self._new_epoch(connection, wraps_for)
        self.changed.ring()
        return epoch.id

    def restore(self, connection: Connection, lost: LostTail, wraps_for: Mapping[DeviceId, bytes]) -> Record:
        """Begin a new incarnation and epoch after a lost tail: what devices hold beyond this tip is gone."""
        tip = self.tip(connection)
        if tip is None:
            raise Broken("an empty thread cannot be restored", hint="pair the devices again")
        self._new_epoch(connection, wraps_for)
        event = HostRestored(
            at=self._clock.now_ms(), reason=lost.reason, lost_from=tip.seq + 1, lost_to=max(lost.lost_to, tip.seq + 1)
        )
        (record,) = self._extend(connection, tip, Incarnation(new_id(self._random)), (event,), None)
        return record

    def page(self, connection: Connection, before: int, limit: int) -> tuple[Record, ...]:
        """Return records below `before`, oldest first, as many as fit one answer, and the newest of them always."""
        records = store.records_before(connection, before, min(limit, MAX_PAGE_RECORDS))
        size = 0
        for count, record in enumerate(reversed(records)):
            size += len(record.pack())
            if count and size > MAX_PAGE_BYTES:
                return records[len(records) - count :]
        return records

    def since(self, connection: Connection, after: int, limit: int) -> tuple[Record, ...]:
        """Return up to `limit` records above that seq, oldest first."""
        return store.records_after(connection, after, limit)

    def lost_by_head(self, connection: Connection, head: Head) -> LostTail | None:
        """Return what a device's newest head proves to be missing here; nothing if its signature does not hold."""
        place = Tip(head.seq, head.hash, Incarnation(head.incarnation))
        if not chain.is_head_signed(place, head.signature, self._identity.public):
            return None
        return self.lost_tail(connection, head.incarnation, head.seq, head.hash)

    def lost_tail(self, connection: Connection, incarnation: str, seq: int, hash_: bytes) -> LostTail | None:
        """Return what a place in the chain that this host signed proves to be missing here."""
        tip = self.tip(connection)
        if tip is None:
            return LostTail("backup", seq)
        if not store.has_incarnation(connection, incarnation):
            return LostTail("backup", seq)
        if incarnation != tip.incarnation:
            return None
        if seq > tip.seq:
            return LostTail("backup", seq)
        return None if store.hash_at(connection, seq) == hash_ else LostTail("copied", seq)

    def about(self, connection: Connection, task: str) -> tuple[Record, ...]:
        """Return the records about a task, oldest first."""
        return store.records_about(connection, task)

    def _new_epoch(self, connection: Connection, wraps_for: Mapping[DeviceId, bytes]) -> Epoch:
        now = self._clock.now_ms()
        epoch = Epoch(EpochId(new_id(self._random)), self._random(EPOCH_KEY_BYTES))
        envelope = seal_epoch(
            self._identity, epoch.id, epoch.key, wraps_for, id=new_id(self._random), expires_ms=now + RECORD_LIFE_MS
        )
        store.add_epoch(connection, epoch, now)
        store.add_outgoing(connection, envelope.header.id, envelope.raw)
        return epoch

    def _extend(
        self,
        connection: Connection,
        tip: Tip,
        incarnation: Incarnation,
        events: Sequence[AnyEvent],
        ids: Sequence[str] | None,
    ) -> tuple[Record, ...]:
        epoch = self.epoch(connection)
        records: list[Record] = []
        for event, id_ in zip(events, ids or [new_id(self._random) for _ in events], strict=True):
            record, tip = chain.append(
                tip, self._identity, incarnation=incarnation, id=id_, type=event.type, body=event.to_json()
            )
            if len(record.body) > MAX_RECORD_BYTES:
                raise Refused(f"an event of {len(record.body)} bytes is too large", hint="send it as a file")
            store.add_record(connection, record, tip.hash, task_of(event))
            self._send(connection, record, epoch)
            records.append(record)
        for event in events:
            for observe in self.observers:
                observe(connection, event)
        self.changed.ring()
        return tuple(records)

    def _send(self, connection: Connection, record: Record, epoch: Epoch) -> None:
        envelope = seal_record(
            record,
            epoch=epoch.id,
            epoch_key=epoch.key,
            host=HostId(self._identity.id),
            expires_ms=self._clock.now_ms() + RECORD_LIFE_MS,
            nonce=self._random(NONCE_BYTES),
        )
        store.add_outgoing(connection, envelope.header.id, envelope.raw)


def task_of(event: AnyEvent) -> str | None:
    """Return the id of the task that an event is about."""
    about: object = getattr(event, "task", None)
    return about if isinstance(about, str) else None
