"""The channel of notices that is Web Push: to each paired device whose browser subscribed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from farhand.attention import store as attention
from farhand.attention.notices import Later, Told
from farhand.attention.push import store
from farhand.attention.push.message import KINDS, compose, may_be_allowed, topic_of, urgency_of
from farhand.attention.push.service import Push
from farhand.attention.push.store import Pass, Subscriber
from farhand.attention.push.subscribing import Subscribing
from farhand.attention.store import Approval
from farhand.attention.tellings import Notice
from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.ids import DeviceId, RandomBytes, new_id
from farhand.log import Log
from farhand.masking import Masker
from farhand.wire.push import PushApproval

log = Log.of(__name__)
CHANNEL = "push"
PASS_MS = 3600 * 1000  # a yes on the lock screen is good for an hour; later the app is opened for it


class Services(Protocol):
    """What takes a push and brings it to its browser."""

    async def send(self, push: Push) -> Told | Later:
        """Hand a push over; say what became of it."""
        ...


@dataclass(frozen=True, slots=True)
class Pushing:
    """Pushes a notice to a device, unless its person looks at the app there, or did not want this kind."""

    database: Database
    subscribing: Subscribing
    services: Services
    members: Callable[[Connection], Sequence[DeviceId]]
    is_visible: Callable[[DeviceId], bool]
    needs_passkey: Callable[[Connection], bool]
    host_name: str
    clock: Clock
    random: RandomBytes
    masker: Masker

    def readers(self, connection: Connection) -> Sequence[DeviceId | None]:
        """Return the paired devices, also those without a subscription: that, too, is an outcome."""
        return self.members(connection)

    async def tell(self, notice: Notice, device: DeviceId | None) -> Told | Later:
        """Push a notice to a device."""
        if device is None:
            return Told("unavailable", "no device was named")
        prepared = await self.database.write(lambda connection: self._prepare(connection, notice, device))
        if isinstance(prepared, Told):
            return prepared
        outcome = await self.services.send(prepared)
        if isinstance(outcome, Told) and outcome.result == "gone":
            await self.database.write(lambda connection: self.subscribing.forget(connection, device))
        return outcome

    def _prepare(self, connection: Connection, notice: Notice, device: DeviceId) -> Told | Push:
        subscriber = store.find(connection, device)
        if subscriber is None:
            return Told("unavailable", "notifications are not switched on there")
        if notice.kind != "test":
            if KINDS[notice.kind] not in subscriber.kinds:
                return Told("unavailable", "notifications of this kind are switched off there")
            if self.is_visible(device):
                return Told("accepted", "the app was open there and showed it")
        approval = attention.find_approval(connection, notice.asked) if notice.asked else None
        question = attention.find_question(connection, notice.asked) if notice.asked else None
        if any(each is not None and each.state != "open" for each in (approval, question)):
            return Told("unavailable", "it was answered before it could be told")
        exact = "" if approval is None or approval.asked.kind == "plan" else approval.asked.exact
        masked = self.masker.mask(exact)
        message = compose(
            notice,
            host=self.host_name,
            app=subscriber.app,
            detail=subscriber.detail,
            badge=attention.count_open(connection),
            exact=masked,
            approval=None
            if approval is None or self.needs_passkey(connection)
            else self._answerable(connection, approval, subscriber, is_plain=masked == exact),
        )
        return Push(
            subscriber.subscription, subscriber.app, message.to_json(), urgency_of(notice.kind), topic_of(notice)
        )

    def _answerable(
        self, connection: Connection, approval: Approval, subscriber: Subscriber, *, is_plain: bool
    ) -> PushApproval:
        # What is not shown, or shown with something masked, is not allowed from there either.
        given = None
        if subscriber.detail and is_plain and may_be_allowed(approval.asked):
            now = self.clock.now_ms()
            given = Pass(new_id(self.random), approval.id, approval.action_hash, subscriber.device, now + PASS_MS)
            store.give_pass(connection, given, now)
        return PushApproval(
            approval=approval.id,
            action_hash=approval.action_hash,
            generation=approval.generation,
            pass_id=given.id if given else None,
        )
