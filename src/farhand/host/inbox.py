"""The host's inbox: each kind of mail goes to whoever answers for it, in the order of arrival."""

from collections.abc import Awaitable, Callable, Sequence

from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.devices import contacts
from farhand.devices.access import Access
from farhand.devices.pairing import Pairing
from farhand.host.receiving import Receiving
from farhand.host.requests import Requests
from farhand.log import Log
from farhand.sync.frames import Delivered, Rendezvous
from farhand.thread.thread import LostTail, Thread
from farhand.wire.envelope import Class
from farhand.wire.relay import ChannelClosed, Cursor, DevicePresent, Heartbeat, LeaseTaken

log = Log.of(__name__)


class HostInbox:
    """Hands mail on; `connected` are the devices whose sockets are open at the relay.

    `tell_anew` repeats what is true now for a device that has just joined: its first page may not reach back so far.
    """

    def __init__(
        self,
        database: Database,
        thread: Thread,
        receiving: Receiving,
        requests: Requests,
        pairing: Pairing,
        access: Access,
        restore: Callable[[LostTail, str], Awaitable[None]],
        open_gate: Callable[[], None],
        superseded: Callable[[LeaseTaken], Awaitable[None]],
        tell_anew: Callable[[Connection], None],
        clock: Clock,
    ) -> None:
        self.connected: frozenset[str] = frozenset()
        self._database = database
        self._thread = thread
        self._receiving = receiving
        self._requests = requests
        self._pairing = pairing
        self._access = access
        self._restore = restore
        self._open_gate = open_gate
        self._superseded = superseded
        self._tell_anew = tell_anew
        self._clock = clock

    def forget_devices(self) -> None:
        """Take no device for connected: the relay tells anew who is."""
        self.connected = frozenset()

    async def receive(self, mail: Sequence[Delivered], cursor: Cursor | None) -> None:
        """Store commands with the cursor in one transaction; answer requests."""
        commands = [each.envelope for each in mail if each.envelope.header.class_ is not Class.DIRECT]
        if commands or cursor is not None:
            await self._receiving.receive(commands, cursor)
        for each in mail:
            if each.envelope.header.class_ is Class.DIRECT:
                await self._requests.receive(each.envelope)

    async def serve(self) -> None:
        """Answer what takes long, beside the mail."""
        await self._requests.serve()

    async def caught_up(self) -> None:
        """Let work start: what the backlog cancels is cancelled."""
        self._open_gate()

    async def told_head(self, heartbeat: Heartbeat) -> None:
        """Compare what this host told last, as the relay kept it, with its thread."""
        lost = await self._database.read(
            lambda connection: self._thread.lost_tail(connection, heartbeat.incarnation, heartbeat.seq, heartbeat.head)
        )
        if lost is not None:
            await self._restore(lost, heartbeat.incarnation)

    async def told(self, news: DevicePresent | ChannelClosed | LeaseTaken | Rendezvous) -> None:
        """Hear of devices, of a step of pairing, or of another process that claims to be this host."""
        match news:
            case DevicePresent(device=device, connected=True):
                self.connected |= {device}
                await self._database.write(lambda connection: self._admit(connection, device))
            case DevicePresent(device=device):
                self.connected -= {device}
                await self._database.write(lambda connection: self._note(connection, device))
            case Rendezvous(rendezvous, channel, payload):
                await self._pairing.receive(rendezvous, channel, payload)
            case LeaseTaken():
                await self._superseded(news)
            case ChannelClosed():
                pass

    def _note(self, connection: Connection, device: str) -> None:
        contacts.note(connection, device, self._clock.now_ms())

    def _admit(self, connection: Connection, device: str) -> None:
        self._note(connection, device)
        if self._access.seen(connection, device):
            log.info("device.joined", device=device)
            self._tell_anew(connection)
