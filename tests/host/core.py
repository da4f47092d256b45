"""The deciding part of a host on a real database, without relay, runners or sockets."""

import asyncio
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from farhand.attention import store as attention
from farhand.attention.notices import Notices
from farhand.attention.passkeys.guarding import Guarding
from farhand.attention.push.sealing import PushKey
from farhand.attention.push.subscribing import Subscribing
from farhand.crypto.hpke import HpkeKey
from farhand.crypto.identity import Identity
from farhand.crypto.sealing import seal_command
from farhand.database import Connection, Database
from farhand.devices import store as devices
from farhand.devices.access import Access
from farhand.devices.store import Device
from farhand.host import tallying
from farhand.host.approving import Approving
from farhand.host.attempt_waits import AttemptWaits
from farhand.host.budgeting import Budgeting
from farhand.host.commanding import Commanding
from farhand.host.commenting import Commenting
from farhand.host.concluding import Concluding
from farhand.host.effects import Effect
from farhand.host.first_record import begin_thread
from farhand.host.intake import Incoming, Intake
from farhand.host.keys import HostKeys
from farhand.host.parking import Parking
from farhand.host.permitting import Permitting
from farhand.host.push_asks import PushAsks
from farhand.host.receiving import Receiving
from farhand.host.releasing import Releasing
from farhand.host.restoring import Restoring
from farhand.host.schema import MIGRATIONS
from farhand.ids import DeviceId, HostId, MessageId, ProjectId, RunId, new_id
from farhand.power.switch import Switch
from farhand.tasks import projects, store
from farhand.tasks.budget import Budget
from farhand.tasks.moving import Moving
from farhand.tasks.task import Task
from farhand.thread.projection import Projection, event_of
from farhand.thread.thread import Thread
from farhand.wire.commands import AnyCommand
from farhand.wire.envelope import Envelope
from farhand.wire.events import AnyEvent
from farhand.wire.relay import Signed
from tests.fakes.clock import FakeClock

E = TypeVar("E")
ORIGIN = "https://studio.example"


@dataclass(slots=True)
class Phone:
    """A device's keys."""

    identity: Identity = field(default_factory=Identity.new)
    wrap: HpkeKey = field(default_factory=HpkeKey.new)
    name: str = "Phone"

    @property
    def id(self) -> DeviceId:
        """The device's id."""
        return DeviceId(self.identity.id)


@dataclass(slots=True)
class Core:
    """The parts, and what they did."""

    folder: Path
    database: Database
    clock: FakeClock
    keys: HostKeys
    thread: Thread
    access: Access
    subscribing: Subscribing
    moving: Moving
    concluding: Concluding
    intake: Intake
    commanding: Commanding
    restoring: Restoring
    receiving: Receiving
    guarding: Guarding
    effects: list[Effect]
    lists: list[Signed]
    hooked: set[Path]
    diffs: dict[RunId, bytes]
    commenting: Commenting
    attempt_waits: AttemptWaits
    parking: Parking

    async def events(self) -> list[AnyEvent]:
        """Return every event of the thread."""
        records = await self.database.read(lambda connection: self.thread.since(connection, 0, 100_000))
        return [event for record in records if (event := event_of(record)) is not None]

    async def of(self, kind: type[E]) -> list[E]:
        """Return the events of one class."""
        return [event for event in await self.events() if isinstance(event, kind)]

    async def projection(self) -> Projection:
        """Return what the thread adds up to."""
        records = await self.database.read(lambda connection: self.thread.since(connection, 0, 100_000))
        return Projection.of(records)

    async def tasks(self) -> tuple[Task, ...]:
        """Return the tasks, newest first."""
        return await self.database.read(store.newest)

    async def add_project(self, path: Path) -> ProjectId:
        """Make a folder a project."""
        await asyncio.to_thread(path.mkdir, parents=True, exist_ok=True)
        return (await self.database.write(lambda c: projects.add(c, ProjectId(new_id()), path))).id

    async def pair(self, phone: Phone, *, unprotected: bool = False) -> None:
        """Let a device in and have it log in."""
        device = Device(
            phone.id,
            phone.identity.public,
            phone.wrap.public,
            phone.name,
            "webcrypto",
            unprotected,
            self.clock.now_ms(),
            "pending",
        )

        def admit(connection: Connection) -> None:
            self.access.admit(connection, device)
            self.access.seen(connection, phone.id)

        await self.database.write(admit)

    async def say(self, text: str) -> Task:
        """Send a message from the local socket."""
        incoming = Incoming(message=MessageId(new_id()), text=text, origin="local")
        return (await self.database.write(lambda connection: self.intake.receive(connection, incoming)))[1]

    def seal(self, phone: Phone, command: AnyCommand, id_: str | None = None) -> Envelope:
        """Seal a command as a device does."""
        return seal_command(
            phone.identity,
            HostId(self.keys.identity.id),
            self.keys.hpke.public,
            command.to_json(),
            id=id_ or new_id(),
            expires_ms=self.clock.now_ms() + 1000,
        )


@asynccontextmanager
async def open_core(folder: Path) -> AsyncGenerator[Core]:
    """Open the deciding part of a host in a folder."""
    clock, keys = FakeClock(), HostKeys(Identity.new(), HpkeKey.new())
    async with Database.open(folder / "host.sqlite", MIGRATIONS) as database:
        thread = Thread(keys.identity, clock, secrets.token_bytes)
        thread.observers.append(tallying.note)
        lists: list[Signed] = []
        effects: list[Effect] = []
        hooked: set[Path] = set()
        subscribing = Subscribing(thread, PushKey(PushKey.make()).public, clock, local=True)
        access = Access(keys.identity, thread, clock, lists.append, subscribing.forget)
        moving = Moving(thread, clock)
        notices = Notices(database, thread, {}, clock, secrets.token_bytes)
        concluding = Concluding(thread, moving, notices, clock)
        intake = Intake(thread, moving, concluding, notices, hooked.__contains__, clock, secrets.token_bytes)
        concluding.use(Releasing(thread, moving, concluding, intake, notices, clock).release)
        permitting = Permitting(thread, clock, secrets.token_bytes)
        attempt_waits = AttemptWaits(thread, moving, notices, clock)
        parking = Parking(moving, attempt_waits)
        approving = Approving(thread, parking, permitting, clock)
        budgeting = Budgeting(thread, moving, concluding, notices, Budget(), clock)
        diffs: dict[RunId, bytes] = {}
        commenting = Commenting(thread, intake, diffs.get, clock, secrets.token_bytes)
        thread.observers.append(commenting.follow)
        guarding = Guarding(thread, {ORIGIN}, clock, secrets.token_bytes)
        commanding = Commanding(
            thread, moving, concluding, budgeting, intake, access, approving, commenting, parking, permitting,
            PushAsks(subscribing, notices), guarding, Switch(thread, clock, default=True), clock,
        )  # fmt: skip
        await database.write(lambda c: begin_thread(c, thread, access, keys, clock, name="studio", demo=False))
        yield Core(
            folder=folder,
            database=database,
            clock=clock,
            keys=keys,
            thread=thread,
            access=access,
            subscribing=subscribing,
            moving=moving,
            concluding=concluding,
            intake=intake,
            commanding=commanding,
            restoring=Restoring(thread, moving, concluding, clock),
            receiving=Receiving(
                database,
                thread,
                intake,
                commanding,
                guarding,
                HostId(keys.identity.id),
                keys.hpke,
                effects.extend,
                clock,
            ),
            guarding=guarding,
            effects=effects,
            lists=lists,
            hooked=hooked,
            diffs=diffs,
            commenting=commenting,
            attempt_waits=attempt_waits,
            parking=parking,
        )


async def open_asks(core: Core) -> tuple[int, int]:
    """Return how many approvals and questions are open."""
    approvals = await core.database.read(attention.open_approvals)
    return len(approvals), len(await core.database.read(attention.open_questions))


async def known_devices(core: Core) -> list[str]:
    """Return the names of the devices on the list."""
    return [each.name for each in await core.database.read(devices.every)]
