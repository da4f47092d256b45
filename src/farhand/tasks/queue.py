"""Which queued tasks may start now, and what the others wait for: rules over what is queued and what runs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from farhand.ids import ProjectId, TaskId
from farhand.sayings import tasks as said
from farhand.tasks.task import ACTIVE
from farhand.wire.task_events import Priority, TaskState

RANK: Mapping[Priority, int] = {"high": 0, "normal": 1, "low": 2}
PAUSED = "the queue is paused: nothing new starts"
PARKED_PER_PLACE = 1  # runs that wait for a person beside each place: their agents stay in memory


@dataclass(frozen=True, slots=True)
class Entry:
    """A task as the queue sees it: queued, running, or held by another task.

    `places` is how many agents it has while it runs: one, or one for each fresh attempt that runs; without any it
    counts as little as a task that waits. `parked` is how many of them wait for a person. `place` orders what is
    queued within a priority and project: its number, unless a person moved it.
    """

    id: TaskId
    number: int
    root: TaskId
    project: ProjectId | None
    kind: Literal["agent", "command", "verify"]
    state: TaskState
    places: int = 1
    parked: int = 0
    priority: Priority = "normal"
    words: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """How many tasks may run at once, over all and in each project that limits itself.

    `reviews` are the projects in which nothing new begins, with how many of their changes wait for a person.
    """

    places: int
    of_project: Mapping[ProjectId | None, int]
    reviews: Mapping[ProjectId | None, int] = field(default_factory=dict[ProjectId | None, int])


@dataclass(frozen=True, slots=True)
class Choice:
    """The tasks to start, in order, and the words for those that wait on."""

    start: tuple[Entry, ...]
    delayed: tuple[tuple[Entry, str], ...]


def choose(entries: Sequence[Entry], turns: Mapping[ProjectId | None, int], limits: Limits) -> Choice:
    """Return what starts now; `turns` says when each project last had its turn, as a growing number.

    A run that waits for a person leaves its place to another, at most one for each place.
    """
    room = _Room(entries, limits)
    turns = dict(turns)
    waiting = [each for each in entries if each.state is TaskState.QUEUED]
    start: list[Entry] = []
    while room.free > 0:
        ready = [each for each in waiting if room.obstacle(each) is None]
        if not ready:
            break
        first = min(ready, key=lambda each: (RANK[each.priority], turns.get(each.project, 0), each.place, each.number))
        start.append(first)
        waiting.remove(first)
        room.take(first)
        turns[first.project] = max(turns.values(), default=0) + 1
    full = said.places_busy(limits.places)
    return Choice(tuple(start), tuple((each, room.obstacle(each) or full) for each in waiting))


def free_places(entries: Iterable[Entry], limits: Limits) -> int:
    """Return how many more may start beside what runs."""
    return _Room(entries, limits).free


class _Room:
    """What runs, and what that leaves for others."""

    def __init__(self, entries: Iterable[Entry], limits: Limits) -> None:
        self._limits = limits
        self._running: Counter[ProjectId | None] = Counter()
        self._commands: dict[ProjectId | None, int] = {}
        self._chains: dict[TaskId, int] = {}
        working = active = 0
        for each in sorted(entries, key=lambda each: (each.state not in ACTIVE, each.number)):
            self._chains.setdefault(each.root, each.number)
            if each.state in ACTIVE and each.places:
                active += each.places
                working += each.places - each.parked
                self._note(each)
        self.free = min(limits.places - working, (1 + PARKED_PER_PLACE) * limits.places - active)

    def take(self, entry: Entry) -> None:
        """Note that a task starts."""
        self.free -= 1
        self._note(entry)

    def _note(self, entry: Entry) -> None:
        self._running[entry.project] += 1
        if entry.kind == "command":
            self._commands[entry.project] = entry.number

    def obstacle(self, entry: Entry) -> str | None:
        """Return what keeps a task from starting though there is a place."""
        first = self._chains[entry.root]
        if first != entry.number:
            return said.waits_for_chain(first)
        if entry.kind == "command" and entry.project in self._commands:
            return said.waits_for_command(self._commands[entry.project])
        limit = self._limits.of_project.get(entry.project)
        if limit is not None and self._running[entry.project] >= limit:
            return said.project_busy(limit)
        unreviewed = self._limits.reviews.get(entry.project)
        if unreviewed is not None and entry.kind == "agent" and entry.id == entry.root:
            return said.waits_for_review(unreviewed)
        return None
