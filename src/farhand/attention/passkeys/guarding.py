"""Lets through what a passkey vouches for, asks for one where it is demanded, and keeps which there are."""

from collections.abc import Collection
from dataclasses import dataclass

from pydantic import ValidationError

from farhand.attention import store as attention
from farhand.attention.passkeys import store
from farhand.attention.passkeys.challenge import AGAIN, Assertion, PasskeyRefused, challenge_of, joining_challenge
from farhand.attention.passkeys.demand import is_demanded
from farhand.attention.passkeys.store import Nonce, Passkey
from farhand.clock import Clock
from farhand.database import Connection
from farhand.errors import Conflict, Refused
from farhand.ids import CommandId, DeviceId, PasskeyId, RandomBytes, new_id
from farhand.thread.thread import Thread
from farhand.wire.commands import COMMAND, AnswerQuestion, AnyCommand
from farhand.wire.passkeys import (
    AddPasskey,
    Demand,
    PasskeyChallenge,
    PasskeysChanged,
    PasskeyUsed,
    RemovePasskey,
    SetDemand,
    WithPasskey,
)

NONCE_BYTES = 32
NONCE_MS = 3 * 60 * 1000  # time to find a security key; a challenge that lies about longer serves nobody
DEMAND_WORDS = {
    Demand.NONE: "no device needs a passkey any more",
    Demand.APPROVALS: "devices need a passkey to allow something from now on",
    Demand.DISPATCH: "devices need a passkey for whatever has agents work from now on",
}


class PasskeyNeeded(Refused):
    """A passkey is demanded for this command, and none came with it."""

    code = "passkey_needed"


@dataclass(frozen=True, slots=True)
class Vouched:
    """A command, and whether a passkey vouches for it."""

    command: AnyCommand
    by_passkey: bool


class Guarding:
    """Every call runs in the caller's transaction; `origins` are where the app is served."""

    def __init__(self, thread: Thread, origins: Collection[str], clock: Clock, random: RandomBytes) -> None:
        self._thread = thread
        self._origins = origins
        self._clock = clock
        self._random = random

    def begin(self, connection: Connection) -> None:
        """Tell the devices at the first start that nothing is demanded: that they may add passkeys."""
        if not store.has_demand(connection):
            store.set_demand(connection, Demand.NONE)
            self.tell(connection)

    def give_challenge(self, connection: Connection, device: DeviceId, id_: str) -> PasskeyChallenge:
        """Give a device the nonce of a challenge, for one command or one new passkey."""
        now = self._clock.now_ms()
        nonce = Nonce(self._random(NONCE_BYTES), now + NONCE_MS)
        store.give_nonce(connection, device, id_, nonce, now)
        return PasskeyChallenge(id=id_, nonce=nonce.nonce, until=nonce.until)

    def open(self, connection: Connection, command: AnyCommand, device: DeviceId, id_: CommandId) -> Vouched:
        """Return what a device commands, and whether a passkey vouches for it; raises PasskeyRefused."""
        if not isinstance(command, WithPasskey):
            return Vouched(command, by_passkey=False)
        try:
            inner = COMMAND.validate_json(command.body)
        except ValidationError as error:
            raise PasskeyRefused("what a passkey should vouch for is no command", hint="update Farhand here") from error
        if isinstance(inner, WithPasskey):
            raise PasskeyRefused("a passkey vouches for a command, not for another passkey")
        passkey = store.of_credential(connection, command.credential)
        if passkey is None:
            raise PasskeyRefused("this computer does not know that passkey", hint="use another one, or add it")
        nonce = self._take_nonce(connection, device, id_, PasskeyRefused)
        self._use(connection, passkey, command, challenge_of(nonce, device, id_, command.body))
        self._thread.append(
            connection, PasskeyUsed(at=self._clock.now_ms(), origin=device, passkey=passkey.id, command=id_)
        )
        return Vouched(inner, by_passkey=True)

    def check(self, connection: Connection, vouched: Vouched) -> None:
        """Raise PasskeyNeeded where a command needs a passkey and none vouches for it."""
        command = vouched.command
        if vouched.by_passkey:
            return
        question = (
            attention.find_question(connection, command.question) if isinstance(command, AnswerQuestion) else None
        )
        is_about_trust = question is not None and question.asked.about == "trust"
        if is_demanded(command, store.demand_of(connection), is_about_trust=is_about_trust):
            raise PasskeyNeeded(
                "this needs your passkey", hint="confirm it with the passkey, or say it at the computer"
            )

    def is_demanded_to_allow(self, connection: Connection) -> bool:
        """Return whether a device needs a passkey to allow what an agent asks for."""
        return store.demand_of(connection) is not Demand.NONE

    def carry_out(
        self, connection: Connection, command: AddPasskey | RemovePasskey | SetDemand, origin: DeviceId
    ) -> None:
        """Do what a device asks about passkeys; raises a FarhandError and then has changed nothing."""
        match command:
            case AddPasskey():
                self._add(connection, command, origin)
            case RemovePasskey(passkey=reference):
                passkey = store.resolve(connection, reference)
                if len(store.every(connection)) == 1 and store.demand_of(connection) is not Demand.NONE:
                    raise Conflict("it is the last one, and a passkey is demanded", hint="switch that off first")
                self.remove(connection, passkey, origin)
            case SetDemand(demand=demand):
                self.set_demand(connection, demand, origin)

    def remove(self, connection: Connection, passkey: Passkey, origin: str) -> None:
        """Let a passkey vouch no longer; with the last one goes the demand, which nobody could meet."""
        store.remove(connection, passkey.id)
        words = f"the passkey {passkey.name} was removed"
        if not store.every(connection) and store.demand_of(connection) is not Demand.NONE:
            store.set_demand(connection, Demand.NONE)
            words = f"{words}, the last one: {DEMAND_WORDS[Demand.NONE]}"
        self.tell(connection, origin, words)

    def set_demand(self, connection: Connection, demand: Demand, origin: str) -> None:
        """Say what devices need a passkey for; raises Conflict while there is none."""
        if demand is store.demand_of(connection):
            return
        if demand is not Demand.NONE and not store.every(connection):
            raise Conflict("no passkey was added yet", hint="add one in the app first")
        store.set_demand(connection, demand)
        self.tell(connection, origin, DEMAND_WORDS[demand])

    def _add(self, connection: Connection, command: AddPasskey, device: DeviceId) -> None:
        from farhand.attention.passkeys import webauthn  # noqa: PLC0415  # 0.1 s of imports that few hosts need

        nonce = self._take_nonce(connection, device, command.asked, Refused)
        challenge = joining_challenge(nonce, device, command.asked)
        made = webauthn.register(command.client_data, command.attestation, challenge, self._origins)
        passkey = Passkey(
            PasskeyId(new_id(self._random)),
            made.id,
            made.public_key,
            made.domain,
            command.name,
            self._clock.now_ms(),
            device,
            None,
            made.uses,
        )
        if not store.add(connection, passkey):
            raise Conflict("this passkey is known already")
        self.tell(connection, device, f"the passkey {passkey.name} was added")

    def _use(self, connection: Connection, passkey: Passkey, given: WithPasskey, challenge: bytes) -> None:
        from farhand.attention.passkeys import webauthn  # noqa: PLC0415  # as above

        assertion = Assertion(given.credential, given.client_data, given.authenticator_data, given.signature)
        uses = webauthn.verify(assertion, passkey.public_key, passkey.domain, challenge, self._origins)
        if uses <= passkey.uses and (uses or passkey.uses):
            raise PasskeyRefused(
                f"the passkey {passkey.name} counts backwards: there may be a copy of it",
                hint="remove it at the computer with `farhand passkeys remove`, and add a new one",
            )
        store.use(connection, passkey.id, uses, self._clock.now_ms())

    def _take_nonce(self, connection: Connection, device: DeviceId, id_: str, refusal: type[Refused]) -> bytes:
        given = store.take_nonce(connection, device, id_)
        if given is None:
            raise refusal("this computer gave no challenge for it, or saw it answered", hint=AGAIN)
        if given.until < self._clock.now_ms():
            raise refusal("the passkey came too late", hint=AGAIN)
        return given.nonce

    def tell(self, connection: Connection, origin: str = "host", words: str = "") -> None:
        """Tell the devices which passkeys there are, what they are demanded for, and in words what changed."""
        changed = PasskeysChanged(
            at=self._clock.now_ms(),
            origin=origin,
            demand=store.demand_of(connection),
            passkeys=tuple(each.to_info() for each in store.every(connection)),
            words=words,
        )
        self._thread.append(connection, changed)
