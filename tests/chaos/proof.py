"""What must be true of a world once it is over, whatever went wrong in it."""

import sqlite3
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from farhand.crypto.chain import Rejection, Tip, verify_page
from farhand.host.keys import load_keys
from farhand.host.schema import DATABASE
from farhand.ids import Incarnation, TaskId
from farhand.tasks import store as task_store
from farhand.tasks.task import ENDED, Task
from farhand.thread import store as thread_store
from farhand.wire.change_events import ChangeReady
from farhand.wire.events import EVENT, AnyEvent
from farhand.wire.record import Record
from farhand.wire.run_events import CheckStatus, RunStarted, TaskEnded
from farhand.wire.task_events import TaskChanged, TaskCreated, TaskState, WaitReason
from tests.chaos.person import Sent
from tests.chaos.world import World

E = TypeVar("E", RunStarted, TaskChanged, TaskEnded, ChangeReady)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is left of a world: its database, what its agents did, its repository."""

    world: World
    sent: Sequence[Sent]
    tasks: tuple[Task, ...]
    records: tuple[Record, ...]
    events: tuple[AnyEvent, ...]

    @staticmethod
    def gather(world: World, sent: Sequence[Sent]) -> "Evidence":
        """Read it once the host has stopped."""
        with closing(sqlite3.connect(world.computer.data / DATABASE)) as connection:
            connection.row_factory = sqlite3.Row
            records = thread_store.records_after(connection, 0, 1_000_000)
            tasks = task_store.newest(connection, 1_000_000)
        return Evidence(world, sent, tasks, records, tuple(EVENT.validate_json(record.body) for record in records))

    def of(self, sent: Sent, kind: type[E]) -> list[E]:
        """Return the events of a class about the task of a message."""
        return [event for event in self.events if isinstance(event, kind) and event.task == sent.task]


def find_faults(evidence: Evidence) -> Iterator[str]:
    """Yield every broken promise in words; nothing if all was kept."""
    yield from _lost(evidence)
    yield from _twice(evidence)
    yield from _false_done(evidence)
    yield from _chain(evidence)
    yield from _git(evidence)


def _lost(evidence: Evidence) -> Iterator[str]:
    created = Counter(event.task for event in evidence.events if isinstance(event, TaskCreated))
    known = {task.id: task for task in evidence.tasks}
    for sent in evidence.sent:
        if created[sent.task] != 1:
            yield f"{sent.name} is {created[sent.task]} tasks"
        task = known.get(TaskId(sent.task))
        if task is None or task.state not in ENDED:
            yield f"{sent.name} has no outcome"
            continue
        ends = evidence.of(sent, TaskEnded)
        if not ends or ends[-1].state is not task.state or not ends[-1].outcome.headline:
            yield f"the outcome of {sent.name} was not told"
    if len(known) != len(evidence.sent):
        yield f"{len(evidence.sent)} messages are {len(known)} tasks"


def _twice(evidence: Evidence) -> Iterator[str]:
    turns = Counter(evidence.world.deeds())
    for sent in evidence.sent:
        runs, ends = evidence.of(sent, RunStarted), evidence.of(sent, TaskEnded)
        waits = sum(map(_is_put_off, evidence.of(sent, TaskChanged)))
        most, begun = 1 + sent.resumes + waits, turns[f"turn {sent.name}"]
        words = f"was gone on with {sent.resumes} times and put off {waits} times"
        is_noted = sent.is_named and (sent.kind == "command" or not evidence.world.surroundings.is_real)
        if is_noted and begun > most * (1 + sent.attempts):
            yield f"{sent.name} was begun {begun} times, {words}"
        if len(runs) > most or len({run.generation for run in runs}) != len(runs):
            yield f"{sent.name} had {len(runs)} runs, {words}"
        if len(ends) > 1 + sent.resumes:
            yield f"{sent.name} ended {len(ends)} times, {words}"
        if ends and ends[-1].state is TaskState.DONE and is_noted and not begun:
            yield f"{sent.name} is done and was never begun"


def _is_put_off(event: TaskChanged) -> bool:
    """Whether a run ended so that another goes on: at a limit or a budget, or since a person was asked when it died."""
    asked = {WaitReason.QUOTA, WaitReason.CONFIRM, WaitReason.APPROVAL}
    return event.state is TaskState.WAITING and event.reason in asked


def _false_done(evidence: Evidence) -> Iterator[str]:
    for sent in evidence.sent:
        for end in evidence.of(sent, TaskEnded):
            if end.state is TaskState.DONE:
                yield from _unproven(evidence, sent, end)


def _unproven(evidence: Evidence, sent: Sent, end: TaskEnded) -> Iterator[str]:
    if sent.kind == "command":
        if end.outcome.exit != 0:
            yield f"{sent.name} is done with exit {end.outcome.exit}"
        return
    statuses = [check.status for check in end.outcome.checks]
    is_proven = bool(statuses) or sent.is_checked_later
    if not is_proven or any(status is not CheckStatus.PASSED for status in statuses):
        yield f"{sent.name} is done and its checks are {[status.value for status in statuses]}"
    changes = [each for each in evidence.of(sent, ChangeReady) if each.run == end.run]
    for change in () if sent.is_checked_later else changes[-1:]:
        if "bad" in _git_lines(evidence.world.project, "ls-tree", "--name-only", change.head):
            yield f"{sent.name} is done with a change whose check fails"


def _chain(evidence: Evidence) -> Iterator[str]:
    identity = load_keys(evidence.world.computer.data).identity
    genesis = Tip.genesis(Incarnation(evidence.records[0].incarnation))
    verdict = verify_page(genesis, evidence.records, identity.public)
    if isinstance(verdict, Rejection):
        yield f"the thread breaks at record {verdict.seq}: {verdict.reason.value}"


def _git(evidence: Evidence) -> Iterator[str]:
    project = evidence.world.project
    if broken := _git_words(project, "fsck", "--connectivity-only", "--no-dangling"):
        yield f"git finds faults: {broken}"
    workspaces = evidence.world.computer.data / "workspaces"
    branches = defaultdict[str, list[str]](list)
    for place, branch in _worktrees(project):
        if place == project or not place.exists():
            continue
        branches[branch].append(place.name)
        if not place.is_relative_to(workspaces):
            yield f"a worktree stands outside: {place}"
        if place.suffix != ".base" and _git_words(place, "status", "--porcelain"):
            yield f"{place.name} cannot be read by git"
    for branch, places in branches.items():
        if branch and len(places) > 1:
            yield f"{branch} is checked out in {places}"


def _worktrees(project: Path) -> Iterator[tuple[Path, str]]:
    place, branch = None, ""
    for line in [*_git_lines(project, "worktree", "list", "--porcelain"), ""]:
        word, _, rest = line.partition(" ")
        match word:
            case "worktree":
                place, branch = Path(rest), ""
            case "branch":
                branch = rest
            case "" if place is not None:
                yield place, branch
                place = None
            case _:
                continue


def _git_lines(folder: Path, *arguments: str) -> list[str]:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def _git_words(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else ""
