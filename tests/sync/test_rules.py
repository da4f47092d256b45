import pytest
from hypothesis import given
from hypothesis import strategies as st

from farhand.ids import new_id
from farhand.sync.backoff import FIRST_S, MOST_S, Backoff
from farhand.sync.outbox import Flight
from farhand.sync.presence import AWAKE_MS, HELD_BACK_AFTER_MS, PresenceState, is_newer, presence_of
from farhand.sync.reading import MAX_AHEAD, Place
from farhand.thread.store import Outgoing
from farhand.wire.relay import Heartbeat

LOG = new_id()


def beat(**changes: object) -> Heartbeat:
    fields = {"host": LOG, "boot": LOG, "counter": 1, "at": 1000, "incarnation": LOG, "seq": 5, "head": bytes(32)}
    return Heartbeat.model_validate({**fields, **changes})


@pytest.mark.parametrize(
    ("state", "age_ms", "words"),
    [
        ("awake", 0, PresenceState.AWAKE),
        ("awake", AWAKE_MS - 1, PresenceState.AWAKE),
        ("awake", AWAKE_MS, PresenceState.UNREACHABLE),
        ("asleep", AWAKE_MS, PresenceState.ASLEEP),
        ("stopped", 0, PresenceState.STOPPED),
    ],
)
def test_presence_is_the_age_of_the_hosts_word(state: str, age_ms: int, words: PresenceState) -> None:
    seen = presence_of(beat(state=state), now_ms=1000 + age_ms)
    assert (seen.state, seen.age_ms) == (words, age_ms)


def test_presence_counts_by_the_hosts_clock() -> None:
    seen = presence_of(beat(at=500_000), now_ms=1000, offset_ms=499_000)
    assert (seen.age_ms, seen.since_ms) == (0, 1000)


def test_nothing_heard_is_unknown() -> None:
    assert presence_of(None, now_ms=1).state is PresenceState.UNKNOWN


def test_records_are_held_back_only_after_they_had_time_to_come() -> None:
    soon = presence_of(beat(), now_ms=1000, seq=3, behind_since_ms=1000)
    late = presence_of(beat(), now_ms=1000 + HELD_BACK_AFTER_MS, seq=3, behind_since_ms=1000)
    assert (soon.held_back, late.held_back) == (0, 2)


def test_a_counter_orders_one_boot_and_the_clock_two() -> None:
    held = beat(counter=7)
    assert is_newer(None, held)
    assert is_newer(held, beat(counter=8, at=1))
    assert not is_newer(held, beat(counter=7, at=9999))
    assert is_newer(held, beat(boot=new_id(), counter=1, at=1001))
    assert not is_newer(held, beat(boot=new_id(), counter=9, at=999))


@given(st.integers(0, 10_000))
def test_waiting_grows_to_a_ceiling_and_never_ends(failures: int) -> None:
    assert Backoff(failures).delay_s(lambda _, most: most) <= MOST_S
    assert Backoff(failures).delay_s(lambda least, _: least) == 0
    assert Backoff().failed().delay_s(lambda _, most: most) == 2 * FIRST_S


@given(st.permutations(range(1, 12)), st.integers(1, 11))
def test_a_cursor_never_passes_what_has_not_come(order: list[int], count: int) -> None:
    place, arrived = Place(LOG, 0), order[:count]
    for mseq in arrived:
        place = place.arrived(mseq)
    assert set(range(1, place.mseq + 1)) <= set(arrived)
    assert all(place.has(mseq) for mseq in arrived)
    assert place.mseq + 1 not in arrived


def test_a_hole_is_passed_once_the_relay_says_that_nothing_is_in_it() -> None:
    assert Place(LOG, 0).arrived(5).caught_up(5).mseq == 5
    assert Place(LOG, 0).arrived(6).caught_up(5).mseq == 6


def test_a_hole_does_not_cost_memory_for_ever() -> None:
    place = Place(LOG, 0)
    for mseq in range(2, MAX_AHEAD + 10):
        place = place.arrived(mseq)
    assert len(place.ahead) <= MAX_AHEAD
    assert place.mseq == MAX_AHEAD + 9


def test_no_more_is_in_flight_than_the_window_and_each_lands_once() -> None:
    flight = Flight(window=2)
    waiting = [Outgoing(place, str(place), b"") for place in (4, 5, 6)]
    assert [each.id for each in flight.board(waiting)] == ["4", "5"]
    assert (flight.after, flight.room) == (5, 0)
    assert flight.land("4")
    assert not flight.land("4")
    assert flight.room == 1
