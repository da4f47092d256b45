"""Carries out what a device asks about pushes to itself."""

from farhand.attention.notices import Notices
from farhand.attention.push import store
from farhand.attention.push.pushing import CHANNEL
from farhand.attention.push.subscribing import Subscribing
from farhand.attention.tellings import Line
from farhand.database import Connection
from farhand.errors import Conflict
from farhand.host import facts
from farhand.host.effects import Effect, TellNotices
from farhand.ids import DeviceId
from farhand.sayings.notices import TEST, TEST_REACHED
from farhand.wire.commands import SetPush, TryPush

KEY_TOLD = "push key told"


class PushAsks:
    """Both commands of pushing, and what a start says of it."""

    def __init__(self, subscribing: Subscribing, notices: Notices) -> None:
        self._subscribing = subscribing
        self._notices = notices

    def begin(self, connection: Connection) -> None:
        """Tell the devices for which key to subscribe, at a start."""
        facts.note(connection, KEY_TOLD, self._subscribing.begin(connection, facts.find(connection, KEY_TOLD)))

    def carry_out(self, connection: Connection, command: SetPush | TryPush, origin: DeviceId) -> tuple[Effect, ...]:
        """Carry one out; raises a FarhandError and then has changed nothing."""
        if isinstance(command, SetPush):
            self._subscribing.set(connection, command, origin)
            return ()
        if store.find(connection, origin) is None:
            raise Conflict("notifications are not switched on there", hint="switch them on, then try again")
        self._notices.post(connection, "test", TEST, TEST_REACHED, only=Line(CHANNEL, origin))
        return (TellNotices(),)
