"""Who decides what happens, each within a transaction."""

from collections.abc import Collection
from dataclasses import dataclass

from farhand.attention.desktop import DesktopChannel
from farhand.attention.notices import Channel, Notices
from farhand.attention.passkeys.guarding import Guarding
from farhand.attention.push.pushing import CHANNEL, Pushing
from farhand.attention.push.service import PushServices
from farhand.attention.push.subscribing import Subscribing
from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.devices import store as devices
from farhand.devices.access import Access
from farhand.devices.visibility import Visibility
from farhand.host.approving import Approving
from farhand.host.attempt_waits import AttemptWaits
from farhand.host.budgeting import Budgeting
from farhand.host.commanding import Commanding
from farhand.host.commenting import Commenting
from farhand.host.concluding import Concluding
from farhand.host.intake import Intake
from farhand.host.keys import HostKeys, load_push_key
from farhand.host.parking import Parking
from farhand.host.permitting import Permitting
from farhand.host.push_asks import PushAsks
from farhand.host.releasing import Releasing
from farhand.host.restoring import Restoring
from farhand.ids import DeviceId, RandomBytes
from farhand.masking import Masker
from farhand.power.switch import Switch
from farhand.runs.folder import RUNS, RunFolder
from farhand.settings import Settings
from farhand.tasks.budget import Budget
from farhand.tasks.hooks import has_hooks
from farhand.tasks.moving import Moving
from farhand.thread.bell import Bell
from farhand.thread.thread import Thread


@dataclass(frozen=True, slots=True)
class Deciding:
    """Those who decide, made for each other."""

    list_changed: Bell
    access: Access
    visibility: Visibility
    subscribing: Subscribing
    push_asks: PushAsks
    guarding: Guarding
    moving: Moving
    notices: Notices
    concluding: Concluding
    budgeting: Budgeting
    attempt_waits: AttemptWaits
    parking: Parking
    intake: Intake
    commenting: Commenting
    commanding: Commanding
    restoring: Restoring


def deciding(
    settings: Settings,
    origins: Collection[str],
    keys: HostKeys,
    database: Database,
    thread: Thread,
    clock: Clock,
    random: RandomBytes,
) -> Deciding:
    """Put together who decides; `origins` are where the app is served."""
    list_changed = Bell()
    push_key = load_push_key(settings.data)
    subscribing = Subscribing(thread, push_key.public, clock, local=settings.push_local)
    access = Access(keys.identity, thread, clock, lambda _: list_changed.ring(), subscribing.forget)
    visibility = Visibility(clock)
    moving = Moving(thread, clock)
    guarding = Guarding(thread, origins, clock, random)
    services = PushServices(push_key, clock, local=settings.push_local)
    channels: dict[str, Channel] = {"desktop": DesktopChannel("Farhand")} if settings.desktop_notices else {}
    channels[CHANNEL] = Pushing(
        database,
        subscribing,
        services,
        _paired,
        visibility.is_visible,
        guarding.is_demanded_to_allow,
        settings.name,
        clock,
        random,
        Masker(),
    )
    notices = Notices(database, thread, channels, clock, random)
    push_asks = PushAsks(subscribing, notices)
    concluding = Concluding(thread, moving, notices, clock)
    budgeting = Budgeting(thread, moving, concluding, notices, Budget(settings.day_usd, settings.day_minutes), clock)
    intake = Intake(thread, moving, concluding, notices, has_hooks, clock, random)
    concluding.use(Releasing(thread, moving, concluding, intake, notices, clock).release)
    permitting = Permitting(thread, clock, random)
    attempt_waits = AttemptWaits(thread, moving, notices, clock)
    parking = Parking(moving, attempt_waits)
    approving = Approving(thread, parking, permitting, clock)
    runs = settings.data / RUNS
    commenting = Commenting(thread, intake, lambda run: RunFolder(runs / run).read_diff(), clock, random)
    thread.observers.append(commenting.follow)
    commanding = Commanding(
        thread,
        moving,
        concluding,
        budgeting,
        intake,
        access,
        approving,
        commenting,
        parking,
        permitting,
        push_asks,
        guarding,
        Switch(thread, clock, default=settings.keep_awake),
        clock,
    )
    restoring = Restoring(thread, moving, concluding, clock)
    return Deciding(
        list_changed,
        access,
        visibility,
        subscribing,
        push_asks,
        guarding,
        moving,
        notices,
        concluding,
        budgeting,
        attempt_waits,
        parking,
        intake,
        commenting,
        commanding,
        restoring,
    )


def _paired(connection: Connection) -> list[DeviceId]:
    return [each.id for each in devices.every(connection) if each.state != "pending"]
