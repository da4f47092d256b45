"""Takes up who wants to be pushed to, and tells the thread: never where they are reached."""

from yarl import URL

from farhand.attention.push import store
from farhand.attention.push.endpoint import why_refused
from farhand.attention.push.store import Subscriber
from farhand.clock import Clock
from farhand.database import Connection
from farhand.errors import Refused
from farhand.ids import DeviceId
from farhand.thread.thread import Thread
from farhand.wire.commands import SetPush
from farhand.wire.push import PushChanged


class Subscribing:
    """Changes who takes pushes, in the caller's transaction; `key` is the host's public key for them."""

    def __init__(self, thread: Thread, key: bytes, clock: Clock, *, local: bool) -> None:
        self._thread = thread
        self._key = key
        self._clock = clock
        self._local = local

    def set(self, connection: Connection, command: SetPush, origin: DeviceId) -> None:
        """Do what a device asks for itself; raises Refused."""
        subscription = command.subscription
        if subscription is None:
            store.drop(connection, origin)
        else:
            if why := why_refused(subscription.endpoint, local=self._local):
                raise Refused(f"this computer does not push to that address: {why}", hint="try another browser")
            app = str(URL(command.app).origin()) + "/"
            now = self._clock.now_ms()
            store.save(connection, Subscriber(origin, subscription, app, command.kinds, command.detail, now))
        self.tell(connection, origin)

    def begin(self, connection: Connection, key_before: str | None) -> str:
        """Tell the key at a start, unless it was told before; return it. Nobody subscribed for a new one yet."""
        key = self._key.hex()
        if key != key_before:
            store.drop_all(connection)
            self.tell(connection)
        return key

    def forget(self, connection: Connection, device: DeviceId) -> None:
        """Forget a device that left, or whose browser takes no pushes any more."""
        if store.drop(connection, device):
            self.tell(connection)

    def tell(self, connection: Connection, origin: str = "host") -> None:
        """Tell who takes pushes now, and the key to subscribe for."""
        devices = tuple(each.to_info() for each in store.every(connection))
        self._thread.append(
            connection, PushChanged(at=self._clock.now_ms(), origin=origin, key=self._key, devices=devices)
        )
