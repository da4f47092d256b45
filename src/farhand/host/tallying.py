"""Keeps the facts of each task as the thread tells them, in the same transaction, and counts them when asked."""

from farhand.clock import Clock
from farhand.database import Connection
from farhand.outcomes import store as outcomes
from farhand.outcomes.facts import after, begun
from farhand.outcomes.statistics import count
from farhand.routing.complexity import estimate
from farhand.tasks import store
from farhand.thread.projection import event_of
from farhand.thread.thread import Thread, task_of
from farhand.wire.events import AnyEvent
from farhand.wire.statistics import Statistics
from farhand.wire.task_events import TaskCreated


def note(connection: Connection, event: AnyEvent) -> None:
    """Keep what an event adds to the facts of its task."""
    if isinstance(event, TaskCreated):
        judged = event.estimate or estimate(store.get(connection, event.task).text)  # none on a task from before
        outcomes.save(connection, begun(event, judged.complexity))
        return
    task = task_of(event)
    facts = outcomes.find(connection, task) if task is not None else None
    if facts is None:
        return
    noted = after(facts, event)
    if noted != facts:
        outcomes.save(connection, noted)


def catch_up(connection: Connection, thread: Thread) -> None:
    """Read anew, from the thread, the tasks of which no facts were kept: those of an earlier version."""
    known = outcomes.known(connection)
    for task in store.newest(connection, limit=-1):
        if task.id not in known:
            for record in thread.about(connection, task.id):
                if (event := event_of(record)) is not None:
                    note(connection, event)


def tell(connection: Connection, clock: Clock, since_ms: int | None, project: str | None) -> Statistics:
    """Return the statistics of the tasks made from a moment on, of one project or of all."""
    found = outcomes.made_since(connection, since_ms or 0, project)
    return count(found, clock.now_ms(), since_ms, project)
