"""The first record of a thread, and what a start finds out about the data it starts on."""

from farhand.clock import Clock
from farhand.database import Connection
from farhand.devices.access import Access
from farhand.host import facts
from farhand.host.keys import HostKeys
from farhand.host.witness import Seen
from farhand.thread.thread import LostTail, Thread
from farhand.wire.host_events import ThreadStarted

MACHINE = "machine"


def begin_thread(
    connection: Connection,
    thread: Thread,
    access: Access,
    keys: HostKeys,
    clock: Clock,
    *,
    name: str,
    demo: bool,
    examples: tuple[str, ...] = (),
) -> None:
    """Write the first record and sign the first, empty list, unless there is a thread."""
    if thread.tip(connection) is None:
        started = ThreadStarted(
            at=clock.now_ms(),
            host_name=name,
            key=keys.identity.public,
            hpke=keys.hpke.public,
            demo=demo,
            examples=examples,
        )
        thread.append(connection, started)
        access.create(connection)


def lost_at_start(connection: Connection, thread: Thread, machine: str, seen: Seen | None) -> LostTail | None:
    """Return what this start lost: the data came from another machine, or is older than what was noted here."""
    before = facts.find(connection, MACHINE)
    facts.note(connection, MACHINE, machine)
    tip = thread.tip(connection)
    if tip is None:
        return None
    if before is not None and before != machine:
        return LostTail("copied", tip.seq)
    return thread.lost_tail(connection, seen.incarnation, seen.seq, seen.hash) if seen else None
