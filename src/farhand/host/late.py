"""Stand-ins for what is made later: they are handed out first and told their real selves once these exist."""

from farhand.attention.notices import Notices
from farhand.database import Connection, Database
from farhand.log import Log
from farhand.sayings.notices import STOP_THE_TWIN, TWIN
from farhand.sync.host_mail import HostMail
from farhand.wire.envelope import Envelope
from farhand.wire.relay import LeaseTaken, Signed

log = Log.of(__name__)


class Outgoing:
    """Sends through the host's mail."""

    def __init__(self) -> None:
        self._mail: HostMail | None = None
        self._notices: Notices | None = None
        self._database: Database | None = None

    def use(self, mail: HostMail, notices: Notices, database: Database) -> None:
        """Send through this mail."""
        self._mail, self._notices, self._database = mail, notices, database

    async def send(self, envelope: Envelope) -> None:
        """Send an envelope that nobody stores; a device that hears nothing asks again."""
        if self._mail is not None:
            await self._mail.send(envelope)

    async def put_access(self, access: Signed) -> None:
        """Tell the relay a new list; without a connection the next login carries it."""
        if self._mail is not None:
            await self._mail.put_access(access)

    async def superseded(self, taken: LeaseTaken) -> None:
        """Tell people that another process claims to be this host."""
        log.warning("host.superseded", machine=taken.machine, at=taken.at)
        notices = self._notices
        if self._database is None or notices is None:
            return

        def post(connection: Connection) -> None:
            notices.post(connection, "host", TWIN, STOP_THE_TWIN)

        await self._database.write(post)
        notices.wake()
