"""What goes on and what goes wrong in a world, drawn from a seed. Pure: the same seed is the same plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeVar, get_args

from farhand.wire.permissions import Scope

T = TypeVar("T")
Victim = Literal["host", "runner", "agent"]
GitLock = Literal[
    "index", "head", "config", "packed refs", "branch", "base", "worktree index", "worktree head", "worktree locked"
]
Branch = Literal["fix", "stop", "revert"]
"""What a message says is to happen when its check fails."""

VICTIMS: tuple[Victim, ...] = get_args(Victim)
SCOPES: tuple[Scope, ...] = ("task", "project")
LOCKS: tuple[GitLock, ...] = get_args(GitLock)
BRANCHES: tuple[Branch, ...] = get_args(Branch)
DEEDS = ("write", "slow", "ask", "children", "bad", "awful", "limit", "crash")
DEED_WEIGHTS = (8, 8, 4, 4, 2, 2, 1, 2)
ALLOWS, GRANTS, COMMANDS, FOLLOWS, DEPENDS, ATTEMPTS, BUDGETS = 0.8, 0.3, 0.15, 0.3, 0.2, 0.25, 0.15
"""How often a person allows what is asked, and for good; a message is a command, a follow-up, comes after another task,
asks for fresh attempts, or has a budget."""
BUDGET_MINUTES = 0.01  # some tasks use it up

REAL, ELSEWHERE, SPARING = 0.15, 0.4, 0.3
"""How often the agent is the real program, the relay one of its own, and the day has a budget."""

SKEWS_MS = (-86_400_000, -60_000, 60_000, 3_600_000, 2_592_000_000)
BUSY_S = (0.5, 3.0, 12.0)  # the last is longer than the host waits for the database


@dataclass(frozen=True, slots=True)
class Moment:
    """When a move is made: after so many more records in the thread (or none for a while), and a little later."""

    records: int
    later_s: float


@dataclass(frozen=True, slots=True)
class Send:
    """A message that is one task; `follows` and `after` are earlier tasks, by their place."""

    kind: Literal["agent", "command"]
    deeds: tuple[str, ...]
    follows: int | None = None
    after: int | None = None
    best_of: int | None = None
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class SendBatch:
    """A message that is a task for each item."""

    items: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SendSteps:
    """A message of steps: work, the checks as a gate, and what is done where they fail."""

    deeds: tuple[str, ...]
    branch: Branch


@dataclass(frozen=True, slots=True)
class Cancel:
    """A person stops a task."""

    place: int


@dataclass(frozen=True, slots=True)
class Resume:
    """A person goes on with a task, if it can be gone on with."""

    place: int


@dataclass(frozen=True, slots=True)
class AnswerAll:
    """A person answers everything that is open, by a rule for as far as the yes reaches."""

    allow: bool
    scope: Scope = "once"


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
    """Another program holds the write lock of the host's database, or of its relay's."""

    database: Literal["host", "relay"]
    seconds: float


@dataclass(frozen=True, slots=True)
class LoseRelay:
    """A relay of its own is away for a while."""

    seconds: float


@dataclass(frozen=True, slots=True)
class FillDisk:
    """The disk has no room for a while."""

    seconds: float


@dataclass(frozen=True, slots=True)
class SetClock:
    """The clock jumps."""

    skew_ms: int


Sending = Send | SendBatch | SendSteps
Move = Sending | Cancel | Resume | AnswerAll | Kill | Restart | LeaveLock | KeepBusy | LoseRelay | FillDisk | SetClock


@dataclass(frozen=True, slots=True)
class Step:
    """A move and when it is made."""

    moment: Moment
    move: Move


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a world is like."""

    is_real: bool = False
    is_relay_elsewhere: bool = False
    is_sparing: bool = False

    @property
    def words(self) -> str:
        """Say it."""
        parts = {"real agent": self.is_real, "own relay": self.is_relay_elsewhere, "day's budget": self.is_sparing}
        return ", ".join(name for name, holds in parts.items() if holds) or "plain"


@dataclass(frozen=True, slots=True)
class Plan:
    """All of one world."""

    seed: int
    surroundings: Surroundings
    steps: tuple[Step, ...]


def draw(seed: int, kills: int) -> Plan:
    """Return the plan of a seed, with so many kills in it."""
    random = Random(seed)  # noqa: S311  # a plan that comes again, no secret
    surroundings = Surroundings(random.random() < REAL, random.random() < ELSEWHERE, random.random() < SPARING)
    return Plan(seed, surroundings, tuple(_steps(random, surroundings, kills)))


def count_tasks(move: Move) -> int:
    """Return how many tasks a move makes."""
    match move:
        case Send():
            return 1
        case SendBatch(items):
            return len(items)
        case SendSteps(branch="fix"):
            return 3
        case SendSteps():
            return 2
        case _:
            return 0


def _steps(random: Random, surroundings: Surroundings, kills: int) -> Iterator[Step]:
    sent = 0
    for _ in range(3):
        sending = _send(random, sent)
        yield Step(Moment(0, 0.0), sending)
        sent += count_tasks(sending)
    while kills:
        move = _move(random, surroundings, sent)
        sent += count_tasks(move)
        kills -= isinstance(move, Kill)
        yield Step(Moment(random.randint(0, 4), random.uniform(0, 0.15)), move)


def _move(random: Random, surroundings: Surroundings, sent: int) -> Move:
    match _choose(random, ("send", "kill", "person", "fault"), (5, 5, 3, 2)):
        case "send":
            return _send(random, sent)
        case "kill":
            return Kill(_choose(random, VICTIMS, (4, 4, 2)), random.uniform(0, 0.6))
        case "person":
            return _person(random, sent)
        case _:
            return _fault(random, surroundings)


def _person(random: Random, sent: int) -> Move:
    # What is newest is most likely under way.
    place = max(0, sent - 1 - int(random.expovariate(0.5)))
    match _choose(random, ("cancel", "resume", "answer"), (2, 2, 3)):
        case "cancel":
            return Cancel(place)
        case "resume":
            return Resume(place)
        case _:
            return AnswerAll(random.random() < ALLOWS, random.choice(SCOPES) if random.random() < GRANTS else "once")


def _fault(random: Random, surroundings: Surroundings) -> Move:
    away = ("relay",) if surroundings.is_relay_elsewhere else ()
    match random.choice(("restart", "lock", "busy", "disk", "clock", *away)):
        case "restart":
            return Restart()
        case "lock":
            return LeaveLock(random.choice(LOCKS))
        case "busy":
            return KeepBusy(random.choice(("host", "host", "relay")), random.choice(BUSY_S))
        case "relay":
            return LoseRelay(random.uniform(0.5, 5))
        case "disk":
            return FillDisk(random.uniform(0.5, 3))
        case _:
            return SetClock(random.choice(SKEWS_MS))


def _send(random: Random, sent: int) -> Sending:
    earlier = random.randrange(sent) if sent else None
    match _choose(random, ("one", "batch", "steps"), (8, 1, 2)):
        case "batch":
            return SendBatch(tuple(_deeds(random) for _ in range(random.randint(2, 3))))
        case "steps":
            return SendSteps(_deeds(random), random.choice(BRANCHES))
        case _ if random.random() < COMMANDS:
            return Send("command", (), after=_perhaps(random, earlier, DEPENDS))
        case _:
            follows, after = _perhaps(random, earlier, FOLLOWS), _perhaps(random, earlier, DEPENDS)
            attempts, minutes = _perhaps(random, 2, ATTEMPTS), _perhaps(random, BUDGET_MINUTES, BUDGETS)
            return Send("agent", _deeds(random), follows, after, attempts, minutes)


def _deeds(random: Random) -> tuple[str, ...]:
    return tuple(random.choices(DEEDS, DEED_WEIGHTS, k=random.randint(1, 4)))


def _perhaps(random: Random, value: T, share: float) -> T | None:
    return value if random.random() < share else None


def _choose(random: Random, options: Sequence[T], weights: Sequence[int]) -> T:
    return random.choices(options, weights)[0]
