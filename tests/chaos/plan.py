"""What goes on and what goes wrong in a world, drawn from a seed. Pure: the same seed is the same plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeVar

T = TypeVar("T")
Victim = Literal["host", "runner", "agent"]
GitLock = Literal["index", "worktree index", "branch", "worktree head", "worktree locked"]

VICTIMS: tuple[Victim, ...] = ("host", "runner", "agent")
LOCKS: tuple[GitLock, ...] = ("index", "worktree index", "branch", "worktree head", "worktree locked")
DEEDS = ("write", "slow", "ask", "children", "bad", "crash")
DEED_WEIGHTS = (4, 4, 2, 2, 1, 1)
ALLOWS, COMMANDS, FOLLOWS, DEPENDS = 0.8, 0.15, 0.3, 0.2
"""How often a person allows what is asked; a message is a command, a follow-up, or comes after another task."""

SKEWS_MS = (-86_400_000, -60_000, 60_000, 3_600_000, 2_592_000_000)
BUSY_S = (0.5, 3.0, 12.0)  # the last is longer than the host waits for the database


@dataclass(frozen=True, slots=True)
class Moment:
    """When a move is made: after so many more records in the thread (or none for a while), and a little later."""

    records: int
    later_s: float


@dataclass(frozen=True, slots=True)
class Send:
    """A message; `follows` and `after` are earlier ones, by their place."""

    kind: Literal["agent", "command"]
    deeds: tuple[str, ...]
    follows: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Cancel:
    """A person stops the task of a message."""

    message: int


@dataclass(frozen=True, slots=True)
class Resume:
    """A person goes on with the task of a message, if it can be gone on with."""

    message: int


@dataclass(frozen=True, slots=True)
class AnswerAll:
    """A person answers everything that is open."""

    allow: bool


@dataclass(frozen=True, slots=True)
class Kill:
    """Somebody is killed; a host comes again after a while."""

    victim: Victim
    down_s: float


@dataclass(frozen=True, slots=True)
class Restart:
    """The host is stopped as a person would, and started again."""


@dataclass(frozen=True, slots=True)
class LeaveLock:
    """A git that was killed left a lock behind, or a worktree locked."""

    lock: GitLock


@dataclass(frozen=True, slots=True)
class KeepBusy:
    """Another program holds the database's write lock."""

    seconds: float


@dataclass(frozen=True, slots=True)
class FillDisk:
    """No file can grow for a while."""

    seconds: float


@dataclass(frozen=True, slots=True)
class SetClock:
    """The clock jumps."""

    skew_ms: int


Move = Send | Cancel | Resume | AnswerAll | Kill | Restart | LeaveLock | KeepBusy | FillDisk | SetClock


@dataclass(frozen=True, slots=True)
class Step:
    """A move and when it is made."""

    moment: Moment
    move: Move


@dataclass(frozen=True, slots=True)
class Plan:
    """All of one world."""

    seed: int
    steps: tuple[Step, ...]


def draw(seed: int, kills: int) -> Plan:
    """Return the plan of a seed, with so many kills in it."""
    random = Random(seed)  # noqa: S311  # a plan that comes again, no secret
    return Plan(seed, tuple(_steps(random, kills)))


def _steps(random: Random, kills: int) -> Iterator[Step]:
    sent = 0
    for _ in range(3):
        yield Step(Moment(0, 0.0), _send(random, sent))
        sent += 1
    while kills:
        move = _move(random, sent)
        sent += isinstance(move, Send)
        kills -= isinstance(move, Kill)
        yield Step(Moment(random.randint(0, 4), random.uniform(0, 0.15)), move)


def _move(random: Random, sent: int) -> Move:
    match _choose(random, ("send", "kill", "person", "fault"), (5, 5, 3, 2)):
        case "send":
            return _send(random, sent)
        case "kill":
            return Kill(_choose(random, VICTIMS, (4, 4, 2)), random.uniform(0, 0.6))
        case "person":
            return _person(random, sent)
        case _:
            return _fault(random)


def _person(random: Random, sent: int) -> Move:
    # What is newest is most likely under way.
    message = max(0, sent - 1 - int(random.expovariate(0.5)))
    match _choose(random, ("cancel", "resume", "answer"), (2, 2, 3)):
        case "cancel":
            return Cancel(message)
        case "resume":
            return Resume(message)
        case _:
            return AnswerAll(random.random() < ALLOWS)


def _fault(random: Random) -> Move:
    match random.choice(("restart", "lock", "busy", "disk", "clock")):
        case "restart":
            return Restart()
        case "lock":
            return LeaveLock(random.choice(LOCKS))
        case "busy":
            return KeepBusy(random.choice(BUSY_S))
        case "disk":
            return FillDisk(random.uniform(0.5, 3))
        case _:
            return SetClock(random.choice(SKEWS_MS))


def _send(random: Random, sent: int) -> Send:
    earlier = random.randrange(sent) if sent else None
    if random.random() < COMMANDS:
        return Send("command", (), after=_perhaps(random, earlier, DEPENDS))
    deeds = tuple(random.choices(DEEDS, DEED_WEIGHTS, k=random.randint(1, 4)))
    return Send("agent", deeds, _perhaps(random, earlier, FOLLOWS), _perhaps(random, earlier, DEPENDS))


def _perhaps(random: Random, value: int | None, share: float) -> int | None:
    return value if random.random() < share else None


def _choose(random: Random, options: Sequence[T], weights: Sequence[int]) -> T:
    return random.choices(options, weights)[0]
