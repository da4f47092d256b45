"""The gate before the queue: with each connection to the relay the mail that waits is read before work starts."""

import asyncio
from collections.abc import Awaitable, Callable

from farhand.sync.link import Dial, Link
from farhand.tasks.scheduling import Scheduling

PATIENCE_S = 10.0  # a relay that was not reached by then may stay away for days; work given at the computer goes on


class Gate:
    """Wakes the scheduler, and opens it once the backlog was read: what it cancels must not start.

    As a service it opens by itself when no relay could be reached for a while after the start.
    """

    name = "gate"

    def __init__(self, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._scheduling: Scheduling | None = None
        self._sleep = sleep
        self._may_open = False
        self._is_reading = False

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        ready()
        await self._sleep(PATIENCE_S)
        self._may_open = True
        if not self._is_reading:
            self.open()
        await asyncio.Event().wait()

    def use(self, scheduling: Scheduling) -> None:
        """Wake this scheduler."""
        self._scheduling = scheduling

    def wake(self) -> None:
        """Let it look at the queue."""
        if self._scheduling is not None:
            self._scheduling.wake()

    def open(self) -> None:
        """Let it start work: the mail that waited was read."""
        self._may_open, self._is_reading = True, False
        if self._scheduling is not None:
            self._scheduling.open_gate()

    def close(self) -> None:
        """Let it start nothing until the mail that waits was read."""
        self._is_reading = True
        if self._scheduling is not None:
            self._scheduling.close_gate()

    def give_up(self) -> None:
        """Let it start work as before: there is no connection to read mail from."""
        self._is_reading = False
        if self._may_open:
            self.open()


class GatedDial:
    """Opens links; from then until the mail that waits was read, or the link is closed, the gate is closed.

    `forget` is called when a link is over: what the relay told of devices over it holds no longer.
    """

    def __init__(self, dial: Dial, gate: Gate, forget: Callable[[], None]) -> None:
        self._dial = dial
        self._gate = gate
        self._forget = forget

    @property
    def audience(self) -> str:
        """The host:port that is dialled."""
        return self._dial.audience

    async def connect(self) -> Link:
        """Open a link; raises LinkClosed."""
        link = await self._dial.connect()
        self._gate.close()
        return _GatedLink(link, self._gate, self._forget)


class _GatedLink:
    def __init__(self, link: Link, gate: Gate, forget: Callable[[], None]) -> None:
        self._link = link
        self._gate = gate
        self._forget = forget

    async def send(self, frame: bytes) -> None:
        await self._link.send(frame)

    async def receive(self) -> bytes:
        return await self._link.receive()

    async def close(self) -> None:
        try:
            await self._link.close()
        finally:
            self._forget()
            self._gate.give_up()
