"""Keeps the computer awake while there is work, as a service; and the port to what can."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Protocol

from farhand.database import Database
from farhand.errors import Unavailable
from farhand.log import Log
from farhand.power.switch import Switch
from farhand.thread.bell import Bell
from farhand.wire.power_events import KeepAwake

log = Log.of(__name__)
LOOK_S = 30.0  # work also ends by time alone, and what holds the computer awake may have died
PAUSE_S = 1.0  # a burst of records is looked at once
AGAIN_S = 600.0  # between tries where it cannot be had: somebody may have logged in meanwhile


class Missing(Unavailable):
    """This computer has no such service, so that it isn't put to sleep by it, either."""


class Needless(Unavailable):
    """Nothing on this computer puts it to sleep by itself: there is nothing to keep it from."""


class WakeLock(Protocol):
    """A way to keep this computer awake. The system itself gives it back when this process dies."""

    async def take(self) -> None:
        """Keep the computer awake from now on; raises Unavailable, saying why it cannot be had, or Needless."""
        ...

    async def is_held(self) -> bool:
        """Return whether it still holds."""
        ...

    async def give_back(self) -> None:
        """Let the computer sleep again; does nothing where it was not taken."""
        ...


class FirstThatWorks:
    """Several ways, tried in order. A computer that has none of them, nor a battery, needs none."""

    def __init__(self, locks: Sequence[WakeLock], has_battery: Callable[[], bool]) -> None:
        self._locks = locks
        self._has_battery = has_battery
        self._taken: WakeLock | None = None

    async def take(self) -> None:
        """Take the first that can be had; raises Unavailable with the words of all, or Needless."""
        errors: list[Unavailable] = []
        for lock in self._locks:
            try:
                await lock.take()
            except Unavailable as error:
                errors.append(error)
            else:
                self._taken = lock
                return
        words = "; ".join(each.message for each in errors)
        if all(isinstance(each, Missing) for each in errors) and not self._has_battery():
            raise Needless(words)
        raise Unavailable(words)

    async def is_held(self) -> bool:
        """Return whether the one that was taken still holds."""
        return self._taken is not None and await self._taken.is_held()

    async def give_back(self) -> None:
        """Give back the one that was taken."""
        taken, self._taken = self._taken, None
        if taken is not None:
            await taken.give_back()


class KeepingAwake:
    """The service; `is_held` says whether the computer is kept awake now."""

    name = "keeping awake"

    def __init__(
        self,
        database: Database,
        switch: Switch,
        lock: WakeLock,
        changed: Bell,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.is_held = False
        self._database = database
        self._switch = switch
        self._lock = lock
        self._changed = changed
        self._sleep = sleep
        self._tried_at: float | None = None

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled; lets the computer sleep again then."""
        ready()
        try:
            while True:
                heard = self._changed.rings
                await self._look()
                await self._sleep(PAUSE_S)
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_S):
                        await self._changed.wait_rung(heard)
        finally:
            await asyncio.shield(self._let_go())

    async def _look(self) -> None:
        if not await self._database.read(self._switch.is_needed):
            self._tried_at = None
            await self._let_go()
            return
        if self.is_held and await self._lock.is_held():
            return
        now = asyncio.get_running_loop().time()
        if self._tried_at is None or self.is_held or now - self._tried_at >= AGAIN_S:
            self._tried_at = now
            await self._take()

    async def _take(self) -> None:
        await self._let_go()
        found = KeepAwake(on=True)
        try:
            await self._lock.take()
            self.is_held = True
        except Needless as error:
            found = KeepAwake(on=True, needless=True)
            log.info("awake.needless", why=error.message)
        except Unavailable as error:
            found = KeepAwake(on=True, cannot=error.message)
            log.info("awake.unavailable", why=error.message)
        else:
            log.info("awake.held")
        await self._database.write(lambda connection: self._switch.note_found(connection, found))

    async def _let_go(self) -> None:
        if self.is_held:
            self.is_held = False
            await self._lock.give_back()
            log.info("awake.given_back")
