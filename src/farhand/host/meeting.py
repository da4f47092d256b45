"""The host's end of a rendezvous: it is opened again after every lost connection, as long as it is wanted."""

from collections.abc import Callable
from typing import Protocol

from farhand.ids import RendezvousId
from farhand.sync.frames import Rendezvous
from farhand.thread.bell import Bell


class Mail(Protocol):
    """The connection to the relay, as far as a rendezvous needs it."""

    connected: bool
    changed: Bell

    async def open_rendezvous(self, rendezvous: str, expires_ms: int) -> bool:
        """Let phones reach this host; False when there is no relay now."""
        ...

    async def close_rendezvous(self, rendezvous: str) -> None:
        """End a rendezvous."""
        ...

    async def send_rendezvous(self, step: Rendezvous) -> bool:
        """Send a step of pairing; False when it was dropped."""
        ...


class Meeting:
    """A service that keeps the one wanted rendezvous open."""

    name = "meeting"

    def __init__(self) -> None:
        self._mail: Mail | None = None
        self._wanted: tuple[RendezvousId, int] | None = None

    def use(self, mail: Mail) -> None:
        """Meet through this connection; it is made after those who meet."""
        self._mail = mail

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        ready()
        if self._mail is None:
            return
        heard = 0
        while True:
            heard = await self._mail.changed.wait_rung(heard)
            if self._mail.connected and self._wanted is not None:
                await self._mail.open_rendezvous(*self._wanted)

    async def open_rendezvous(self, rendezvous: RendezvousId, expires_ms: int) -> None:
        """Wait for devices there until it expires."""
        self._wanted = rendezvous, expires_ms
        if self._mail is not None:
            await self._mail.open_rendezvous(rendezvous, expires_ms)

    async def close_rendezvous(self, rendezvous: RendezvousId) -> None:
        """End it."""
        self._wanted = None
        if self._mail is not None:
            await self._mail.close_rendezvous(rendezvous)

    async def send_rendezvous(self, rendezvous: RendezvousId, channel: str, payload: bytes) -> None:
        """Send a payload to one device that is there; a device that hears nothing repeats its step."""
        if self._mail is not None:
            await self._mail.send_rendezvous(Rendezvous(rendezvous, channel, payload))
