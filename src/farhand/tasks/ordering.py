"""Where a queued task stands among those of its project: a person's order, as a pure rule and in SQLite."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from farhand.database import Connection
from farhand.errors import Conflict
from farhand.ids import TaskId
from farhand.tasks.queue import RANK, Entry
from farhand.wire.task_events import Spot


def reorder(queued: Sequence[Entry], moved: Entry, spot: Spot, other: Entry | None = None) -> Mapping[TaskId, Entry]:
    """Return the entries whose place or priority changes when one is moved among those of its project.

    It takes the priority of the one that it is put beside, and the places of that priority are dealt out anew, so that
    nothing else changes its place. Raises Conflict where it would come before what it builds on.
    """
    line = sorted((each for each in queued if each.id != moved.id), key=lambda each: (RANK[each.priority], each.place))
    if not line:
        return {}
    beside = other or (line[0] if spot == "top" else line[-1])
    line.insert(line.index(beside) + (spot in {"bottom", "after"}), replace(moved, priority=beside.priority))
    chain = [each.number for each in line if each.root == moved.root]
    if chain != sorted(chain):
        raise Conflict("a task cannot come before one that it builds on", hint="`farhand show` says what it follows")
    group = [each for each in line if each.priority == beside.priority]
    places = sorted(each.place for each in group)
    dealt = (replace(each, place=place) for each, place in zip(group, places, strict=True))
    before = {each.id: each for each in queued}
    return {each.id: each for each in dealt if each != before[each.id]}


def save(connection: Connection, entry: Entry) -> None:
    """Note the place and priority of a task."""
    connection.execute("INSERT OR REPLACE INTO places VALUES (?,?)", (entry.id, entry.place))
    connection.execute("UPDATE tasks SET priority = ? WHERE id = ?", (entry.priority, entry.id))
