"""Whatever order challenges, signatures and repeats come in, a passkey vouches for one command once."""

import secrets
import sqlite3
from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, rule

from farhand.attention.passkeys import store
from farhand.attention.passkeys.challenge import Assertion, PasskeyRefused, challenge_of, joining_challenge
from farhand.attention.passkeys.guarding import NONCE_MS, Guarding, Vouched
from farhand.crypto.identity import Identity
from farhand.ids import CommandId, DeviceId
from farhand.thread import store as thread_store
from farhand.thread.thread import Thread
from farhand.wire.commands import TryPush
from farhand.wire.passkeys import AddPasskey, PasskeyChallenge, WithPasskey
from tests.fakes.authenticator import FakeAuthenticator
from tests.fakes.clock import FakeClock

ORIGIN = "https://studio.example"
DEVICES = st.sampled_from([DeviceId("1" * 32), DeviceId("2" * 32)])
IDS = st.sampled_from([CommandId("a" * 32), CommandId("b" * 32)])
COMMANDS = st.sampled_from([TryPush(made_at=each) for each in range(2)])


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a person confirmed, where, on which nonce, and the authenticator's counter then."""

    device: DeviceId
    id: CommandId
    command: TryPush
    nonce: bytes
    signed: Assertion
    uses: int


class Vouching(RuleBasedStateMachine):
    """Two devices, two ids, two commands, one passkey; whoever is on the way may present anything again, anywhere."""

    given = Bundle("given")
    confirmed = Bundle("confirmed")

    def __init__(self) -> None:
        super().__init__()
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        for script in (*thread_store.MIGRATIONS, *store.MIGRATIONS):
            self.connection.executescript(script)
        self.clock = FakeClock()
        thread = Thread(Identity.new(), self.clock, secrets.token_bytes)
        self.guarding = Guarding(thread, {ORIGIN}, self.clock, secrets.token_bytes)
        self.passkey = FakeAuthenticator(ORIGIN)
        self.open: dict[tuple[DeviceId, CommandId], PasskeyChallenge] = {}
        self.uses = 0
        self._add()

    def _add(self) -> None:
        device, asked = DeviceId("1" * 32), "f" * 32
        nonce = self.guarding.give_challenge(self.connection, device, asked).nonce
        made = self.passkey.create(joining_challenge(nonce, device, asked))
        add = AddPasskey(made_at=0, asked=asked, name="Phone", client_data=made[0], attestation=made[1])
        self.guarding.carry_out(self.connection, add, device)

    @rule(target=given, device=DEVICES, id_=IDS)
    def ask(self, device: DeviceId, id_: CommandId) -> tuple[DeviceId, CommandId, bytes]:
        challenge = self.guarding.give_challenge(self.connection, device, id_)
        self.open[device, id_] = challenge
        return device, id_, challenge.nonce

    @rule(target=confirmed, given=given, command=COMMANDS)
    def confirm(self, given: tuple[DeviceId, CommandId, bytes], command: TryPush) -> Confirmed:
        device, id_, nonce = given
        signed = self.passkey.sign(challenge_of(nonce, device, id_, command.to_json()))
        return Confirmed(device, id_, command, nonce, signed, self.passkey.uses)

    @rule(ms=st.sampled_from([1, NONCE_MS // 2, NONCE_MS]))
    def wait(self, ms: int) -> None:
        self.clock.advance(ms)

    @rule(one=confirmed)
    def present(self, one: Confirmed) -> None:
        self.present_elsewhere(one, one.device, one.id, one.command)

    @rule(one=confirmed, device=DEVICES, id_=IDS, command=COMMANDS)
    def present_elsewhere(self, one: Confirmed, device: DeviceId, id_: CommandId, command: TryPush) -> None:
        challenge = self.open.pop((device, id_), None)
        is_good = (
            (one.device, one.id, one.command) == (device, id_, command)
            and challenge is not None
            and challenge.nonce == one.nonce
            and challenge.until >= self.clock.now_ms()
            and one.uses > self.uses
        )
        assert self._is_taken(one.signed, device, id_, command) is is_good
        if is_good:
            self.uses = one.uses

    def _is_taken(self, signed: Assertion, device: DeviceId, id_: CommandId, command: TryPush) -> bool:
        vouched = WithPasskey(
            made_at=0,
            body=command.to_json(),
            credential=signed.credential,
            client_data=signed.client_data,
            authenticator_data=signed.authenticator_data,
            signature=signed.signature,
        )
        try:
            return self.guarding.open(self.connection, vouched, device, id_) == Vouched(command, by_passkey=True)
        except PasskeyRefused:
            return False

    def teardown(self) -> None:
        self.connection.close()


TestVouching = Vouching.TestCase
TestVouching.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
