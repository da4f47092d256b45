"""Commands that a passkey vouches for: where one is demanded, nothing is done without it, and each is good once."""

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from farhand.attention import store as attention
from farhand.attention.passkeys import store
from farhand.attention.passkeys.challenge import challenge_of, joining_challenge
from farhand.attention.passkeys.guarding import NONCE_MS
from farhand.attention.passkeys.store import MAX_NONCES
from farhand.devices import store as devices
from farhand.host.effects import TellVerdict
from farhand.ids import ApprovalId, RunId, new_id
from farhand.tasks import projects
from farhand.tasks.task import Claimed, Parked
from farhand.wire.attention_events import ApprovalAsked, QuestionAsked
from farhand.wire.commands import (
    AnswerApproval,
    AnswerQuestion,
    AnyCommand,
    CancelTask,
    SendMessage,
    SetPreset,
    UnpairDevice,
)
from farhand.wire.passkeys import (
    AddPasskey,
    Demand,
    PasskeysChanged,
    PasskeyUsed,
    RemovePasskey,
    SetDemand,
    WithPasskey,
)
from farhand.wire.permissions import Preset
from farhand.wire.task_events import CommandRefused, WaitReason
from tests.fakes.authenticator import FakeAuthenticator
from tests.host.core import ORIGIN, Core, Phone


@dataclass(slots=True)
class Owner:
    """A person with a paired phone, a passkey on it, and a task that asks for leave."""

    core: Core
    phone: Phone
    passkey: FakeAuthenticator
    asked: ApprovalAsked

    async def say(self, command: AnyCommand, *, id_: str | None = None, phone: Phone | None = None) -> str | None:
        """Command something; return the code of the refusal, if it was refused."""
        envelope = self.core.seal(phone or self.phone, command, id_)
        await self.core.receiving.receive([envelope], None)
        refused = [each.code for each in await self.core.of(CommandRefused) if each.command == envelope.header.id]
        return refused[0] if refused else None

    async def nonce(self, id_: str, phone: Phone | None = None) -> bytes:
        """Ask for what a challenge is made of."""
        device = (phone or self.phone).id
        given = await self.core.database.write(lambda c: self.core.guarding.give_challenge(c, device, id_))
        return given.nonce

    def confirmed(
        self, command: AnyCommand, id_: str, nonce: bytes, by: FakeAuthenticator | None = None
    ) -> WithPasskey:
        """Return a command with what a passkey signed for it."""
        body = command.to_json()
        signed = (by or self.passkey).sign(challenge_of(nonce, self.phone.id, id_, body))
        return WithPasskey(
            made_at=command.made_at,
            body=body,
            credential=signed.credential,
            client_data=signed.client_data,
            authenticator_data=signed.authenticator_data,
            signature=signed.signature,
        )

    async def confirm(self, command: AnyCommand, by: FakeAuthenticator | None = None) -> str | None:
        """Command something with a passkey."""
        id_ = new_id()
        return await self.say(self.confirmed(command, id_, await self.nonce(id_), by), id_=id_)

    async def joining(self, passkey: FakeAuthenticator, name: str = "Phone") -> AddPasskey:
        """Return the command that adds a passkey."""
        asked = new_id()
        made = passkey.create(joining_challenge(await self.nonce(asked), self.phone.id, asked))
        return AddPasskey(made_at=self.now, asked=asked, name=name, client_data=made[0], attestation=made[1])

    async def demand(self, demand: Demand) -> None:
        """Say at the computer what devices need a passkey for."""
        await self.core.database.write(lambda c: self.core.guarding.set_demand(c, demand, "local"))

    @property
    def now(self) -> int:
        """The time."""
        return self.core.clock.now_ms()

    def allow(self) -> AnswerApproval:
        """Return the yes to what the task asks for."""
        return AnswerApproval(
            made_at=self.now, approval=self.asked.approval, action_hash=self.asked.action_hash, generation=1,
            verdict="allow",
        )  # fmt: skip

    async def state(self) -> str:
        """Return how the approval stands."""
        found = await self.core.database.read(lambda c: attention.find_approval(c, self.asked.approval))
        assert found is not None
        return found.state


@pytest.fixture
async def owner(core: Core, phone: Phone, tmp_path: Path) -> Owner:
    await core.pair(phone)
    await core.add_project(tmp_path / "site")
    queued = await core.say("Fix the login")
    running = await core.database.write(lambda c: core.moving.move(c, queued, Claimed(1)))
    await core.database.write(lambda c: core.moving.move(c, running, Parked(WaitReason.APPROVAL, "may it?")))
    asked = ApprovalAsked(
        at=1, approval=ApprovalId(new_id()), task=queued.id, run=RunId(new_id()), generation=1, tool="Bash",
        title="Run a command", exact="npm install", action_hash=b"h" * 32,
    )  # fmt: skip
    await core.database.write(lambda c: attention.open_approval(c, asked))
    owner = Owner(core, phone, FakeAuthenticator(ORIGIN), asked)
    assert await owner.say(await owner.joining(owner.passkey)) is None
    return owner


async def test_a_passkey_is_added_and_told_with_its_last_use(owner: Owner) -> None:
    (added,) = await owner.core.of(PasskeysChanged)
    assert added.words == "the passkey Phone was added"
    (info,) = added.passkeys
    assert (info.credential, info.domain, info.added_by) == (owner.passkey.credential, "studio.example", owner.phone.id)
    assert info.used_at is None

    owner.core.clock.advance(5000)
    assert await owner.confirm(owner.allow()) is None
    (used,) = await owner.core.of(PasskeyUsed)
    assert (used.passkey, used.origin) == (info.passkey, owner.phone.id)
    (kept,) = await owner.core.database.read(store.every)
    assert kept.used_at == used.at == owner.now


async def test_a_yes_is_refused_until_the_passkey_vouches_for_it_and_a_no_needs_none(owner: Owner) -> None:
    await owner.demand(Demand.APPROVALS)
    assert await owner.say(owner.allow()) == "passkey_needed"
    assert await owner.state() == "open"
    assert await owner.confirm(owner.allow()) is None
    assert await owner.state() == "allowed"
    assert [each.allow for each in owner.core.effects if isinstance(each, TellVerdict)] == [True]
    assert await owner.say(CancelTask(made_at=owner.now, task=owner.asked.task)) is None


async def test_every_dispatch_is_refused_until_the_passkey_vouches_for_it(owner: Owner) -> None:
    message = SendMessage(made_at=owner.now, text="Fix the footer too")
    await owner.demand(Demand.APPROVALS)
    assert await owner.say(message) is None
    await owner.demand(Demand.DISPATCH)
    assert await owner.say(message) == "passkey_needed"
    assert len(await owner.core.tasks()) == 2
    assert await owner.confirm(message) is None
    assert len(await owner.core.tasks()) == 3


async def test_what_lets_agents_do_more_needs_the_passkey_as_an_approval_does(owner: Owner, tmp_path: Path) -> None:
    await owner.demand(Demand.APPROVALS)
    project = await owner.core.database.read(lambda c: projects.resolve(c, str(tmp_path / "site")))
    full = SetPreset(made_at=owner.now, project=project.id, preset=Preset.FULL)
    assert await owner.say(full) == "passkey_needed"
    assert await owner.confirm(full) is None

    for about, code in (("trust", "passkey_needed"), ("agent", None)):
        asked = QuestionAsked.model_validate(
            {"at": 1, "question": new_id(), "task": owner.asked.task, "about": about, "text": "?"}
        )
        await owner.core.database.write(lambda c, asked=asked: attention.open_question(c, asked, RunId(new_id())))
        yes = AnswerQuestion(made_at=owner.now, question=asked.question, answers=("trust",))
        assert await owner.say(yes) == code


async def test_a_passkey_vouches_once(owner: Owner) -> None:
    await owner.demand(Demand.DISPATCH)
    id_ = new_id()
    confirmed = owner.confirmed(SendMessage(made_at=owner.now, text="once"), id_, await owner.nonce(id_))
    assert await owner.say(confirmed, id_=id_) is None
    assert await owner.say(confirmed, id_=id_) is None  # the same mail again: answered, not done
    assert await owner.say(confirmed) == "passkey_refused"  # as mail of its own
    assert len(await owner.core.tasks()) == 2


async def test_what_was_confirmed_for_another_action_device_or_moment_is_refused(owner: Owner) -> None:
    await owner.demand(Demand.DISPATCH)
    other = Phone(name="Tablet")
    await owner.core.pair(other)
    wanted, shown = (SendMessage(made_at=owner.now, text=text) for text in ("rm -rf", "fix it"))

    id_ = new_id()
    swapped = owner.confirmed(shown, id_, await owner.nonce(id_)).model_copy(update={"body": wanted.to_json()})
    assert await owner.say(swapped, id_=id_) == "passkey_refused"

    id_ = new_id()
    taken = owner.confirmed(shown, id_, await owner.nonce(id_))
    await owner.nonce(id_, other)
    assert await owner.say(taken, id_=id_, phone=other) == "passkey_refused"

    id_, another = new_id(), new_id()
    elsewhere = owner.confirmed(shown, id_, await owner.nonce(id_))
    await owner.nonce(another)
    assert await owner.say(elsewhere, id_=another) == "passkey_refused"

    id_ = new_id()
    unasked = owner.confirmed(shown, id_, b"n" * 32)
    assert await owner.say(unasked, id_=id_) == "passkey_refused"

    id_ = new_id()
    late = owner.confirmed(shown, id_, await owner.nonce(id_))
    owner.core.clock.advance(NONCE_MS + 1)
    assert await owner.say(late, id_=id_) == "passkey_refused"
    assert len(await owner.core.tasks()) == 1


async def test_another_address_an_unknown_passkey_and_a_copy_that_counts_backwards_are_refused(owner: Owner) -> None:
    await owner.demand(Demand.APPROVALS)
    evil = replace(owner.passkey, origin="https://evil.example")
    assert await owner.confirm(owner.allow(), evil) == "passkey_refused"
    assert await owner.confirm(owner.allow(), FakeAuthenticator(ORIGIN)) == "passkey_refused"
    copy = replace(owner.passkey)
    assert await owner.confirm(CancelTask(made_at=owner.now, task=owner.asked.task)) is None
    assert await owner.confirm(owner.allow(), copy) == "passkey_refused"
    assert await owner.state() != "allowed"


async def test_what_is_no_command_is_not_vouched_for(owner: Owner) -> None:
    id_ = new_id()
    nested = owner.confirmed(owner.allow(), id_, await owner.nonce(id_))
    assert await owner.confirm(nested) == "passkey_refused"
    id_ = new_id()
    broken = owner.confirmed(owner.allow(), id_, await owner.nonce(id_)).model_copy(update={"body": b"{}"})
    assert await owner.say(broken, id_=id_) == "passkey_refused"


async def test_a_passkey_that_vouched_for_what_was_refused_all_the_same_is_used(owner: Owner) -> None:
    assert await owner.confirm(replace_hash(owner.allow())) == "refused"
    (kept,) = await owner.core.database.read(store.every)
    assert (kept.uses, len(await owner.core.of(PasskeyUsed))) == (1, 1)


def replace_hash(answer: AnswerApproval) -> AnswerApproval:
    return answer.model_copy(update={"action_hash": b"x" * 32})


async def test_the_demand_is_raised_freely_and_lowered_with_the_passkey(owner: Owner) -> None:
    for demand in (Demand.APPROVALS, Demand.DISPATCH):
        assert await owner.say(SetDemand(made_at=owner.now, demand=demand)) is None
    for demand in (Demand.APPROVALS, Demand.NONE):
        assert await owner.say(SetDemand(made_at=owner.now, demand=demand)) == "passkey_needed"
    assert await owner.confirm(SetDemand(made_at=owner.now, demand=Demand.NONE)) is None
    assert await owner.core.database.read(store.demand_of) is Demand.NONE


async def test_while_one_is_demanded_passkeys_come_and_go_only_with_one(owner: Owner) -> None:
    await owner.demand(Demand.APPROVALS)
    second = FakeAuthenticator(ORIGIN)
    assert await owner.say(await owner.joining(second)) == "passkey_needed"
    assert await owner.confirm(await owner.joining(second, "Key")) is None
    assert await owner.confirm(await owner.joining(second, "Key")) == "conflict"
    first, kept = await owner.core.database.read(store.every)
    remove = RemovePasskey(made_at=owner.now, passkey=first.id)
    assert await owner.say(remove) == "passkey_needed"
    assert await owner.confirm(remove, second) is None
    assert await owner.confirm(RemovePasskey(made_at=owner.now, passkey=kept.id), second) == "conflict"
    assert [each.name for each in await owner.core.database.read(store.every)] == ["Key"]


async def test_whoever_types_at_the_computer_removes_the_last_one_and_with_it_the_demand(owner: Owner) -> None:
    await owner.demand(Demand.DISPATCH)
    (only,) = await owner.core.database.read(store.every)
    await owner.core.database.write(lambda c: owner.core.guarding.remove(c, store.resolve(c, only.id[:8]), "local"))
    (*_, changed) = await owner.core.of(PasskeysChanged)
    assert (changed.demand, changed.passkeys, changed.origin) == (Demand.NONE, (), "local")
    assert "the last one" in changed.words
    assert await owner.say(owner.allow()) is None


async def test_nothing_is_demanded_while_there_is_no_passkey(core: Core, phone: Phone) -> None:
    await core.pair(phone)
    await core.receiving.receive([core.seal(phone, SetDemand(made_at=1, demand=Demand.DISPATCH))], None)
    (refused,) = await core.of(CommandRefused)
    assert (refused.code, refused.hint) == ("conflict", "add one in the app first")


async def test_with_a_passkey_another_device_is_unpaired_at_once(owner: Owner) -> None:
    lost, old = Phone(name="Lost"), Phone(name="Old")
    await owner.core.pair(lost)
    await owner.core.pair(old)
    assert await owner.say(UnpairDevice(made_at=owner.now, device=old.id)) is None
    assert await owner.confirm(UnpairDevice(made_at=owner.now, device=lost.id)) is None
    listed = {each.name: each.state for each in await owner.core.database.read(devices.every)}
    assert listed == {"Phone": "member", "Old": "leaving"}


async def test_a_device_holds_only_some_challenges(owner: Owner) -> None:
    ids = [new_id() for _ in range(MAX_NONCES + 3)]
    for each in ids:
        await owner.nonce(each)

    kept = await owner.core.database.write(
        lambda c: [store.take_nonce(c, owner.phone.id, each) is not None for each in ids]
    )
    assert kept == [False] * 3 + [True] * MAX_NONCES
