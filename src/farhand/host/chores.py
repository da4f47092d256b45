"""Small services of the host: they sweep, note and look while everything else waits for people."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

from farhand.attention.notices import Notices
from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.devices import contacts
from farhand.devices.access import Access
from farhand.host.witness import Witness
from farhand.log import Log
from farhand.sayings.notices import device_unpaired
from farhand.thread.bell import Bell
from farhand.thread.thread import Thread
from farhand.wire.relay import Signed

log = Log.of(__name__)
SWEEP_S = 15  # how much later than promised a pairing may lapse
CONTACT_S = 60  # by how much a device was seen later than is known after this host was killed
NOTE_PAUSE_S = 1  # a burst of records is noted once
TIDY_S = 60  # how long what a killed runner left may run on, where nobody followed its run


class Sweeping:
    """Drops pending and leaving devices when their time has come."""

    name = "sweeping"

    def __init__(self, database: Database, access: Access, notices: Notices) -> None:
        self._database = database
        self._access = access
        self._notices = notices

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        ready()
        while True:
            await self._database.write(self._sweep)
            self._notices.wake()
            await asyncio.sleep(SWEEP_S)

    def _sweep(self, connection: Connection) -> None:
        for device in self._access.sweep(connection):
            log.info("device.dropped", device=device.id, state=device.state)
            if device.state == "leaving":
                self._notices.post(connection, "device", device_unpaired(device.name), "")


class Contacting:
    """Notes who is connected again and again: a host that is killed hears of nobody's leaving."""

    name = "contacting"

    def __init__(self, database: Database, connected: Callable[[], Collection[str]], clock: Clock) -> None:
        self._database = database
        self._connected = connected
        self._clock = clock

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        ready()
        while True:
            if connected := self._connected():
                await self._database.write(lambda connection, connected=connected: self._note(connection, connected))
            await asyncio.sleep(CONTACT_S)

    def _note(self, connection: Connection, connected: Collection[str]) -> None:
        for device in connected:
            contacts.note(connection, device, self._clock.now_ms())


class Witnessing:
    """Notes outside the data directory how far the thread has come."""

    name = "witnessing"

    def __init__(self, database: Database, thread: Thread, witness: Witness) -> None:
        self._database = database
        self._thread = thread
        self._witness = witness

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled; notes a last time then."""
        ready()
        heard = 0
        try:
            while True:
                await self._note()
                heard = await self._thread.changed.wait_rung(heard)
                await asyncio.sleep(NOTE_PAUSE_S)
        finally:
            await self._note()

    async def _note(self) -> None:
        tip = await self._database.read(self._thread.tip)
        if tip is None:
            return
        try:
            await asyncio.to_thread(self._witness.note, tip.incarnation, tip.seq, tip.hash)
        except OSError as error:  # a witness more is welcome; without this one devices and relay still are
            log.warning("witness.not_noted", why=error.strerror)


class Tidying:
    """Stops what runners left that were killed while nobody followed them."""

    name = "tidying"

    def __init__(self, tidy: Callable[[], Awaitable[None]]) -> None:
        self._tidy = tidy

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        ready()
        while True:
            await self._tidy()
            await asyncio.sleep(TIDY_S)


class Once:
    """A service that does one thing after the start, beside everything else."""

    def __init__(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        self.name = name
        self._work = work

    async def run(self, ready: Callable[[], None]) -> None:
        """Do it, then idle until cancelled."""
        ready()
        await self._work()
        await asyncio.Event().wait()


class ListTelling:
    """Hands the relay each new access list, once it is on disk."""

    name = "list telling"

    def __init__(
        self,
        database: Database,
        changed: Bell,
        newest: Callable[[Connection], Signed | None],
        put: Callable[[Signed], Awaitable[None]],
    ) -> None:
        self._database = database
        self._changed = changed
        self._newest = newest
        self._put = put

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        ready()
        heard = 0
        while True:
            heard = await self._changed.wait_rung(heard)
            signed = await self._database.read(self._newest)
            if signed is not None:
                await self._put(signed)
