"""What the host says of itself: its status, and the agents it found."""

import asyncio
import os
from collections.abc import Callable
from importlib.metadata import version

from farhand.agents.discovery import find_agents
from farhand.attention.passkeys.guarding import Guarding
from farhand.attention.push.subscribing import Subscribing
from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.devices import store as devices
from farhand.host.addresses import Addresses
from farhand.host.budgeting import Budgeting
from farhand.host.control_api import KeptAwake, Status
from farhand.host.projects_told import infos
from farhand.log import Log
from farhand.power.switch import Switch
from farhand.settings import Settings
from farhand.sync.host_mail import HostMail
from farhand.tasks import queue_store
from farhand.tasks.queue import PAUSED
from farhand.thread.projection import Projection
from farhand.thread.thread import Thread
from farhand.wire.host_events import AgentInfo, AgentsFound, ProjectsChanged
from farhand.wire.task_events import QueueChanged

log = Log.of(__name__)


class AgentsSeen:
    """Looks for agents, after the QR is shown, and tells the devices when something changed."""

    def __init__(self, demo: bool) -> None:
        self.infos: tuple[AgentInfo, ...] | None = None
        self.found = asyncio.Event()
        self._demo = demo

    async def look(self, database: Database, thread: Thread, clock: Clock) -> None:
        """Look once."""
        try:
            findings = await asyncio.to_thread(find_agents)
        except Exception:  # the edge of this look: whatever lies in a person's folders must not end the host
            log.exception("agents.not_looked_for")
            findings = ()
        infos = tuple(
            AgentInfo(
                agent=each.agent,
                name=each.name,
                version=each.version,
                ready=each.ready or (self._demo and each.version is not None),
                note=None if self._demo else each.note,
            )
            for each in findings
        )

        def tell(connection: Connection) -> None:
            if _newest_agents(connection, thread) != infos:
                thread.append(connection, AgentsFound(at=clock.now_ms(), agents=infos))

        await database.write(tell)
        self.infos = infos
        self.found.set()


class StatusReport:
    """Puts the status together."""

    def __init__(
        self,
        settings: Settings,
        addresses: Addresses,
        thread: Thread,
        mail: HostMail,
        agents: AgentsSeen,
        budgeting: Budgeting,
        places: int,
        switch: Switch,
        is_kept_awake: Callable[[], bool],
        *,
        demo: bool,
    ) -> None:
        self._settings = settings
        self._addresses = addresses
        self._thread = thread
        self._mail = mail
        self._agents = agents
        self._budgeting = budgeting
        self._places = places
        self._switch = switch
        self._is_kept_awake = is_kept_awake
        self._demo = demo

    def report(self, connection: Connection) -> Status:
        """Return the status as it is now."""
        tip = self._thread.tip(connection)
        return Status(
            name=self._settings.name,
            version=version("farhand"),
            pid=os.getpid(),
            data=str(self._settings.data),
            addresses=tuple(f"http://{each}:{self._addresses.port}" for each in self._addresses.bound),
            demo=self._demo,
            paired=len(devices.every(connection)),
            relay=self._settings.relay or "inside",
            connected=self._mail.connected,
            seq=tip.seq if tip else 0,
            parallel=self._places,
            paused=queue_store.is_paused(connection),
            today=self._budgeting.today(connection),
            keep_awake=KeptAwake(now=self._is_kept_awake(), **dict(self._switch.standing(connection))),
            agents=self._agents.infos,
            projects=infos(connection),
        )


def tell_anew(
    connection: Connection,
    thread: Thread,
    budgeting: Budgeting,
    subscribing: Subscribing,
    guarding: Guarding,
    keep_awake: Switch,
    clock: Clock,
) -> None:
    """Repeat what holds of the whole host, for a device that has just joined."""
    thread.append(connection, ProjectsChanged(at=clock.now_ms(), projects=infos(connection)))
    agents = _newest_agents(connection, thread)
    if agents is not None:
        thread.append(connection, AgentsFound(at=clock.now_ms(), agents=agents))
    if queue_store.is_paused(connection):
        thread.append(connection, QueueChanged(at=clock.now_ms(), paused=True, words=PAUSED))
    thread.append(connection, budgeting.today(connection))
    subscribing.tell(connection)
    guarding.tell(connection)
    keep_awake.tell_anew(connection)


def _newest_agents(connection: Connection, thread: Thread) -> tuple[AgentInfo, ...] | None:
    row = connection.execute("SELECT seq FROM records WHERE type = 'agents.found' ORDER BY seq DESC LIMIT 1").fetchone()
    if row is None:
        return None
    (record,) = thread.since(connection, row["seq"] - 1, 1)
    return Projection.of((record,)).agents
