"""The gate before the queue: with each connection to the relay the mail that waits is read before work starts."""

from collections.abc import Callable

from farhand.sync.link import Dial, Link
from farhand.tasks.scheduling import Scheduling


class Gate:
    """Wakes the scheduler, and opens it once the backlog was read: what it cancels must not start."""

    def __init__(self) -> None:
        self._scheduling: Scheduling | None = None
        self._was_open = False

    def use(self, scheduling: Scheduling) -> None:
        """Wake this scheduler."""
        self._scheduling = scheduling

    def wake(self) -> None:
        """Let it look at the queue."""
        if self._scheduling is not None:
            self._scheduling.wake()

    def open(self) -> None:
        """Let it start work: the mail that waited was read."""
        self._was_open = True
        if self._scheduling is not None:
            self._scheduling.open_gate()

    def close(self) -> None:
        """Let it start nothing until the mail that waits was read."""
        if self._scheduling is not None:
            self._scheduling.close_gate()

    def give_up(self) -> None:
        """Let it start work as before: there is no connection to read mail from."""
        if self._was_open:
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
