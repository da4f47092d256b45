"""A host's mail and two devices at a real relay in memory."""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from farhand.clock import SystemClock
from farhand.crypto.hpke import HpkeKey
from farhand.crypto.identity import Identity
from farhand.database import Connection, Database
from farhand.ids import DeviceId, HostId, new_id
from farhand.relay.relay import Relay
from farhand.sync import device_store
from farhand.sync.answering import Answering
from farhand.sync.device import DeviceMail
from farhand.sync.device_thread import DeviceThread
from farhand.sync.frames import Delivered, Rendezvous
from farhand.sync.host_mail import MAILBOX, HostMail
from farhand.sync.intake import Asked, Commanded, judge
from farhand.sync.link import Dial
from farhand.sync.paired import Paired
from farhand.thread import store
from farhand.thread.thread import Thread
from farhand.wire.commands import Hello, RequestPage, SendMessage
from farhand.wire.envelope import Envelope
from farhand.wire.host_events import ThreadStarted
from farhand.wire.pairing import Accepted
from farhand.wire.relay import (
    AccessEntry,
    AccessList,
    ChannelClosed,
    Cursor,
    DevicePresent,
    Heartbeat,
    Lease,
    LeaseTaken,
    Signed,
)
from farhand.wire.task_events import MessageReceived
from tests.fakes.link import FakeDial
from tests.fakes.relay_engine import MemoryEngine

CLOCK = SystemClock()
News = DevicePresent | ChannelClosed | LeaseTaken | Rendezvous


@asynccontextmanager
async def running(service: Callable[[Callable[[], None]], Awaitable[None]]) -> AsyncGenerator[None]:
    """Run a service as the host does: until the block ends, then cancel it."""

    async def run(ready: asyncio.Event) -> None:
        await service(ready.set)

    async with asyncio.TaskGroup() as group:
        ready = asyncio.Event()
        task = group.create_task(run(ready))
        await ready.wait()
        try:
            yield
        finally:
            task.cancel()


@dataclass
class Home:
    """A host as the inbox port needs it: carries messages out by recording them."""

    database: Database
    identity: Identity
    key: HpkeKey
    thread: Thread
    members: dict[DeviceId, bytes] = field(default_factory=dict[DeviceId, bytes])
    wraps: dict[DeviceId, bytes] = field(default_factory=dict[DeviceId, bytes])
    version: int = 1
    mail: HostMail | None = None
    heads: list[Heartbeat] = field(default_factory=list[Heartbeat])
    news: asyncio.Queue[News] = field(default_factory=asyncio.Queue[News])
    read_all: asyncio.Event = field(default_factory=asyncio.Event)

    def access(self) -> Signed:
        entries = tuple(AccessEntry(device=device, key=key) for device, key in self.members.items())
        body = AccessList(host=self.identity.id, version=self.version, entries=entries).to_json()
        return Signed(body=body, signature=self.identity.sign("access", body))

    def service(self, dial: Dial) -> HostMail:
        lease = Lease(machine=new_id(), boot=new_id())
        self.mail = HostMail(
            self.database, self.thread, self.identity, dial, self, CLOCK, lease=lease, access=lambda _: self.access(),
            uniform=lambda low, _: low,
        )  # fmt: skip
        return self.mail

    async def receive(self, mail: Sequence[Delivered], cursor: Cursor | None) -> None:
        assert self.mail is not None
        for answer in await self.database.write(lambda c: self._receive(c, mail, cursor)):
            await self.mail.send(answer)

    async def serve(self) -> None:
        pass

    async def caught_up(self) -> None:
        self.read_all.set()

    async def told_head(self, heartbeat: Heartbeat) -> None:
        self.heads.append(heartbeat)

    async def told(self, news: News) -> None:
        await self.news.put(news)

    def _receive(self, connection: Connection, mail: Sequence[Delivered], cursor: Cursor | None) -> list[Envelope]:
        answers: list[Envelope] = []
        if cursor:
            store.save_cursor(connection, MAILBOX, cursor)
        for each in mail:
            match judge(each.envelope, HostId(self.identity.id), self.key, self.members):
                case Commanded(sender, id_, SendMessage() as command):
                    if store.seen_command(connection, sender, id_) is None:
                        event = MessageReceived(at=CLOCK.now_ms(), origin=sender, message=id_, text=command.text)
                        (record,) = self.thread.append(connection, event)
                        store.mark_command(connection, sender, id_, record.seq)
                case Asked() as asked:
                    answers += self._answer(connection, asked)
                case _:
                    store.quarantine(connection, each.envelope.raw, "refused", CLOCK.now_ms())
        return answers

    def _answer(self, connection: Connection, asked: Asked) -> list[Envelope]:
        answering = Answering(self.thread, self.identity, CLOCK, secrets.token_bytes)
        match asked.request:
            case Hello() as hello:
                answer = answering.hello(connection, hello, self.access())
            case RequestPage() as request:
                answer = answering.page(connection, asked.id, request)
            case _:
                return []
        return [answering.seal(asked.sender, self.wraps[asked.sender], answer)]

    async def texts(self) -> list[str]:
        records = await self.database.read(lambda c: self.thread.since(c, 0, 1000))
        return [
            MessageReceived.model_validate_json(each.body).text for each in records if each.type == "message.received"
        ]


@dataclass
class Phone:
    database: Database
    thread: DeviceThread

    def service(self, dial: Dial) -> DeviceMail:
        return DeviceMail(self.database, self.thread, dial, CLOCK, uniform=lambda low, _: low)


@dataclass
class Place:
    relay: Relay
    home: Home
    phone: Phone

    def dial(self) -> FakeDial:
        return FakeDial.to(self.relay)


async def make_phone(home: Home, path: Path) -> Phone:
    identity, wrap = Identity.new(), HpkeKey.new()
    home.members[DeviceId(identity.id)] = identity.public
    home.wraps[DeviceId(identity.id)] = wrap.public
    home.version += 1
    paired = Paired(identity, wrap, HostId(home.identity.id), home.identity.public, home.key.public, "home", "")
    thread = DeviceThread(paired, CLOCK)
    records = await home.database.read(lambda c: home.thread.since(c, 0, 100))
    epoch = await home.database.read(home.thread.epoch)
    accepted = Accepted(
        device=identity.id, host=home.identity.id, epoch=epoch.id, epoch_key=epoch.key,
        incarnation=records[0].incarnation, access=home.access(), records=tuple(each.pack() for each in records),
        at=CLOCK.now_ms(),
    )  # fmt: skip
    database = Database.open(path, {"sync": device_store.MIGRATIONS})
    assert await database.write(lambda c: thread.adopt(c, accepted))
    return Phone(database, thread)


@pytest.fixture
async def home(tmp_path: Path) -> AsyncGenerator[Home]:
    async with Database.open(tmp_path / "host.sqlite", {"thread": store.MIGRATIONS}) as database:
        identity, key = Identity.new(), HpkeKey.new()
        home = Home(database, identity, key, Thread(identity, CLOCK, secrets.token_bytes))
        started = ThreadStarted(at=CLOCK.now_ms(), host_name="home", key=identity.public, hpke=key.public)
        await database.write(lambda c: home.thread.append(c, started))
        yield home


@pytest.fixture
async def place(home: Home, tmp_path: Path) -> AsyncGenerator[Place]:
    phone = await make_phone(home, tmp_path / "phone.sqlite")
    async with phone.database, Relay(MemoryEngine(), CLOCK, lambda _: True).running() as relay:
        yield Place(relay, home, phone)
