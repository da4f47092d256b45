"""The relay as a whole: its connections and their common lifetime."""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Self

from farhand.clock import Clock
from farhand.errors import FarhandError, Unavailable
from farhand.ids import RandomBytes
from farhand.log import Log
from farhand.relay.connection import LOCAL, Connection, Remote
from farhand.relay.desk import Desk
from farhand.relay.engine import Engine
from farhand.relay.entering import Visit
from farhand.relay.login import Nonces, Tokens
from farhand.relay.mailbox import Limits
from farhand.relay.rendezvous import Channel, JoinRefusal, Rendezvouses
from farhand.relay.room import Rooms

_log = Log.of(__name__)
_DEFAULT_LIMITS = Limits()


class Relay:
    """Forwards and stores sealed envelopes for the hosts that `admits` lets in."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        admits: Callable[[str], bool],
        *,
        limits: Limits = _DEFAULT_LIMITS,
        random: RandomBytes = secrets.token_bytes,
    ) -> None:
        self.desk = Desk(
            engine,
            clock,
            random,
            limits,
            admits,
            rooms=Rooms(engine, clock),
            tokens=Tokens(clock, random),
            rendezvouses=Rendezvouses(clock, random),
        )
        self.nonces = Nonces(clock, random)
        self._visits: dict[Visit, None] = {}  # oldest first
        self._group: asyncio.TaskGroup | None = None
        engine.subscribe(self.desk.rooms.wake)

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[Self]:
        """Serve connections within this context; leaving it ends them."""
        failure: Exception | None = None
        async with asyncio.TaskGroup() as group:
            chores = [group.create_task(chore, name="relay chore") for chore in (self._look_on(), self._sweep_on())]
            self._group = group
            try:
                yield self
            except Exception as error:  # noqa: BLE001  # the caller's, raised below outside of a group
                failure = error
            finally:
                self._group = None
                for chore in chores:
                    chore.cancel()
                for visit in self._visits:
                    visit.end("the relay stops")
        if failure:
            raise failure

    def connect(self, audience: str = "local", remote: Remote = LOCAL) -> Connection:
        """Return a new connection, which the relay serves from now on; raises Unavailable."""
        if self._group is None:
            raise Unavailable("the relay is not running")
        visit = Visit(self.desk, audience, remote)
        self._visits[visit] = None
        self._end_oldest_stranger()
        self._group.create_task(self._serve(visit), name="relay connection")
        return visit.connection

    async def _serve(self, visit: Visit) -> None:
        try:
            await visit.run()
        finally:
            del self._visits[visit]

    def _end_oldest_stranger(self) -> None:
        most = self.desk.limits.strangers
        if len(self._visits) > most:
            strangers = [each for each in self._visits if not each.is_inside]
            if len(strangers) > most:
                strangers[0].end("too many connections wait for a login")

    def join(self, rendezvous: str, remote: Remote) -> Channel | JoinRefusal:
        """Bring a device that is not paired yet to a rendezvous."""
        return self.desk.rendezvouses.join(rendezvous, remote)

    def look(self) -> None:
        """Let every reader look whether a wake was lost, and end what expired in memory."""
        self.desk.rendezvouses.sweep()
        self.desk.tokens.sweep()
        for session in self.desk.rooms.attendants():
            session.look()

    async def _look_on(self) -> None:
        while True:
            await asyncio.sleep(self.desk.limits.look_s)
            self.look()

    async def _sweep_on(self) -> None:
        while True:
            try:
                await self.desk.engine.expire(self.desk.clock.now_ms())
            except FarhandError as error:  # the next sweep frees what this one could not
                _log.warning("relay.sweep_failed", code=error.code, reason=error.message)
            await asyncio.sleep(self.desk.limits.sweep_s)
