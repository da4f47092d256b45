"""From a device's wish to be told, through a notice, to a push service that opens it; and what comes back."""

import asyncio
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from farhand.attention import store as attention
from farhand.attention import tellings
from farhand.attention.notices import Notices
from farhand.attention.passkeys import store as passkeys
from farhand.attention.push import store
from farhand.attention.push.pushing import CHANNEL, PASS_MS, Pushing
from farhand.attention.push.sealing import PushKey
from farhand.attention.push.service import PushServices
from farhand.attention.tellings import Line
from farhand.database import Connection
from farhand.devices import store as devices
from farhand.devices.visibility import VISIBLE_MS, Visibility
from farhand.host.effects import TellNotices, TellVerdict
from farhand.ids import ApprovalId, DeviceId, RunId, TaskId, new_id
from farhand.masking import Masker
from farhand.tasks.task import Claimed, Parked
from farhand.wire.attention_events import ApprovalAsked, NoticeKind, NoticePosted, NoticeTold
from farhand.wire.commands import AnswerApproval, AnyCommand, SetPush, TryPush
from farhand.wire.passkeys import Demand
from farhand.wire.permissions import Rule, RuleOffer
from farhand.wire.push import PushApproval, PushChanged, PushKind, PushMessage, PushSubscription
from farhand.wire.task_events import CommandRefused, WaitReason
from tests.fakes.push_service import Answer, PushService
from tests.host.core import Core, Phone

ALL: tuple[PushKind, ...] = ("done", "needs_you", "host")
HARMLESS = (RuleOffer(rule=Rule(kind="prefix", value="npm test"), words="Bash: npm test *"),)


@dataclass(slots=True)
class Pushed:
    """A host with one phone, and the push service of the phone's browser."""

    core: Core
    phone: Phone
    service: PushService
    visibility: Visibility
    notices: Notices

    async def ask(self, command: AnyCommand, phone: Phone | None = None) -> None:
        """Have a device ask for something."""
        await self.core.receiving.receive([self.core.seal(phone or self.phone, command)], None)

    async def subscribe(
        self, *, kinds: tuple[PushKind, ...] = ALL, detail: bool = False, at: PushSubscription | None = None
    ) -> None:
        """Have the phone ask to be told."""
        subscription = at or self.service.subscription
        await self.ask(
            SetPush(
                made_at=self.core.clock.now_ms(),
                app="http://localhost:8717/",
                subscription=subscription,
                kinds=kinds,
                detail=detail,
            )
        )

    async def post(self, kind: NoticeKind, *, task: str | None = None, asked: str | None = None) -> None:
        """Post a notice."""
        named = TaskId(task) if task else None
        await self.core.database.write(
            lambda c: self.notices.post(c, kind, "Fix the login: done", "3 files", named, asked=asked)
        )

    async def serve(self) -> None:
        """Run the service until nothing is due."""
        ready = asyncio.Event()
        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            serving = group.create_task(self.notices.run(ready.set))
            await ready.wait()
            while await self.core.database.read(lambda c: tellings.due(c, self.core.clock.now_ms())):
                pass
            serving.cancel()

    async def pushed(self) -> PushMessage:
        """Serve, and return what the phone's browser got."""
        await self.serve()
        return (await asyncio.to_thread(self.service.wait)).message

    async def told(self) -> list[tuple[str, str]]:
        """Return what became of the tellings to the phone."""
        return [(each.result, each.words) for each in await self.core.of(NoticeTold) if each.device == self.phone.id]

    async def ask_leave(self, *, rules: tuple[RuleOffer, ...] = HARMLESS, exact: str = "npm test") -> ApprovalAsked:
        """Have a running task ask for leave, and post a notice of it."""
        core = self.core
        queued = await core.say("fix the login")

        def ask(connection: Connection) -> ApprovalAsked:
            running = core.moving.move(connection, queued, Claimed(1))
            core.moving.move(connection, running, Parked(WaitReason.APPROVAL, "needs your approval"))
            asked = ApprovalAsked(
                at=1, approval=ApprovalId(new_id()), task=queued.id, run=RunId(new_id()), generation=1, tool="Bash",
                title="Run a command", exact=exact, action_hash=b"h" * 32, rules=rules,
            )  # fmt: skip
            attention.open_approval(connection, asked)
            return asked

        asked = await core.database.write(ask)
        await self.post("approval", task=queued.id, asked=asked.approval)
        return asked

    async def refusals(self) -> list[str]:
        """Return what was refused."""
        return [each.message for each in await self.core.of(CommandRefused)]


def yes(core: Core, approval: PushApproval, *, pass_id: str | None = None) -> AnswerApproval:
    """Return a tap on `Allow once` of a notification."""
    return AnswerApproval(
        made_at=core.clock.now_ms(),
        approval=approval.approval,
        action_hash=approval.action_hash,
        generation=approval.generation,
        verdict="allow",
        pass_id=pass_id or approval.pass_id,
    )


@pytest.fixture
def service(core: Core) -> Iterator[PushService]:
    with PushService.serving(core.clock.monotonic_s) as serving:
        yield serving


@pytest.fixture
async def pushing(core: Core, phone: Phone, service: PushService, tmp_path: Path) -> Pushed:
    await core.pair(phone)
    await core.add_project(tmp_path / "site")
    visibility = Visibility(core.clock)
    services = PushServices(PushKey(PushKey.make()), core.clock, local=True)

    def paired(connection: Connection) -> list[DeviceId]:
        return [each.id for each in devices.every(connection)]

    channel = Pushing(
        core.database, core.subscribing, services, paired, visibility.is_visible, core.guarding.is_demanded_to_allow,
        "studio", core.clock, secrets.token_bytes, Masker(),
    )  # fmt: skip
    notices = Notices(core.database, core.thread, {CHANNEL: channel}, core.clock, secrets.token_bytes)
    return Pushed(core, phone, service, visibility, notices)


async def test_who_takes_pushes_is_told_to_all_devices_and_where_to_none(pushing: Pushed) -> None:
    await pushing.subscribe(kinds=("needs_you",), detail=True)

    (changed,) = await pushing.core.of(PushChanged)
    (device,) = changed.devices
    assert (device.device, device.kinds, device.detail) == (pushing.phone.id, ("needs_you",), True)
    assert pushing.service.origin not in changed.to_json().decode()


async def test_an_outcome_reaches_the_browser_and_that_is_told(pushing: Pushed) -> None:
    await pushing.subscribe()
    await pushing.post("outcome", task="a" * 32)

    message = await pushing.pushed()

    assert (message.notification.title, message.notification.body) == ("studio", "A task has ended.")
    assert message.app_badge == 0
    assert await pushing.told() == [("accepted", "")]


@pytest.mark.parametrize("kinds", [(), ("needs_you",), ("host",)])
async def test_kinds_that_are_switched_off_are_not_pushed(pushing: Pushed, kinds: tuple[PushKind, ...]) -> None:
    await pushing.subscribe(kinds=kinds)
    await pushing.post("outcome")
    await pushing.serve()
    assert await pushing.told() == [("unavailable", "notifications of this kind are switched off there")]
    assert pushing.service.is_idle


async def test_a_device_without_a_subscription_is_told_as_one(pushing: Pushed) -> None:
    await pushing.post("outcome")
    await pushing.serve()
    assert await pushing.told() == [("unavailable", "notifications are not switched on there")]


async def test_only_a_person_who_looks_at_the_app_now_is_not_pushed_to(pushing: Pushed) -> None:
    await pushing.subscribe()
    pushing.visibility.note(pushing.phone.id, visible=True)
    await pushing.post("outcome")
    await pushing.serve()
    assert await pushing.told() == [("accepted", "the app was open there and showed it")]

    pushing.core.clock.advance(VISIBLE_MS)
    await pushing.post("outcome")
    await pushing.pushed()

    pushing.visibility.note(pushing.phone.id, visible=True)
    pushing.visibility.note(pushing.phone.id, visible=False)
    await pushing.post("outcome")
    await pushing.pushed()


async def test_a_browser_that_takes_no_pushes_any_more_is_forgotten(pushing: Pushed) -> None:
    await pushing.subscribe()
    pushing.service.answers.put(Answer(410))
    await pushing.post("outcome")
    await pushing.serve()

    assert await pushing.told() == [("gone", "the browser no longer takes pushes there")]
    (*_, changed) = await pushing.core.of(PushChanged)
    assert changed.devices == ()
    await pushing.post("outcome")
    await pushing.serve()
    assert (await pushing.told())[-1] == ("unavailable", "notifications are not switched on there")


async def test_a_service_that_is_busy_is_asked_again_when_it_said(pushing: Pushed) -> None:
    await pushing.subscribe()
    pushing.service.answers.put(Answer(503, {"Retry-After": "120"}))
    await pushing.post("outcome")
    await pushing.serve()
    assert await pushing.told() == []

    pushing.core.clock.advance(119_000)
    await pushing.serve()
    assert pushing.service.is_idle
    pushing.core.clock.advance(1_000)
    await pushing.pushed()
    assert await pushing.told() == [("accepted", "")]


async def test_a_device_that_leaves_is_forgotten_with_its_address(pushing: Pushed) -> None:
    await pushing.subscribe()
    core = pushing.core
    await core.database.write(lambda c: core.access.remove(c, pushing.phone.id, origin="local"))
    assert await core.database.read(store.every) == ()
    (*_, changed) = await core.of(PushChanged)
    assert changed.devices == ()


async def test_a_device_that_is_renamed_keeps_its_notifications(pushing: Pushed) -> None:
    await pushing.subscribe()
    core = pushing.core
    await core.database.write(lambda c: core.access.rename(c, pushing.phone.id, "Kim", origin="local"))
    assert len(await core.database.read(store.every)) == 1


async def test_a_browser_that_was_paired_anew_is_told_once(pushing: Pushed) -> None:
    await pushing.subscribe()
    again = Phone(name="Phone, paired anew")
    await pushing.core.pair(again)
    pushing.phone, before = again, pushing.phone
    await pushing.subscribe()
    (subscriber,) = await pushing.core.database.read(store.every)
    assert subscriber.device == again.id != before.id


async def test_a_device_that_wants_no_more_is_forgotten(pushing: Pushed) -> None:
    await pushing.subscribe()
    await pushing.ask(SetPush(made_at=pushing.core.clock.now_ms(), app=""))
    assert await pushing.core.database.read(store.every) == ()


async def test_an_address_that_is_none_of_a_push_service_is_refused_in_words(pushing: Pushed) -> None:
    await pushing.subscribe(at=pushing.service.subscription.model_copy(update={"endpoint": "file:///etc/passwd"}))
    (words,) = await pushing.refusals()
    assert "it is no address of a push service" in words


async def test_a_test_reaches_the_device_that_asks_even_while_it_is_looked_at(pushing: Pushed) -> None:
    other = Phone(name="Tablet")
    await pushing.core.pair(other)
    await pushing.subscribe(kinds=())
    pushing.visibility.note(pushing.phone.id, visible=True)
    await pushing.ask(TryPush(made_at=pushing.core.clock.now_ms()))
    assert TellNotices() in pushing.core.effects

    message = await pushing.pushed()

    assert message.notification.body == "Notifications reach this device."
    assert [each.device for each in await pushing.core.of(NoticeTold)] == [pushing.phone.id]


async def test_a_test_without_a_subscription_is_refused(pushing: Pushed) -> None:
    await pushing.ask(TryPush(made_at=pushing.core.clock.now_ms()))
    assert await pushing.refusals() == ["notifications are not switched on there"]
    assert await pushing.core.of(NoticePosted) == []


async def test_a_yes_from_the_lock_screen_is_good_once(pushing: Pushed) -> None:
    await pushing.subscribe(detail=True)
    asked = await pushing.ask_leave()
    message = await pushing.pushed()
    assert message.app_badge == 1
    approval = message.approval
    assert approval is not None
    assert approval.pass_id is not None
    assert message.notification.body == "npm test"

    await pushing.ask(yes(pushing.core, approval))
    assert [each.approval for each in pushing.core.effects if isinstance(each, TellVerdict)] == [asked.approval]
    await pushing.ask(yes(pushing.core, approval))
    assert await pushing.refusals() == ["it was already answered: allowed"]


async def test_where_a_passkey_is_demanded_the_lock_screen_answers_nothing(pushing: Pushed) -> None:
    await pushing.subscribe(detail=True)
    await pushing.ask_leave()
    before = (await pushing.pushed()).approval
    await pushing.core.database.write(lambda c: passkeys.set_demand(c, Demand.APPROVALS))
    asked = await pushing.ask_leave()

    message = await pushing.pushed()

    assert message.approval is None
    assert message.notification.navigate.endswith(f"#/card/{asked.task}/{asked.approval}")
    assert before is not None
    await pushing.ask(yes(pushing.core, before))  # a pass from before is no passkey
    assert await pushing.refusals() == ["this needs your passkey"]


async def test_a_yes_from_the_lock_screen_reaches_no_further_than_once(pushing: Pushed) -> None:
    await pushing.subscribe(detail=True)
    await pushing.ask_leave()
    approval = (await pushing.pushed()).approval
    assert approval is not None
    further = yes(pushing.core, approval).model_copy(update={"scope": "task", "rule": HARMLESS[0].rule})
    await pushing.ask(further)
    assert await pushing.refusals() == ["a yes on a notification is for once"]
    assert len(await pushing.core.database.read(attention.open_approvals)) == 1


async def test_a_yes_with_another_pass_a_used_one_or_from_another_device_is_refused(pushing: Pushed) -> None:
    core, stranger = pushing.core, Phone(name="Tablet")
    await core.pair(stranger)
    await pushing.subscribe(detail=True)
    await pushing.ask_leave()
    first = (await pushing.pushed()).approval
    await pushing.ask_leave()
    second = (await pushing.pushed()).approval
    assert first is not None
    assert second is not None

    await pushing.ask(yes(core, second, pass_id=first.pass_id))
    await pushing.ask(yes(core, second, pass_id=new_id()))
    await pushing.ask(yes(core, second), stranger)
    await pushing.ask(yes(core, first))
    await pushing.ask(yes(core, second, pass_id=first.pass_id))
    core.clock.advance(PASS_MS + 1)
    await pushing.ask(yes(core, second))

    wrong, unknown, foreign, again, late = await pushing.refusals()
    assert "another action or device" in wrong
    assert "never given" in unknown
    assert "another action or device" in foreign
    assert "another action" in again
    assert "too old" in late
    assert [each.id for each in await core.database.read(attention.open_approvals)] == [second.approval]


async def test_a_risky_action_and_one_that_is_not_shown_carry_no_pass(pushing: Pushed) -> None:
    await pushing.subscribe(detail=True)
    await pushing.ask_leave(rules=(), exact="rm -r build")
    risky = (await pushing.pushed()).approval
    assert risky is not None
    assert risky.pass_id is None

    await pushing.ask_leave(exact="npm test AKIAIOSFODNN7EXAMPLE")
    message = await pushing.pushed()
    assert message.approval is not None
    assert message.approval.pass_id is None
    assert "AKIA" not in message.notification.body

    await pushing.subscribe(detail=False)
    await pushing.ask_leave()
    generic = await pushing.pushed()
    assert generic.approval is None
    assert "npm" not in generic.notification.body


async def test_what_was_answered_meanwhile_is_not_pushed(pushing: Pushed) -> None:
    await pushing.subscribe()
    asked = await pushing.ask_leave()
    await pushing.core.database.write(lambda c: attention.close_approval(c, asked.approval, "denied"))
    await pushing.serve()
    assert await pushing.told() == [("unavailable", "it was answered before it could be told")]


async def test_with_another_key_everybody_subscribes_anew(pushing: Pushed) -> None:
    await pushing.subscribe()
    core = pushing.core
    told = await core.database.write(lambda c: core.subscribing.begin(c, "another key"))
    assert await core.database.read(store.every) == ()
    before = len(await core.of(PushChanged))
    await core.database.write(lambda c: core.subscribing.begin(c, told))
    assert len(await core.of(PushChanged)) == before


async def test_a_telling_for_one_line_reaches_no_other_channel(pushing: Pushed) -> None:
    line = Line("desktop")
    await pushing.core.database.write(lambda c: pushing.notices.post(c, "host", "x", "", only=line))
    await pushing.serve()
    assert [(each.channel, each.result) for each in await pushing.core.of(NoticeTold)] == [("desktop", "unavailable")]
