"""The chain accepts what the host signed, in its order, whole, and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.crypto.chain import (
    RESTORED,
    Reason,
    Rejection,
    Tip,
    append,
    is_head_signed,
    record_hash,
    sign_head,
    verify_older,
    verify_page,
)
from farhand.crypto.identity import Identity
from farhand.ids import Incarnation, new_id
from farhand.wire.record import Record

HOST, OTHER = Identity.from_seed(b"h" * 32), Identity.from_seed(b"o" * 32)
FIRST, SECOND = Incarnation("1" * 32), Incarnation("2" * 32)
START = Tip.genesis(FIRST)


def grow(
    tip: Tip, count: int, *, incarnation: Incarnation = FIRST, first_type: str = "a.b", by: Identity = HOST
) -> tuple[list[Record], Tip]:
    records: list[Record] = []
    for number in range(count):
        type_ = first_type if number == 0 else "a.b"
        record, tip = append(tip, by, incarnation=incarnation, id=new_id(), type=type_, body=b"%d" % number)
        records.append(record)
    return records, tip


RECORDS, TIP = grow(START, 6)


def reason(verdict: Tip | Rejection | None) -> Reason:
    assert isinstance(verdict, Rejection)
    return verdict.reason


def test_whole_page_is_accepted_and_moves_the_tip() -> None:
    assert verify_page(START, RECORDS, HOST.public) == TIP
    assert Tip.of(RECORDS[-1]) == TIP
    assert record_hash(RECORDS[-1]) == TIP.hash


@given(st.integers(0, 6))
def test_page_may_be_cut_anywhere(cut: int) -> None:
    middle = verify_page(START, RECORDS[:cut], HOST.public)

    assert isinstance(middle, Tip)
    assert verify_page(middle, RECORDS[cut:], HOST.public) == TIP


def test_empty_page_changes_nothing() -> None:
    assert verify_page(TIP, [], HOST.public) == TIP


@given(st.permutations(RECORDS))
def test_any_other_order_is_refused(shuffled: list[Record]) -> None:
    if shuffled != RECORDS:
        assert isinstance(verify_page(START, shuffled, HOST.public), Rejection)


@given(st.integers(0, 4))
def test_dropped_record_is_a_gap(dropped: int) -> None:
    page = RECORDS[:dropped] + RECORDS[dropped + 1 :]

    assert verify_page(START, page, HOST.public) == Rejection(Reason.GAP, dropped + 2)


@given(data=st.data())
def test_altered_byte_anywhere_is_refused(data: st.DataObject) -> None:
    number = data.draw(st.integers(0, 5))
    raw = bytearray(RECORDS[number].pack())
    unsigned = 64 if number < 5 else 0  # only the last signature of a page is checked
    raw[data.draw(st.integers(0, len(raw) - 1 - unsigned))] ^= 1 << data.draw(st.integers(0, 7))
    try:
        altered = Record.parse(bytes(raw))
    except ValueError:
        return

    page = [*RECORDS[:number], altered, *RECORDS[number + 1 :]]
    assert isinstance(verify_page(START, page, HOST.public), Rejection)


def test_repeated_record_is_a_fork() -> None:
    assert reason(verify_page(TIP, RECORDS[-1:], HOST.public)) is Reason.FORK


def test_another_record_at_the_same_place_is_a_fork() -> None:
    other, _ = grow(Tip(3, b"x" * 32, FIRST), 1)

    assert reason(verify_page(Tip.of(RECORDS[2]), other, HOST.public)) is Reason.FORK


def test_another_signer_is_refused() -> None:
    forged, _ = grow(TIP, 2, by=OTHER)

    assert verify_page(TIP, forged, HOST.public) == Rejection(Reason.BAD_SIGNATURE, 8)


def test_another_incarnation_needs_the_record_that_begins_it() -> None:
    other, _ = grow(TIP, 2, incarnation=SECOND)

    assert verify_page(TIP, other, HOST.public) == Rejection(Reason.WRONG_INCARNATION, 7)


def test_restored_host_goes_on_from_an_earlier_tip() -> None:
    earlier = Tip.of(RECORDS[2])
    page, tip = grow(earlier, 3, incarnation=SECOND, first_type=RESTORED)

    assert reason(verify_page(TIP, page, HOST.public)) is Reason.FORK
    assert verify_page(earlier, page, HOST.public) == tip
    assert tip.incarnation == SECOND


def test_restored_record_of_another_signer_is_refused_even_in_the_middle() -> None:
    honest, tip = grow(TIP, 1, incarnation=SECOND, first_type=RESTORED)
    third = Incarnation("3" * 32)
    page, _ = grow(tip, 2, incarnation=third, first_type=RESTORED)
    relabelled = replace(honest[0], incarnation="4" * 32)

    assert isinstance(verify_page(TIP, honest + page, HOST.public), Tip)
    assert verify_page(TIP, [relabelled, *page], HOST.public) == Rejection(Reason.BAD_SIGNATURE, 7)


@given(st.integers(1, 5), st.integers(0, 4))
def test_older_page_ends_at_the_oldest_record_held(held: int, start: int) -> None:
    assert verify_older(RECORDS[held], RECORDS[min(start, held) : held]) is None


def test_older_page_with_a_hole_or_another_record_is_refused() -> None:
    altered = replace(RECORDS[1], body=b"other")

    assert reason(verify_older(RECORDS[3], RECORDS[:2])) is Reason.GAP
    assert reason(verify_older(RECORDS[3], [RECORDS[0], RECORDS[2]])) is Reason.GAP
    assert reason(verify_older(RECORDS[3], [RECORDS[0], altered, RECORDS[2]])) is Reason.FORK
    assert reason(verify_older(RECORDS[3], RECORDS[:4])) is Reason.FORK


@pytest.mark.parametrize("tip", [replace(TIP, seq=7), replace(TIP, hash=bytes(32)), replace(TIP, incarnation=SECOND)])
def test_head_is_signed_at_its_own_place_only(tip: Tip) -> None:
    signature = sign_head(HOST, TIP)

    assert signature == RECORDS[-1].signature
    assert is_head_signed(TIP, signature, HOST.public)
    assert not is_head_signed(tip, signature, HOST.public)
    assert not is_head_signed(TIP, signature, OTHER.public)
