"""Who takes pushes, and the passes that were given out with them, in SQLite."""

import json
from dataclasses import dataclass
from sqlite3 import Row
from typing import Literal

from pydantic import TypeAdapter

from farhand.database import Connection
from farhand.ids import ApprovalId, DeviceId
from farhand.wire.push import DevicePush, PushKind, PushSubscription

MIGRATIONS = (
    """
    CREATE TABLE push_subscriptions (
        device TEXT PRIMARY KEY, endpoint TEXT NOT NULL UNIQUE, p256dh BLOB NOT NULL, auth BLOB NOT NULL,
        app TEXT NOT NULL, kinds TEXT NOT NULL, detail INTEGER NOT NULL, since INTEGER NOT NULL
    );
    CREATE TABLE push_passes (
        id TEXT PRIMARY KEY, approval TEXT NOT NULL, action_hash BLOB NOT NULL, device TEXT NOT NULL,
        until INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
    );
    """,
)
_KINDS: TypeAdapter[tuple[PushKind, ...]] = TypeAdapter(tuple[PushKind, ...])


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A device that takes pushes: where, of which kinds, since when; `app` is where it opens the app."""

    device: DeviceId
    subscription: PushSubscription
    app: str
    kinds: tuple[PushKind, ...]
    detail: bool
    since: int

    def to_info(self) -> DevicePush:
        """Return what the thread tells of it: never where it is reached."""
        return DevicePush(device=self.device, kinds=self.kinds, detail=self.detail, since=self.since)


@dataclass(frozen=True, slots=True)
class Pass:
    """Leave to say yes to one action, once, from one device's lock screen, until a moment (ms)."""

    id: str
    approval: ApprovalId
    action_hash: bytes
    device: DeviceId
    until: int


def _to_subscriber(row: Row) -> Subscriber:
    subscription = PushSubscription(endpoint=row["endpoint"], p256dh=row["p256dh"], auth=row["auth"])
    kinds = _KINDS.validate_python(json.loads(row["kinds"]))
    return Subscriber(DeviceId(row["device"]), subscription, row["app"], kinds, bool(row["detail"]), row["since"])


def save(connection: Connection, subscriber: Subscriber) -> None:
    """Keep where a device takes pushes; a browser that was paired anew is told as its new self alone."""
    connection.execute(
        "INSERT OR REPLACE INTO push_subscriptions VALUES (?,?,?,?,?,?,?,?)",
        (
            subscriber.device,
            subscriber.subscription.endpoint,
            subscriber.subscription.p256dh,
            subscriber.subscription.auth,
            subscriber.app,
            json.dumps(subscriber.kinds),
            subscriber.detail,
            subscriber.since,
        ),
    )


def find(connection: Connection, device: str) -> Subscriber | None:
    """Return where a device takes pushes."""
    row = connection.execute("SELECT * FROM push_subscriptions WHERE device = ?", (device,)).fetchone()
    return _to_subscriber(row) if row else None


def every(connection: Connection) -> tuple[Subscriber, ...]:
    """Return all who take pushes."""
    rows = connection.execute("SELECT * FROM push_subscriptions ORDER BY since, device")
    return tuple(map(_to_subscriber, rows.fetchall()))


def drop(connection: Connection, device: str) -> bool:
    """Forget where a device takes pushes, and its passes; return whether it took any."""
    connection.execute("DELETE FROM push_passes WHERE device = ?", (device,))
    return connection.execute("DELETE FROM push_subscriptions WHERE device = ?", (device,)).rowcount == 1


def drop_all(connection: Connection) -> None:
    """Forget everybody: push services know this host by another key now."""
    connection.execute("DELETE FROM push_passes")
    connection.execute("DELETE FROM push_subscriptions")


def give_pass(connection: Connection, given: Pass, now_ms: int) -> None:
    """Keep a pass; what has run out goes."""
    connection.execute("DELETE FROM push_passes WHERE until < ?", (now_ms,))
    connection.execute(
        "INSERT INTO push_passes (id, approval, action_hash, device, until) VALUES (?,?,?,?,?)",
        (given.id, given.approval, given.action_hash, given.device, given.until),
    )


Refusal = Literal["unknown", "another", "used", "expired"]


def use_pass(
    connection: Connection, pass_id: str, approval: ApprovalId, action_hash: bytes, device: str, now_ms: int
) -> Refusal | None:
    """Use up a pass that a device shows for an action; return why it is not good."""
    row = connection.execute("SELECT * FROM push_passes WHERE id = ?", (pass_id,)).fetchone()
    if row is None:
        return "unknown"
    if (row["approval"], row["action_hash"], row["device"]) != (approval, action_hash, device):
        return "another"
    if row["used"]:
        return "used"
    if row["until"] < now_ms:
        return "expired"
    connection.execute("UPDATE push_passes SET used = 1 WHERE id = ?", (pass_id,))
    return None
