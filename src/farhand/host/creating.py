"""Makes tasks of a message: stored, told in the thread, each with its ticket, its place and what it comes after."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from farhand.clock import Clock
from farhand.database import Connection
from farhand.errors import UsageError
from farhand.ids import MessageId, ProjectId, RandomBytes, TaskId, new_id
from farhand.routing.clarity import is_vague
from farhand.routing.complexity import estimate
from farhand.routing.route import route
from farhand.routing.steps import Step, steps_in, tasks_in
from farhand.routing.ticket import verify_of, written
from farhand.routing.wishes import wish_of
from farhand.tasks import attempts_store, budgets, dependencies, steps, store, tickets
from farhand.tasks.budget import NO_WISH, Wish
from farhand.tasks.plan import is_checked_later
from farhand.tasks.task import Task
from farhand.tasks.title import title_of
from farhand.thread.thread import Thread
from farhand.wire.task_events import Priority, TaskCreated, TaskStep, Ticket, Verify

MAX_TASKS = 100  # of one message: more is a mistake, and each would get a place in the thread


@dataclass(frozen=True, slots=True)
class Part:
    """What one task of a message is to be; several parts of a `Job` are its steps."""

    kind: Literal["agent", "command", "verify"]
    title: str
    text: str
    verify: Verify
    step: TaskStep | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work of a message. `continues` says that it builds on what came before.

    `is_vague`: it says too little to begin with.
    """

    text: str
    parts: tuple[Part, ...]
    continues: bool = False
    is_vague: bool = False
    wish: Wish = NO_WISH


@dataclass(frozen=True, slots=True)
class Place:
    """Where a task belongs: its message and what that `said`, its project, and the tasks that come before it."""

    message: MessageId
    said: str
    origin: str
    priority: Priority
    best_of: int | None
    wish: Wish
    project: ProjectId | None
    follows: Task | None
    after: tuple[TaskId, ...] = ()


def jobs_of(
    text: str,
    then: Sequence[str] = (),
    checks: Sequence[str] = (),
    ticket: Ticket | None = None,
    *,
    checks_only: bool,
) -> tuple[Job, ...]:
    """Return what a message asks for, in order; raises UsageError where it asks for nothing, or too much at once."""
    texts = (text,) if then else tasks_in(text)
    jobs = tuple(_job(each, then, checks, ticket, checks_only=checks_only) for each in texts)
    if not all(part.text for job in jobs for part in job.parts):
        raise UsageError("the message is empty", hint="say what is to be done")
    if sum(len(job.parts) for job in jobs) > MAX_TASKS:
        raise UsageError(f"the message is more than {MAX_TASKS} tasks", hint="send it in parts")
    return jobs


def one_task(text: str) -> Job:
    """Return a text as one task of an agent, whatever it seems to ask for."""
    return Job(text, (Part("agent", title_of(text), text, Verify()),))


def _job(text: str, then: Sequence[str], checks: Sequence[str], ticket: Ticket | None, *, checks_only: bool) -> Job:
    routed = route(text)
    if routed.kind == "command" and not then:
        if checks or ticket:
            raise UsageError(
                "a command is its own check, and has no ticket",
                hint="send in words what is to be done, or the bare command",
            )
        return Job(routed.text, (Part("command", title_of(routed.text), routed.text, Verify()),))
    said = verify_of(written(text, ticket))
    commands = tuple(dict.fromkeys((*checks, *said.commands)))
    is_only = bool(commands) and (checks_only or said.is_only)
    verify = said.model_copy(update={"commands": commands, "is_only": is_only})
    found = steps_in(text, then)
    if len(found) == 1:
        parts = (Part("agent", title_of(routed.text), written(routed.text, ticket), verify),)
        return Job(routed.text, parts, routed.continues, is_vague(text, ticket), wish_of(text))
    first, *later = _parts(found, verify)
    parts = (replace(first, text=written(first.text, ticket)), *later)
    return Job(text, parts, routed.continues, wish=wish_of(text))


def _parts(found: Sequence[Step], verify: Verify) -> tuple[Part, ...]:
    parts: list[Part] = []
    for position, each in enumerate(found, 1):
        step = TaskStep(role=each.role, position=position, of=len(found), on_failure=each.on_failure)
        own = verify
        if each.role == "fix":
            own = parts[-1].verify  # it is proved by what it was to mend
        elif each.commands:
            own = Verify(commands=each.commands, is_only=True)
        kind = "verify" if each.role == "verify" else "agent"
        parts.append(Part(kind, title_of(each.text), each.text, own, step))
    return tuple(parts)


class Creating:
    """Makes the tasks of jobs."""

    def __init__(self, thread: Thread, clock: Clock, random: RandomBytes) -> None:
        self._thread = thread
        self._clock = clock
        self._random = random

    def create(self, connection: Connection, job: Job, place: Place) -> tuple[Task, ...]:
        """Store the tasks of a job and tell of them, in the caller's transaction; each step comes after the last.

        Raises UsageError where a command is given a budget.
        """
        made: list[Task] = []
        if place.wish != NO_WISH and all(part.kind == "command" for part in job.parts):
            raise UsageError("a command has no budget", hint="leave `--minutes` and `--usd` out")
        wish = place.wish.or_else(job.wish)
        for part in job.parts:
            last = made[-1] if made else None
            follows, after = (last, (last.id,)) if last else (place.follows, place.after)
            made.append(self._make(connection, part, replace(place, wish=wish), follows, after))
        return tuple(made)

    def _make(
        self, connection: Connection, part: Part, place: Place, follows: Task | None, after: tuple[TaskId, ...]
    ) -> Task:
        now = self._clock.now_ms()
        task_id = TaskId(new_id(self._random))
        continued = None if part.kind == "command" else follows
        task = Task(
            id=task_id,
            number=store.next_number(connection),
            message=place.message,
            kind=part.kind,
            title=part.title,
            text=part.text,
            root=continued.root if continued else task_id,
            created_at=now,
            changed_at=now,
            project=place.project,
            follows=continued.id if continued else None,
            after=after[0] if after else None,
            priority=place.priority,
        )
        store.save(connection, task)
        tickets.save(connection, task.id, part.verify)
        if place.best_of is not None and part.kind == "agent" and not is_checked_later(part.step):
            attempts_store.want(connection, task.id, place.best_of)
        if part.kind == "agent":
            budgets.wish(connection, task.id, place.wish)
        dependencies.save(connection, task.id, after)
        if part.step is not None:
            steps.save(connection, task.id, part.step)
        created = TaskCreated(
            at=now,
            origin=place.origin,
            task=task.id,
            number=task.number,
            message=task.message,
            title=task.title,
            kind=task.kind,
            project=task.project,
            follows=task.follows,
            after=task.after,
            after_also=after[1:] or None,
            priority=None if task.priority == "normal" else task.priority,
            verify=None if part.verify == Verify() else part.verify,
            step=part.step,
            text=None if part.text == place.said.strip() else part.text,
            estimate=estimate(task.text) if task.kind == "agent" else None,
        )
        self._thread.append(connection, created)
        return task
