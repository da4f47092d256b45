import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from farhand.wire.envelope import Direction
from tests.length import IS_LONG
from tests.stateful.delivery_world import World
from tests.stateful.model_relay import DEVICES, HOST
from tests.stateful.weather import storm

PARTIES = st.sampled_from((HOST, *DEVICES))
DEVICE = st.sampled_from(DEVICES)
PLACE = st.integers(0, 12)
OFTEN = st.sampled_from((True, True, True, False))


class Delivery(RuleBasedStateMachine):
    """Plays network, crashes and people; the invariants are what DESIGN.md promises."""

    @initialize(seed=st.integers(0, 2**32))
    def start(self, seed: int) -> None:
        self.world = World(seed)
        for party in (HOST, *DEVICES):
            self.world.connect(party)
        self.world.pump()

    @rule(device=DEVICE, count=st.integers(1, 4))
    def a_person_writes(self, device: str, count: int) -> None:
        for _ in range(count):
            self.world.compose(device, "limit it")

    @rule(count=st.integers(1, 3))
    def the_host_has_something_to_tell(self, count: int) -> None:
        for _ in range(count):
            self.world.host_tells()

    @rule(seed=st.integers(0, 2**32), moves=st.integers(1, 150))
    def much_happens(self, seed: int, moves: int) -> None:
        storm(self.world, seed, moves)

    @rule()
    def everything_arrives(self) -> None:
        self.world.pump()

    @rule(party=PARTIES)
    def a_line_opens(self, party: str) -> None:
        if not self.world.lines[party].is_open:
            self.world.connect(party)

    @rule(party=PARTIES, opens_again=OFTEN)
    def a_line_is_cut(self, party: str, opens_again: bool) -> None:
        self.world.relay.cut(party)
        if opens_again:
            self.world.connect(party)

    @rule(party=PARTIES, starts_again=OFTEN)
    def a_process_is_killed(self, party: str, starts_again: bool) -> None:
        self.world.kill(party)
        if starts_again:
            self.world.connect(party)

    @rule(count=st.integers(1, 10))
    def the_host_is_killed_before_it_commits(self, count: int) -> None:
        if self.world.lines[HOST].down:
            self.world.party_hears(HOST, count, crash=True)
            self.world.kill(HOST)
            self.world.connect(HOST)

    @rule(party=PARTIES, count=st.integers(1, 20))
    def frames_arrive(self, party: str, count: int) -> None:
        if self.world.lines[party].down:
            self.world.party_hears(party, count)

    @rule(party=PARTIES, count=st.integers(1, 20))
    def the_relay_takes_frames(self, party: str, count: int) -> None:
        for _ in range(min(count, len(self.world.lines[party].up))):
            self.world.relay_hears(party)

    @rule(device=DEVICE, place=PLACE)
    def a_command_overtakes_others(self, device: str, place: int) -> None:
        line = self.world.lines[device]
        if place < len(line.up) and self.world.is_stored_send(device, place):
            self.world.relay_hears(device, place)

    @rule(device=DEVICE, place=PLACE)
    def a_command_is_sent_twice(self, device: str, place: int) -> None:
        line = self.world.lines[device]
        if place < len(line.up) and self.world.is_stored_send(device, place):
            self.world.relay_hears(device, place, again=True)

    @rule(device=DEVICE, place=PLACE)
    def a_record_is_lost(self, device: str, place: int) -> None:
        line = self.world.lines[device]
        if place < len(line.down) and self.world.is_deliver(device, place):
            del line.down[place]

    @rule(party=PARTIES, place=PLACE)
    def mail_comes_twice(self, party: str, place: int) -> None:
        line = self.world.lines[party]
        if place < len(line.down) and self.world.is_deliver(party, place):
            line.down.insert(place, line.down[place])

    @rule(party=PARTIES, place=PLACE)
    def mail_comes_out_of_order(self, party: str, place: int) -> None:
        line = self.world.lines[party]
        if place + 1 < len(line.down) and all(self.world.is_deliver(party, each) for each in (place, place + 1)):
            line.down[place : place + 2] = reversed(line.down[place : place + 2])

    @rule(party=PARTIES, ms=st.sampled_from((10, 15_000)))
    def time_goes_by(self, party: str, ms: int) -> None:
        self.world.clock.advance(ms)
        self.world.tick(party)

    @rule()
    def the_epoch_changes(self) -> None:
        host = self.world.host
        host.thread.start_epoch(host.db, host.wraps)
        self.world.say(HOST, host.post())

    @rule(direction=st.sampled_from(Direction))
    def the_relay_loses_a_log(self, direction: Direction) -> None:
        self.world.relay.reset(direction)
        for party in (HOST, *DEVICES):
            self.world.connect(party)

    @invariant()
    def promises_hold(self) -> None:
        if hasattr(self, "world"):
            self.world.check_always()

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.heal()
            self.world.check_end()


TestDelivery = pytest.mark.timeout(3600 if IS_LONG else 400)(Delivery.TestCase)
TestDelivery.settings = settings(
    max_examples=5000 if IS_LONG else 60,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
