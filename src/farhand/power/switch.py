"""The switch that keeps a computer awake while there is work: turned by a person, told to every device."""

from farhand.clock import Clock
from farhand.database import Connection
from farhand.power import store
from farhand.power.work import has_work
from farhand.tasks import queue_store
from farhand.thread.thread import Thread
from farhand.wire.power_events import KeepAwake, KeepAwakeChanged


class Switch:
    """`default` is the setting: it holds until a person chooses."""

    def __init__(self, thread: Thread, clock: Clock, *, default: bool) -> None:
        self._thread = thread
        self._clock = clock
        self._default = default

    def standing(self, connection: Connection) -> KeepAwake:
        """Return whether it is on, and what was found when it was last tried."""
        wanted = store.wanted(connection)
        found = store.found(connection)
        return found.model_copy(update={"on": self._default if wanted is None else wanted})

    def is_needed(self, connection: Connection) -> bool:
        """Return whether the computer should be kept awake now."""
        now_ms = self._clock.now_ms()
        return self.standing(connection).on and has_work(
            store.standings(connection, now_ms), paused=queue_store.is_paused(connection), now_ms=now_ms
        )

    def turn(self, connection: Connection, origin: str, *, on: bool) -> None:
        """Keep what a person chose, and tell it."""
        before = self.standing(connection)
        store.choose(connection, on=on)
        if before.on != on:
            self._tell(connection, origin)

    def note_found(self, connection: Connection, found: KeepAwake) -> None:
        """Tell once why it cannot be had, or is not needed; and that it can be had again."""
        if store.note_found(connection, found):
            self._tell(connection, "host")

    def tell_anew(self, connection: Connection) -> None:
        """Repeat how it stands, for a device that has just joined."""
        self._tell(connection, "host")

    def _tell(self, connection: Connection, origin: str) -> None:
        changed = KeepAwakeChanged(at=self._clock.now_ms(), origin=origin, keep_awake=self.standing(connection))
        self._thread.append(connection, changed)
