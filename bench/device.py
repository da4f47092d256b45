"""A paired device in this process: what the CLI on another computer is, over a real WebSocket."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bench.host import HostProcess
from farhand.clock import SystemClock
from farhand.crypto.hpke import HpkeKey
from farhand.crypto.identity import Identity
from farhand.database import Database
from farhand.sync import device_store
from farhand.sync.device import DeviceMail
from farhand.sync.device_thread import DeviceThread, News
from farhand.sync.joining import Joined, Joining
from farhand.sync.websocket import WebSocketDial
from farhand.wire.events import EVENT, AnyEvent
from farhand.wire.pairing import Invitation
from farhand.wire.record import Record
from farhand.wire.run_events import TaskEnded

RECEIPT = "message.received"
TIMEOUT_S = 120  # for anything that the host is waited for


class BenchDevice:
    """A device that hears everything; `mail` is its connection."""

    def __init__(self, mail: DeviceMail, heard: asyncio.Queue[Record]) -> None:
        self.mail = mail
        self._heard = heard

    async def wait_on_host(self, message: str) -> None:
        """Wait for the receipt 'on host' of a message: the host's verified record of it, on this device's disk."""
        async with asyncio.timeout(TIMEOUT_S):
            while (record := await self._heard.get()).type != RECEIPT or message.encode() not in record.body:
                pass

    async def wait_event(self, is_it: Callable[[AnyEvent], bool]) -> AnyEvent:
        """Wait for an event; those before it are not looked at again."""
        async with asyncio.timeout(TIMEOUT_S):
            while not is_it(event := EVENT.validate_json((await self._heard.get()).body)):
                pass
            return event

    async def wait_ended(self) -> TaskEnded:
        """Wait until the next task ended."""
        event = await self.wait_event(lambda each: isinstance(each, TaskEnded))
        assert isinstance(event, TaskEnded)
        return event


@asynccontextmanager
async def paired_device(host: HostProcess, folder: Path) -> AsyncGenerator[BenchDevice]:
    """Pair a device with a host by its invitation and keep it connected within this context."""
    clock = SystemClock()
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
        joined = await _join(host, session, group)
        heard: asyncio.Queue[Record] = asyncio.Queue()

        def note(news: News) -> None:
            for record in news.records:
                heard.put_nowait(record)

        async with Database.open(folder / "device.sqlite", {"device": device_store.MIGRATIONS}) as database:
            thread = DeviceThread(joined.paired, clock)
            await database.write(lambda connection: thread.adopt(connection, joined.accepted))
            mail = DeviceMail(database, thread, WebSocketDial(session, host.relay), clock, on_news=note)
            service = group.create_task(mail.run(lambda: None))
            try:
                async with asyncio.timeout(TIMEOUT_S):
                    while not mail.connected:
                        await mail.changed.wait_rung(mail.changed.rings)
                yield BenchDevice(mail, heard)
            finally:
                service.cancel()
                await asyncio.wait([service])


async def _join(host: HostProcess, session: aiohttp.ClientSession, group: asyncio.TaskGroup) -> Joined:
    invitation, identity, wrap = Invitation.parse(host.link), Identity.new(), HpkeKey.new()

    def type_digits(digits: str) -> None:
        group.create_task(host.type_digits(digits))

    joining = Joining(invitation, "bench device", identity, wrap, SystemClock(), type_digits)
    dial = WebSocketDial(session, host.relay, f"v1/rendezvous/{invitation.rendezvous}")
    async with asyncio.timeout(TIMEOUT_S):
        return await joining.pair(dial)
