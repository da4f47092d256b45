"""Who speaks with the relay and the devices."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.devices import store as devices
from farhand.devices.pairing import Pairing
from farhand.host.content import Content
from farhand.host.deciding import Deciding
from farhand.host.filenames import FilenameLists
from farhand.host.gating import Gate, GatedDial
from farhand.host.inbox import HostInbox
from farhand.host.keys import HostKeys
from farhand.host.late import Outgoing
from farhand.host.machine import machine_id
from farhand.host.meeting import Meeting
from farhand.host.previewing import Previewing
from farhand.host.receiving import Receiving
from farhand.host.relay_side import RelaySide
from farhand.host.requests import Requests
from farhand.host.status import tell_anew
from farhand.ids import HostId, RandomBytes, new_id
from farhand.previews.shelf import Shelf
from farhand.sync.answering import Answering
from farhand.sync.host_mail import HostMail
from farhand.thread.thread import LostTail, Thread
from farhand.wire.relay import Lease, Signed


@dataclass(frozen=True, slots=True)
class Speaking:
    """Those who speak, made for each other."""

    meeting: Meeting
    pairing: Pairing
    inbox: HostInbox
    mail: HostMail
    previewing: Previewing


def speaking(
    keys: HostKeys,
    database: Database,
    thread: Thread,
    decide: Deciding,
    receiving: Receiving,
    restore: Callable[[LostTail, str], Awaitable[None]],
    gate: Gate,
    relays: RelaySide,
    content: Content,
    previews: Path,
    clock: Clock,
    random: RandomBytes,
    *,
    name: str,
    demo: bool,
) -> Speaking:
    """Put together who speaks, over links to the relay that `gate` watches."""
    meeting, outgoing = Meeting(), Outgoing()
    pairing = Pairing(
        database,
        thread,
        decide.access,
        keys.identity,
        keys.hpke,
        meeting,
        clock,
        name,
        outgoing.put_access,
        demo=demo,
    )
    answering = Answering(thread, keys.identity, clock, random)
    previewing = Previewing(database, content, Shelf(previews), relays.blobs, clock, random)
    requests = Requests(
        database,
        answering,
        HostId(keys.identity.id),
        keys.hpke,
        outgoing.send,
        restore,
        decide.visibility,
        FilenameLists(clock),
        previewing,
        decide.guarding,
        lambda: inbox.connected,
        clock,
    )
    inbox = HostInbox(
        database,
        thread,
        receiving,
        requests,
        pairing,
        decide.access,
        restore,
        gate.open,
        outgoing.superseded,
        lambda connection: tell_anew(
            connection,
            thread,
            decide.budgeting,
            decide.subscribing,
            decide.guarding,
            decide.commanding.keep_awake,
            clock,
        ),
        clock,
    )
    mail = HostMail(
        database,
        thread,
        keys.identity,
        GatedDial(relays.dial, gate, inbox.forget_devices),
        inbox,
        clock,
        lease=Lease(machine=machine_id(), boot=new_id(random)),
        access=newest_list,
    )
    outgoing.use(mail, decide.notices, database)
    meeting.use(mail)
    return Speaking(meeting, pairing, inbox, mail, previewing)


def newest_list(connection: Connection) -> Signed | None:
    """Return the newest signed list of devices."""
    newest = devices.get_list(connection)
    return newest[1] if newest else None
