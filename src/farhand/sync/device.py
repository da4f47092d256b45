"""Keeps a device connected: the CLI on another computer, tests and benches; the web app has its own."""

import asyncio
import random
from collections.abc import Awaitable, Callable

from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.sync import device_store, frames
from farhand.sync.device_store import Receipt, Sent
from farhand.sync.device_thread import DeviceThread, News
from farhand.sync.keeping import Keeping
from farhand.sync.link import Dial, Link, LinkClosed
from farhand.sync.presence import Presence
from farhand.thread.bell import Bell
from farhand.wire.commands import AnyCommand
from farhand.wire.record import Record

TICK_S = 5.0  # questions that were lost are asked again within two of these
MAX_WAITING = 1024  # frames heard and not yet stored; beyond it the relay waits
MAX_BATCH = 256  # stored and verified together


class DeviceMail:
    """The service. `changed` rings after everything stored; `on_news` gets what each step brought, after its commit.

    The database holds `farhand.sync.device_store.MIGRATIONS`; every call of `DeviceThread` runs on its writer thread.
    """

    name = "device mail"

    def __init__(
        self,
        database: Database,
        thread: DeviceThread,
        dial: Dial,
        clock: Clock,
        *,
        on_news: Callable[[News], None] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        uniform: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self.connected = False
        self.changed = Bell()
        self._database = database
        self._thread = thread
        self._dial = dial
        self._on_news = on_news
        self._sleep = sleep
        self._keeping = Keeping(clock, sleep, uniform)
        self._composed = Bell()

    async def run(self, ready: Callable[[], None]) -> None:
        """Connect, and connect again for ever."""
        ready()
        await self._keeping.run(self._connect)

    async def send(self, command: AnyCommand) -> str:
        """Put a command into the outbox; return its id once it is on this device's disk."""
        id_ = await self._database.write(lambda c: self._thread.compose(c, command))
        self._composed.ring()
        return id_

    async def sent(self) -> tuple[Sent, ...]:
        """Return every command composed here, with its receipt."""
        return await self._database.read(device_store.sent)

    async def records(self, after: int = 0, limit: int = 1000) -> tuple[Record, ...]:
        """Return verified records above that seq, oldest first."""
        return await self._database.read(lambda c: device_store.held_after(c, after, limit))

    async def presence(self) -> Presence:
        """Return how the host is, as far as its signed word goes."""
        return await self._database.read(self._thread.presence)

    async def wait_receipt(self, id_: str, *receipts: Receipt) -> Sent:
        """Wait until a command has one of these receipts."""
        return await self.wait_until(lambda sent: sent.id == id_ and sent.receipt in receipts)

    async def wait_until(self, is_it: Callable[[Sent], bool]) -> Sent:
        """Wait until a command in the outbox is as asked."""
        while True:
            heard = self.changed.rings
            for each in await self.sent():
                if is_it(each):
                    return each
            await self.changed.wait_rung(heard)

    async def _connect(self) -> None:
        link = await self._dial.connect()
        try:
            await self._database.read(lambda _: self._thread.begin(self._dial.audience))
            await self._serve(link)
        finally:
            self.connected = False
            self.changed.ring()
            await link.close()

    async def _serve(self, link: Link) -> None:
        heard: asyncio.Queue[bytes] = asyncio.Queue(MAX_WAITING)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._hear(link, heard))
                group.create_task(self._take(link, heard))
                group.create_task(self._post(link))
                group.create_task(self._tick(link))
        except ExceptionGroup as failed:
            lost, other = failed.split(LinkClosed)
            if other is not None or lost is None:
                raise
            raise LinkClosed(f"the relay was lost: {lost.exceptions[0]}") from failed

    async def _hear(self, link: Link, heard: asyncio.Queue[bytes]) -> None:
        while True:
            await heard.put(await link.receive())

    async def _take(self, link: Link, heard: asyncio.Queue[bytes]) -> None:
        while True:
            batch = [await heard.get()]
            while len(batch) < MAX_BATCH and not heard.empty():
                batch.append(heard.get_nowait())
            parsed = [frames.parse(each) for each in batch]
            news = await self._database.write(lambda c, parsed=parsed: self._thread.hear(c, *parsed))
            for frame in news.frames:
                await link.send(frame)
            self.connected = True
            if self._on_news is not None:
                self._on_news(news)
            self.changed.ring()
            if news.rejected is not None:
                raise LinkClosed(f"the relay ended the connection: {news.rejected.message} (`{news.rejected.code}`)")

    async def _post(self, link: Link) -> None:
        heard = self._composed.rings
        while True:
            await self._do(link, self._thread.board)
            heard = await self._composed.wait_rung(heard)

    async def _tick(self, link: Link) -> None:
        while True:
            await self._sleep(TICK_S)
            await self._do(link, self._thread.tick)

    async def _do(self, link: Link, step: Callable[[Connection], list[bytes]]) -> None:
        for frame in await self._database.write(step):
            await link.send(frame)
