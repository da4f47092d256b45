"""Ten thousand events as a busy month leaves them: written into a stopped host's thread, to be caught up with."""

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

from bench.place import Place
from farhand.clock import Clock, SystemClock
from farhand.crypto.hpke import TAG_BYTES
from farhand.crypto.padding import pad
from farhand.database import Connection, Database
from farhand.host.keys import load_keys
from farhand.host.schema import DATABASE, MIGRATIONS
from farhand.ids import new_id
from farhand.thread.thread import Thread
from farhand.wire.envelope import HEADER_BYTES
from farhand.wire.events import AnyEvent
from farhand.wire.record import Record
from farhand.wire.run_events import CheckResult, CheckStatus, Outcome, RunStarted, RunStep, StepKind, TaskEnded
from farhand.wire.task_events import MessageReceived, TaskChanged, TaskCreated, TaskState

STEPS = 12  # of each task


def busy(clock: Clock) -> Iterator[AnyEvent]:
    """Yield task after task, as they are told."""
    for number in itertools.count(1):
        yield from _task(clock, number)


def unseen(clock: Clock) -> Iterator[AnyEvent]:
    """Yield steps of a task that nobody was told of: a device takes and keeps them, and has nothing to show of them."""
    task, run = new_id(), new_id()
    for number in itertools.count():
        yield _step(clock, task, run, number % STEPS, 0)


async def write_history(
    place: Place, count: int, last_text: str, events: Callable[[Clock], Iterator[AnyEvent]] = busy
) -> list[bytes]:
    """Append so many events, the last of them a message with this text.

    Returns, for each, the JSON of the event filled up to the size of its sealed envelope.
    """
    keys, clock = load_keys(place.data), SystemClock()
    written = [*itertools.islice(events(clock), count - 1), _message(clock, new_id(), last_text)]
    async with Database.open(place.data / DATABASE, MIGRATIONS) as database:
        thread = await database.read(lambda connection: Thread.load(connection, keys.identity, clock))

        def append(connection: Connection) -> list[Record]:
            return [record for event in written for record in thread.append(connection, event)]

        records = await database.write(append)
    return [record.body.ljust(HEADER_BYTES + len(pad(record.pack())) + TAG_BYTES) for record in records]


def count_waiting(place: Place) -> int:
    """Return how many envelopes the host still has to hand to the relay."""
    with closing(sqlite3.connect(f"file:{place.data / DATABASE}?mode=ro", uri=True)) as connection:
        row: tuple[int] = connection.execute("SELECT count(*) FROM outbox_down").fetchone()
        return row[0]


def _task(clock: Clock, number: int) -> Iterator[AnyEvent]:
    message, task, run = new_id(), new_id(), new_id()
    text = f"Add a limit to form {number}: five a minute, then 429 with a JSON error, and a test"
    yield _message(clock, message, text)
    yield TaskCreated(
        at=clock.now_ms(),
        task=task,
        number=number,
        message=message,
        title=f"Add a limit to form {number}",
        kind="agent",
    )
    for state in (TaskState.QUEUED, TaskState.RUNNING):
        yield TaskChanged(at=clock.now_ms(), task=task, state=state)
    yield RunStarted(
        at=clock.now_ms(), task=task, run=run, generation=1, agent="claude-code", branch=f"farhand/{number}"
    )
    for step in range(STEPS):
        yield _step(clock, task, run, step, number)
    yield TaskChanged(at=clock.now_ms(), task=task, state=TaskState.CHECKING)
    check = CheckResult(
        command="python -m unittest",
        source="found",
        status=CheckStatus.PASSED,
        exit=0,
        seconds=2.5,
        passed=14,
        total=14,
    )
    outcome = Outcome(
        code="done",
        headline="done, 14 of 14 tests passed",
        summary=f"Form {number} now answers **429** to the sixth post of a minute, with `{{'error': 'slow down'}}`.\n\n"
        "* The count is kept by `limits.py`, for each address.\n* A test posts six times and looks at the last answer.",
        verified=True,
        checks=(check,),
        files=3,
        added=41,
    )
    yield TaskEnded(at=clock.now_ms(), task=task, run=run, state=TaskState.DONE, outcome=outcome)


def _step(clock: Clock, task: str, run: str, step: int, number: int) -> RunStep:
    return RunStep(
        at=clock.now_ms(),
        task=task,
        run=run,
        step=str(step),
        kind=(StepKind.READ, StepKind.EDIT, StepKind.COMMAND, StepKind.SAY)[step % 4],
        title=f"Step {step} of what was done for form {number}",
        detail="The handler asks before it reads the form; the limit has a count of its own for each address.",
    )


def _message(clock: Clock, message: str, text: str) -> MessageReceived:
    return MessageReceived(at=clock.now_ms(), origin="local", message=message, text=text)
