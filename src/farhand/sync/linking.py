"""How a device's thread grows: waiting records are linked to the verified tip, and what lacks is asked for."""

from dataclasses import dataclass

from pydantic import ValidationError

from farhand.crypto import chain
from farhand.crypto.chain import Rejection, Tip
from farhand.database import Connection
from farhand.sync import device_store as store
from farhand.wire.commands import RequestPage
from farhand.wire.host_events import HostRestored
from farhand.wire.record import Record

PAGE_RECORDS = 200  # one signature and one answer for each so many
RUN_RECORDS = 500  # verified and stored together


@dataclass(frozen=True, slots=True)
class Beyond:
    """How far the host says its thread goes, and when it said so."""

    incarnation: str
    seq: int
    at: int


@dataclass(slots=True)
class Linked:
    """What changed: records that are verified now, and records that the host no longer has."""

    records: list[Record]
    lost: list[Record]


def link(
    connection: Connection, host_public: bytes, current: str | None = None, beyond: Beyond | None = None
) -> Linked:
    """Extend the verified thread by what waits; `current` is the incarnation that the host itself just named."""
    linked = Linked([], [])
    while (tip := store.tip(connection)) is not None:
        run = _run_behind(connection, tip, current)
        if run:
            linked.records += _hold_run(connection, tip, run, host_public)
        elif not _restore(connection, tip, host_public, current, linked):
            if beyond is None or beyond.incarnation == tip.incarnation:
                store.drop_overtaken(connection, tip)
            break
    return linked


def missing(connection: Connection, beyond: Beyond | None) -> RequestPage | None:
    """Return which records to ask the host for, as far as it can be known that they lack."""
    tip = store.tip(connection)
    if tip is None:
        return None
    if beyond is not None and beyond.incarnation != tip.incarnation:
        before = _root(connection, beyond.incarnation) or min(beyond.seq, tip.seq + 1) + 1
        return RequestPage(before=before, limit=PAGE_RECORDS) if before > 1 else None
    lowest = store.lowest_unlinked(connection, tip.seq + 1, tip.incarnation)
    end = lowest or (beyond.seq + 1 if beyond else 0)
    before = min(end, tip.seq + 1 + PAGE_RECORDS)
    return RequestPage(before=before, limit=before - tip.seq - 1) if before > tip.seq + 1 else None


def _run_behind(connection: Connection, tip: Tip, current: str | None) -> list[Record]:
    run: list[Record] = []
    place = tip
    while len(run) < RUN_RECORDS:
        following = next(
            (
                each
                for each in store.unlinked_behind(connection, place.hash)
                if each.incarnation == place.incarnation or _may_begin(connection, place, each, current)
            ),
            None,
        )
        if following is None:
            break
        run.append(following)
        place = Tip.of(following)
    return run


def _hold_run(connection: Connection, tip: Tip, run: list[Record], host_public: bytes) -> list[Record]:
    held: list[Record] = []
    if not isinstance(chain.verify_page(tip, run, host_public), Rejection):
        held = run
    else:
        for record in run:  # one of them is false: keep what stands before it
            after = chain.verify_page(tip, [record], host_public)
            if isinstance(after, Rejection):
                store.drop_unlinked(connection, record)
                break
            held.append(record)
            tip = after
    for record in held:
        store.hold(connection, record)
        store.drop_unlinked(connection, record)
        _note_incarnation(connection, record)
    return held


def _restore(connection: Connection, tip: Tip, host_public: bytes, current: str | None, linked: Linked) -> bool:
    """Follow the host to another incarnation, from the newest place that both still hold.

    A host that does not know yet that it was restored may append a few records before it learns it; they stand
    between that place and the `host.restored` whose signature covers them.
    """
    for record in store.unlinked_restores(connection):
        if not _may_begin(connection, tip, record, current):
            continue
        path = _path_to(connection, record)
        place = store.tip_of(connection, path[0].prev)
        if place is None:
            continue
        if isinstance(chain.verify_page(place, path, host_public), Rejection):
            store.drop_unlinked(connection, record)
            return True
        linked.lost += store.lose_after(connection, place.seq)
        for each in path:
            store.hold(connection, each)
            store.drop_unlinked(connection, each)
            _note_incarnation(connection, each)
        linked.records += path
        return True
    return False


def _path_to(connection: Connection, record: Record) -> list[Record]:
    path = [record]
    while (before := store.unlinked(connection, path[0].prev)) is not None and before.seq < path[0].seq:
        path.insert(0, before)
    return path


def _root(connection: Connection, incarnation: str) -> int | None:
    """Return the lowest seq from which waiting records lead to that incarnation."""
    for record in store.unlinked_restores(connection):
        if record.incarnation == incarnation:
            return _path_to(connection, record)[0].seq
    return store.lowest_unlinked(connection, 0, incarnation)


def _may_begin(connection: Connection, tip: Tip, record: Record, current: str | None) -> bool:
    """Return whether the record may turn the thread to another incarnation: never back to one that is over."""
    at = _restored_at(record)
    if at is None or record.incarnation == tip.incarnation:
        return False
    if record.incarnation == current:
        return True
    is_new = store.began_at(connection, record.incarnation) is None
    return is_new and at >= (store.began_at(connection, tip.incarnation) or 0)


def _note_incarnation(connection: Connection, record: Record) -> None:
    at = _restored_at(record)
    if at is not None:
        store.begin_incarnation(connection, record.incarnation, at)


def _restored_at(record: Record) -> int | None:
    if record.type != chain.RESTORED:
        return None
    try:
        return HostRestored.model_validate_json(record.body).at
    except ValidationError:
        return None
