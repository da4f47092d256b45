"""The composition root: names every concrete class of a host, and runs them. Reading it is reading the system.

`relay_side`, `deciding` and `speaking` are chapters of it.
"""

import asyncio
import secrets
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from farhand.agents.bypass import is_root
from farhand.attention.desktop import has_desktop
from farhand.clock import Clock, SystemClock
from farhand.database import Connection, Database
from farhand.devices.access import Access
from farhand.devices.pairing import Pairing
from farhand.host import tallying
from farhand.host.acting import Acting
from farhand.host.addresses import Addresses
from farhand.host.attempting import Attempting
from farhand.host.briefing import Briefing
from farhand.host.cautioning import Cautioning
from farhand.host.changing import Changing
from farhand.host.chores import Contacting, ListTelling, Once, Sweeping, Tidying, Witnessing
from farhand.host.clearing import Clearing
from farhand.host.commanding import LOCAL
from farhand.host.content import FILES, Content
from farhand.host.control import ControlSocket
from farhand.host.control_api import PairingOffer, Status
from farhand.host.control_changes import ChangeRoutes
from farhand.host.control_comments import CommentRoutes
from farhand.host.control_host import HostRoutes
from farhand.host.control_passkeys import PasskeyRoutes
from farhand.host.control_permissions import PermissionRoutes
from farhand.host.control_power import PowerRoutes
from farhand.host.control_queue import QueueRoutes
from farhand.host.control_statistics import StatisticsRoutes
from farhand.host.control_tasks import TaskRoutes
from farhand.host.control_workspaces import WorkspaceRoutes
from farhand.host.deciding import deciding
from farhand.host.first_record import begin_thread, lost_at_start
from farhand.host.gating import Gate
from farhand.host.inputs import INPUTS, Inputs
from farhand.host.keys import HostKeys, load_keys
from farhand.host.machine import machine_id
from farhand.host.narrating import Narrating
from farhand.host.opening import Opening
from farhand.host.places import places_here
from farhand.host.projects_told import infos
from farhand.host.receiving import Receiving
from farhand.host.reclaiming import Reclaiming
from farhand.host.relay_side import relay_side
from farhand.host.restoring import Restoring
from farhand.host.reviews import unreviewed
from farhand.host.runners import RunnerProcesses
from farhand.host.running import Running
from farhand.host.schema import DATABASE, MIGRATIONS
from farhand.host.serving import serving
from farhand.host.sites import Sites
from farhand.host.speaking import newest_list, speaking
from farhand.host.status import AgentsSeen, StatusReport
from farhand.host.streaming import Streaming
from farhand.host.surveying import Surveying
from farhand.host.witness import Seen, Witness
from farhand.ids import HostId, ProjectId, new_id
from farhand.power.keeping import KeepingAwake
from farhand.power.locks import lock_here
from farhand.power.logind import follow_sleep
from farhand.power.sleeping import Sleeping
from farhand.power.suspended import slept_ms
from farhand.previews.shelf import FOLDER as PREVIEWS
from farhand.runs.folder import RUNS
from farhand.runs.launching import RUNNER, Launching
from farhand.runs.spare import Spare
from farhand.settings import Settings
from farhand.sync.host_mail import HostMail
from farhand.tasks import projects
from farhand.tasks.budget import Budget
from farhand.tasks.limiting import Limiting
from farhand.tasks.scheduling import Reviews, Scheduling
from farhand.thread.thread import LostTail, Thread
from farhand.wire.host_events import ProjectInfo, ProjectsChanged
from farhand.workspaces.opening import Opener

WORKSPACES = "workspaces"


@dataclass(frozen=True, slots=True)
class Host:
    """A running host, for whoever started it: the screen of `farhand up`, the demo, tests."""

    invite: Callable[[], Awaitable[PairingOffer]]
    open_link: Callable[[], Awaitable[str]]
    add_project: Callable[[Path], Awaitable[ProjectInfo]]
    pairing: Pairing
    database: Database
    thread: Thread
    mail: HostMail
    status: Callable[[Connection], Status]
    agents_found: asyncio.Event


@dataclass(frozen=True, slots=True)
class Start:
    """What a host is started with: `examples` are messages to offer, `environment` is added to that of every agent.

    `runner` is the program that carries out a run.
    """

    settings: Settings
    addresses: Addresses
    sockets: Sequence[socket.socket]
    projects: Sequence[Path] = ()
    demo: bool = False
    examples: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    runner: Sequence[str] = RUNNER
    clock: Clock = field(default_factory=SystemClock)


@asynccontextmanager
async def running_host(start: Start) -> AsyncGenerator[Host]:
    """Run a host within this context; leaving it says goodbye to the devices. The caller holds the data's lock."""
    settings, clock, random = start.settings, start.clock, secrets.token_bytes
    async with AsyncExitStack() as stack:
        keys = load_keys(settings.data)
        host_id = HostId(keys.identity.id)
        database = await stack.enter_async_context(Database.open(settings.data / DATABASE, MIGRATIONS))
        thread = await database.read(lambda connection: Thread.load(connection, keys.identity, clock, random))
        thread.observers.append(tallying.note)
        await database.write(lambda connection: tallying.catch_up(connection, thread))
        relays = await stack.enter_async_context(relay_side(settings, keys.identity, clock))

        decide = deciding(settings, start.addresses.origins, keys, database, thread, clock, random)
        access, notices, intake, commanding = decide.access, decide.notices, decide.intake, decide.commanding

        # who acts
        gate = Gate()
        changing = Changing(database, thread, intake, gate.wake, settings.data / RUNS, clock)
        opening = Opening(database, thread, Opener(settings.open_with, has_desktop).open, clock)
        acting = Acting(gate.wake, notices.wake, changing.wake, opening.wake)
        receiving = Receiving(
            database, thread, intake, commanding, decide.guarding, host_id, keys.hpke, acting.perform, clock
        )

        async def restore(lost: LostTail, incarnation: str) -> None:
            acting.perform(await database.write(lambda c: decide.restoring.restore(c, lost, incarnation)))

        witness = Witness(Path(platformdirs.user_state_dir("farhand", appauthor=False)), host_id)
        seen = witness.recall()
        await database.write(lambda connection: _recognise(connection, thread, decide.restoring, machine_id(), seen))
        await database.write(lambda connection: _begin(connection, start, thread, access, keys, clock))
        await database.write(decide.push_asks.begin)
        await database.write(decide.guarding.begin)

        # who speaks
        content = Content(settings.data / FILES)
        speak = speaking(
            keys,
            database,
            thread,
            decide,
            receiving,
            restore,
            gate,
            relays,
            content,
            settings.data / PREVIEWS,
            clock,
            random,
            name=settings.name,
            demo=start.demo,
        )
        meeting, pairing, inbox, mail = speak.meeting, speak.pairing, speak.inbox, speak.mail

        # who works
        streaming = Streaming(database, thread, keys.identity, mail.send, lambda: bool(inbox.connected), clock, random)
        narrating = Narrating(
            thread, decide.moving, decide.concluding, decide.budgeting, notices, decide.parking, clock
        )
        launching = Launching(settings.data / RUNS, program=start.runner)
        spare = Spare(launching.start_waiting)
        launching.use(spare)
        runners = RunnerProcesses(launching, database)
        inputs = Inputs(database, content, relays.blobs, settings.data / INPUTS, clock)
        running = Running(
            database,
            thread,
            narrating,
            Attempting(
                database, thread, decide.moving, narrating, decide.concluding, decide.attempt_waits, clock, random
            ),
            decide.concluding,
            decide.budgeting,
            Cautioning(thread, notices, clock, start.environment, is_root=is_root()),
            streaming,
            runners,
            relays.blobs,
            inputs,
            Briefing(thread, decide.budgeting, inputs, start.environment, settings.hold_minutes * 60),
            settings.data / WORKSPACES,
            acting.perform,
            clock,
            random,
        )
        places = settings.parallel or places_here()
        limiting = Limiting(decide.moving, clock, Budget(settings.day_usd, settings.day_minutes))
        scheduling = Scheduling(
            database, decide.moving, running, limiting, places, Reviews(settings.review_limit, unreviewed)
        )
        gate.use(scheduling)
        acting.use(running)

        # who frees the disk
        reclaiming, workspace_routes = _reclaiming(start, database, thread, runners, clock)

        # who sleeps, and when not
        switch = commanding.keep_awake
        keeping_awake = KeepingAwake(database, switch, lock_here(), thread.changed)

        # who is asked
        agents = AgentsSeen(start.demo)
        status = StatusReport(
            settings,
            start.addresses,
            thread,
            mail,
            agents,
            decide.budgeting,
            places,
            switch,
            lambda: keeping_awake.is_held,
            demo=start.demo,
        )
        host_routes = HostRoutes(
            database,
            thread,
            commanding,
            access,
            pairing,
            start.addresses,
            status.report,
            lambda: inbox.connected,
            settings.relay,
            acting.perform,
            random,
        )
        routes = [
            *TaskRoutes(
                database,
                thread,
                intake,
                commanding,
                decide.budgeting,
                acting.perform,
                running.read_diff,
                inputs.accept,
                random,
            ).routes(),
            *QueueRoutes(database, commanding, acting.perform, clock).routes(),
            *ChangeRoutes(database, thread, clock, acting.perform).routes(),
            *CommentRoutes(database, decide.commenting, acting.perform, clock, random).routes(),
            *PermissionRoutes(database, commanding.permitting, acting.perform).routes(),
            *PasskeyRoutes(database, decide.guarding).routes(),
            *workspace_routes.routes(),
            *PowerRoutes(database, switch).routes(),
            *host_routes.routes(),
            *StatisticsRoutes(database, clock).routes(),
        ]

        async with serving(
            changing,
            opening,
            gate,
            Sites(start.addresses, start.sockets, relays.relay),
            ControlSocket(settings.data, routes),
            meeting,
            mail,
            ListTelling(database, decide.list_changed, newest_list, mail.put_access),
            acting,
            notices,
            speak.previewing,
            spare,
            running,
            scheduling,
            reclaiming,
            keeping_awake,
            Sleeping(database, thread, mail.tell_state, follow_sleep, slept_ms, clock),
            Sweeping(database, access, notices),
            Contacting(database, lambda: inbox.connected, clock),
            Witnessing(database, thread, witness),
            Tidying(runners.tidy),
            Clearing(database, settings.data / FILES, settings.data / INPUTS, clock),
            Once("agents", lambda: agents.look(database, thread, clock)),
        ):
            yield Host(
                host_routes.invite,
                host_routes.open_link,
                host_routes.add_project,
                pairing,
                database,
                thread,
                mail,
                status.report,
                agents.found,
            )


def _reclaiming(
    start: Start, database: Database, thread: Thread, runners: RunnerProcesses, clock: Clock
) -> tuple[Reclaiming, WorkspaceRoutes]:
    settings, folder, random = start.settings, runners.folder, secrets.token_bytes
    root, budget_gb = settings.data / WORKSPACES, settings.workspaces_gb
    surveying = Surveying(database, thread, root, folder, budget_gb, clock)
    reclaiming = Reclaiming(database, thread, surveying, folder, start.environment, clock, random)
    return reclaiming, WorkspaceRoutes(surveying, reclaiming)


def _begin(connection: Connection, start: Start, thread: Thread, access: Access, keys: HostKeys, clock: Clock) -> None:
    name, demo, examples = start.settings.name, start.demo, start.examples
    begin_thread(connection, thread, access, keys, clock, name=name, demo=demo, examples=examples)
    before = projects.every(connection)
    for path in start.projects:
        projects.add(connection, ProjectId(new_id()), path)
    now = projects.every(connection)
    if now != before:
        thread.append(connection, ProjectsChanged(at=clock.now_ms(), origin=LOCAL, projects=infos(connection)))


def _recognise(connection: Connection, thread: Thread, restoring: Restoring, machine: str, seen: Seen | None) -> None:
    # One transaction: a start that is cut off between the two must find out again.
    lost = lost_at_start(connection, thread, machine, seen)
    if lost is not None:
        restoring.restore(connection, lost, seen.incarnation if seen and lost.reason == "backup" else None)
