"""Web Push: where a device takes it, what its person wants told, and the message that only that browser can open."""

from typing import Literal

from pydantic import Field

from farhand.wire.event import Event
from farhand.wire.model import Bytes, Id, Millis, Wire
from farhand.wire.saying import Speaking, Words

PushKind = Literal["done", "needs_you", "host"]
MAX_ENDPOINT = 2000  # characters; those of push services have a few hundred
MAX_APP_URL = 300  # scheme, name and port; a name has at most 255


class PushSubscription(Wire):
    """Where a push service takes messages for one browser, and the keys that seal them for it (RFC 8291)."""

    endpoint: str = Field(min_length=1, max_length=MAX_ENDPOINT)
    p256dh: Bytes = Field(min_length=65, max_length=65)
    auth: Bytes = Field(min_length=16, max_length=16)


class DevicePush(Wire):
    """A device that takes pushes: of which kinds, and whether they say more than that something happened."""

    device: Id
    kinds: tuple[PushKind, ...]
    detail: bool
    since: Millis


class PushChanged(Event):
    """Who takes pushes, whole; `key` is the host's public key, which a browser subscribes for (RFC 8292)."""

    type: Literal["push.changed"] = "push.changed"
    key: Bytes
    devices: tuple[DevicePush, ...] = ()


class PushNotification(Speaking):
    """What is shown, in the names of Declarative Web Push; `navigate` is opened when it is tapped."""

    title: Words
    body: Words
    navigate: str
    tag: str
    lang: str = "en"


class PushApproval(Wire):
    """An approval that may be answered on its notification: always by a no, by a yes only with a `pass_id`.

    A pass is good once, for a while, for this very action, from this device.
    """

    approval: Id
    action_hash: Bytes
    generation: int
    pass_id: Id | None = None


class PushMessage(Wire):
    """The content of one push: shown by the browser itself where it knows the shape, else by the app's worker."""

    web_push: Literal[8030] = 8030
    notification: PushNotification
    app_badge: int = Field(ge=0)
    """How many approvals and questions are open."""

    approval: PushApproval | None = None
