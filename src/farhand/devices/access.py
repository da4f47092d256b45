"""The access list: who may use this host, signed, told to the relay and kept in the thread."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from farhand.clock import Clock
from farhand.crypto.identity import Identity
from farhand.database import Connection
from farhand.devices import store
from farhand.devices.naming import shown
from farhand.devices.store import Device
from farhand.errors import Refused
from farhand.ids import DeviceId
from farhand.thread.thread import Thread
from farhand.wire.host_events import DevicesChanged
from farhand.wire.relay import AccessEntry, AccessList, Signed

PENDING_MS = 10 * 60 * 1000  # a phone that paired and never logged in leaves no open door behind
OBJECTION_MS = 10 * 60 * 1000  # time in which anyone can object when one device unpairs another
UNPROTECTED_MS = 24 * 3600 * 1000  # a yes to plain http is good for a day

What = Literal["paired", "joined", "lapsed", "unpairing", "kept", "unpaired", "renamed", "created"]


class Access:
    """Every change of the list: devices' rows, the signed list, a record and, where one left, a new epoch.

    Each method runs in the caller's transaction; `on_change` is called with the list, to be sent after the commit;
    `on_drop` within it, with each device that left.
    """

    def __init__(
        self,
        identity: Identity,
        thread: Thread,
        clock: Clock,
        on_change: Callable[[Signed], None],
        on_drop: Callable[[Connection, DeviceId], None],
    ) -> None:
        self._identity = identity
        self._thread = thread
        self._clock = clock
        self._on_change = on_change
        self._on_drop = on_drop

    def create(self, connection: Connection) -> None:
        """Sign the first, empty list of a new host."""
        self._tell(connection, "created", None, "host")

    def admit(self, connection: Connection, device: Device, *, replaces: DeviceId | None = None) -> Signed:
        """Add a device as pending; with its first login it takes the place of the one that it replaces.

        A device on plain http cannot unpair others, and so takes the place of none that is protected.
        """
        replaced = store.find(connection, replaces) if replaces is not None and replaces != device.id else None
        if replaced is not None and device.unprotected and not replaced.unprotected:
            replaced = None
        now = self._clock.now_ms()
        pending = replace(
            device,
            state="pending",
            leaves_at=now + PENDING_MS,
            allowed_until=now + UNPROTECTED_MS if device.unprotected else None,
            replaces=replaced.id if replaced else None,
        )
        store.save(connection, pending)
        return self._tell(connection, "paired", device.id, "host")

    def seen(self, connection: Connection, device_id: str) -> bool:
        """Note a device's login; return whether that made a pending device a member."""
        device = store.find(connection, device_id)
        if device is None or device.state != "pending":
            return False
        store.save(connection, replace(device, state="member", leaves_at=None, replaces=None))
        if device.replaces is not None and store.find(connection, device.replaces) is not None:
            self._drop(connection, device.replaces)
        self._tell(connection, "joined", device.id, "host")
        return True

    def remove(self, connection: Connection, device_id: str, *, origin: str) -> None:
        """Unpair a device at once: new list, new epoch."""
        device = store.resolve(connection, device_id)
        self._drop(connection, device.id)
        self._tell(connection, "unpaired", device.id, origin)

    def ask_to_remove(self, connection: Connection, device_id: str, *, by: DeviceId, at_once: bool = False) -> None:
        """Unpair as a device asks: itself at once, another after a time to object; raises Refused, NotFound.

        `at_once` says that a passkey vouches for it.
        """
        device = store.resolve(connection, device_id)
        asker = store.find(connection, by)
        if device.id == by or at_once:
            self.remove(connection, device.id, origin=by)
            return
        if asker is None or asker.unprotected:
            raise Refused("a device on plain http cannot unpair others", hint="unpair it at the computer itself")
        store.save(connection, replace(device, state="leaving", leaves_at=self._clock.now_ms() + OBJECTION_MS))
        self._tell(connection, "unpairing", device.id, by)

    def keep(self, connection: Connection, device_id: str, *, origin: str) -> None:
        """Object to an unpairing."""
        device = store.resolve(connection, device_id)
        if device.state == "leaving":
            store.save(connection, replace(device, state="member", leaves_at=None))
            self._tell(connection, "kept", device.id, origin)

    def rename(self, connection: Connection, device_id: str, name: str, *, origin: str) -> None:
        """Give a device another name."""
        device = store.resolve(connection, device_id)
        store.save(connection, replace(device, name=shown(name)))
        self._tell(connection, "renamed", device.id, origin)

    def allow_unprotected(self, connection: Connection, device_id: str) -> Device:
        """Say yes, at the host, to a device on plain http for another day."""
        device = store.resolve(connection, device_id)
        allowed = replace(device, allowed_until=self._clock.now_ms() + UNPROTECTED_MS)
        store.save(connection, allowed)
        return allowed

    def sweep(self, connection: Connection) -> tuple[Device, ...]:
        """Drop the pending and leaving devices whose time has come, and return them."""
        now = self._clock.now_ms()
        due = tuple(each for each in store.every(connection) if each.leaves_at is not None and each.leaves_at <= now)
        for device in due:
            self._drop(connection, device.id)
            self._tell(connection, "lapsed" if device.state == "pending" else "unpaired", device.id, "host")
        return due

    def _drop(self, connection: Connection, device: DeviceId) -> None:
        store.remove(connection, device)
        self._on_drop(connection, device)
        self._thread.start_epoch(connection, {each.id: each.wrap for each in store.every(connection)})

    def _tell(self, connection: Connection, what: What, device: DeviceId | None, origin: str) -> Signed:
        devices = store.every(connection)
        newest = store.get_list(connection)
        # by the clock, so that a host restored from a backup still outranks the list it forgot
        version = max(self._clock.now_ms(), newest[0] + 1 if newest else 0)
        body = AccessList(
            host=self._identity.id,
            version=version,
            entries=tuple(
                AccessEntry(
                    device=each.id,
                    key=each.key,
                    state="pending" if each.state == "pending" else "member",
                    unprotected=each.unprotected,
                )
                for each in devices
            ),
        ).to_json()
        signed = Signed(body=body, signature=self._identity.sign("access", body))
        store.put_list(connection, version, signed)
        self._thread.append(
            connection,
            DevicesChanged(
                at=self._clock.now_ms(),
                origin=origin,
                access=signed,
                devices=tuple(each.to_info() for each in devices),
                what=what,
                device=device,
            ),
        )
        self._on_change(signed)
        return signed
