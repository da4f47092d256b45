"""Settles changes in git, one at a time in each project, beside everything else; each is persisted before and after."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from farhand.changes import applying, discarding, keeping, proposing
from farhand.changes import store as changes
from farhand.changes.choosing import choose
from farhand.changes.clashing import clash_prompt
from farhand.changes.message import apply_message, revert_message
from farhand.changes.place import Place
from farhand.changes.proposing import Proposal
from farhand.changes.risk import risk_words
from farhand.changes.state import KEPT_MS, settle
from farhand.changes.store import Settled, Wanted
from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.errors import Conflict, FarhandError, NotFound
from farhand.git import Repository
from farhand.host.change_asks import covered, seen, state_of
from farhand.host.intake import Incoming, Intake
from farhand.host.taking import take
from farhand.ids import MessageId, ProjectId, TaskId, new_id
from farhand.log import Log
from farhand.tasks import attempts_store, chains, projects, store
from farhand.tasks.attempts import Attempt
from farhand.tasks.chains import Chain
from farhand.tasks.moving import Moving
from farhand.tasks.projects import Project
from farhand.tasks.task import Retaken, Task
from farhand.thread.thread import Thread
from farhand.wire.attempt_events import AttemptState
from farhand.wire.change_events import ChangeSettled, ChangeState, Risk
from farhand.wire.commands import ChangeAct
from farhand.wire.run_events import Outcome, TaskEnded
from farhand.wire.task_events import TaskState
from farhand.workspaces.worktree import BASES, ORIGINS, find_git_dir

log = Log.of(__name__)
_LASTING = frozenset({"applied", "reverted", "discarded", "restored", "named", "opened"})
"""What changes the state that is kept of a change."""
SWEEP_S = 3600  # a discarded change may be kept this much longer than promised

What = Literal[
    "applied", "rebased", "reverted", "discarded", "restored", "named", "opened", "handed over", "used", "kept"
]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the database knows of a change that is to be settled."""

    wanted: Wanted
    task: Task
    chain: Chain
    project: Project
    tasks: tuple[Task, ...]
    outcome: Outcome | None
    settled: Settled | None
    state: ChangeState
    risk: Risk | None


@dataclass(frozen=True, slots=True)
class _Result:
    """What came of it."""

    what: What
    words: str
    code: str | None = None
    hint: str | None = None
    commit: str | None = None
    url: str | None = None
    message: str | None = None
    attempt: Attempt | None = None


class Changing:
    """A service: does what is wanted with changes, and lets discarded ones go when their time is over."""

    name = "changing"

    def __init__(
        self, database: Database, thread: Thread, intake: Intake, look_at_queue: Callable[[], None], clock: Clock
    ) -> None:
        self._database = database
        self._thread = thread
        self._intake = intake
        self._look_at_queue = look_at_queue
        self._clock = clock
        self._wake = asyncio.Event()
        self._going: set[TaskId] = set()
        self._turns: dict[ProjectId, asyncio.Lock] = {}

    def wake(self) -> None:
        """Look soon at what is wanted."""
        self._wake.set()

    async def run(self, ready: Callable[[], None]) -> None:
        """Look at what an earlier host left half done, then serve until cancelled."""
        left = await self._database.read(changes.every_wanted)
        ready()
        for wanted in left:
            await self._carry(wanted, is_left=True)
        async with asyncio.TaskGroup() as group:
            while True:
                self._wake.clear()
                for wanted in await self._database.read(changes.every_wanted):
                    if wanted.root not in self._going:
                        self._going.add(wanted.root)
                        group.create_task(self._carry(wanted, is_left=False), name=f"{wanted.act} {wanted.task}")
                await self.sweep()
                try:
                    async with asyncio.timeout(SWEEP_S):
                        await self._wake.wait()
                except TimeoutError:
                    continue

    async def _carry(self, wanted: Wanted, *, is_left: bool) -> None:
        facts = await self._database.read(lambda connection: self._facts(connection, wanted))
        if isinstance(facts, _Facts):
            async with self._turns.setdefault(facts.project.id, asyncio.Lock()):
                result = await self._settle(facts, is_left=is_left)
        else:
            result = facts
        log.info("change.settled", task=wanted.task, act=wanted.act, what=result.what)
        await self._database.write(lambda connection: self._finish(connection, wanted, result))
        if result.what == "handed over":
            self._look_at_queue()
        self._going.discard(wanted.root)
        self._wake.set()  # the next wish may have come before this one was let go

    def _facts(self, connection: Connection, wanted: Wanted) -> _Facts | _Result:
        task, chain = store.get(connection, wanted.task), chains.find(connection, wanted.root)
        project = projects.find(connection, task.project) if task.project else None
        told = seen(connection, self._thread, task)
        if chain is None or project is None or told.change is None:
            return _Result("kept", "its project is gone", "not_found", "add the project again where it is now")
        return _Facts(
            wanted=wanted,
            task=task,
            chain=chain,
            project=project,
            tasks=covered(connection, self._thread, task, wanted.act),
            outcome=told.outcome,
            settled=changes.find(connection, task.id),
            state=state_of(connection, task, told.change),
            risk=told.change.risk,
        )

    async def _settle(self, facts: _Facts, *, is_left: bool) -> _Result:
        try:
            settle(facts.state, facts.wanted.act)
            place = await place_of(facts.project, facts.chain)
            if is_left:
                return await _look_back(place, facts)
            return await self._act(place, facts)
        except FarhandError as error:
            return _Result("kept", error.message, error.code, error.hint)
        except Exception:  # the loop's edge: the person is told, and the next change must not suffer
            log.exception("change.broke", task=facts.task.id, act=facts.wanted.act)
            return _Result("kept", "Farhand itself failed", "broken", "its log says more")

    async def _act(self, place: Place, facts: _Facts) -> _Result:  # noqa: C901, PLR0911  # one case for each act
        task, act = facts.task, facts.wanted.act

        async def keep(commit: str) -> None:
            await self._database.write(lambda connection: changes.note_commit(connection, facts.wanted.root, commit))

        message = apply_message(facts.tasks[0].title, [each.number for each in facts.tasks], facts.outcome)
        match act:
            case ChangeAct.APPLY:
                commit, name = await applying.apply(place, message, keep)
                return _Result("applied", f"applied to `{name}` as {commit[:7]}", commit=commit)
            case ChangeAct.REVERT:
                applied = _commit_of(facts)
                revert = revert_message(facts.tasks[0].title, task.number, applied)
                commit, name = await applying.revert(place, applied, revert, keep)
                return _Result("reverted", f"taken back from `{name}` by {commit[:7]}", commit=commit)
            case ChangeAct.REBASE:
                _, name = await applying.rebase(place, message)
                words = f"stands on top of `{name}` now; checks ran before that, and the diff shown is from then"
                return _Result("rebased", words)
            case ChangeAct.DISCARD:
                tip = await discarding.discard(place, task.id)
                return _Result("discarded", "discarded; it can be brought back for 7 days", commit=tip)
            case ChangeAct.RESTORE:
                await discarding.restore(place, task.id)
                return _Result("restored", "brought back")
            case ChangeAct.KEEP:
                tip = await keeping.keep(place, facts.wanted.given)
                return _Result("named", f"kept as the branch `{facts.wanted.given}`", commit=tip)
            case ChangeAct.PROPOSE:
                title, _, body = message.partition("\n\n")
                url = await proposing.propose(place, Proposal(title, _with_risk(facts, body)))
                return _Result("opened", f"opened as a pull request: {url}", url=url)
            case ChangeAct.HAND_OVER:
                prompt = await clash_prompt(place)
                return _Result("handed over", "the agent is asked to bring both sides together", message=prompt)
            case ChangeAct.USE:
                return await self._use(place, facts)

    async def _use(self, place: Place, facts: _Facts) -> _Result:
        listed = await self._database.read(lambda connection: attempts_store.of_task(connection, facts.task.id))
        wanted = next((each for each in listed if str(each.number) == facts.wanted.given), None)
        if wanted is None or wanted.change is None or wanted.outcome is None:
            raise NotFound(f"there is no attempt `{facts.wanted.given}` to take", hint="`farhand attempts` lists them")
        held = next((each for each in listed if each.is_chosen), None)
        await choose(place, wanted.change.head, wanted.branch if held is None else held.branch)
        return _Result("used", f"attempt {wanted.number} is on the task's branch now", attempt=wanted)

    def _finish(self, connection: Connection, wanted: Wanted, result: _Result) -> None:
        now = self._clock.now_ms()
        task = store.get(connection, wanted.task)
        change = seen(connection, self._thread, task).change
        state = ChangeState.PENDING if change is None else state_of(connection, task, change)
        told = (task,)
        if result.what != "kept":
            state, told = settle(state, wanted.act), covered(connection, self._thread, task, wanted.act)
        changes.done(connection, wanted.root)
        until = now + KEPT_MS if result.what == "discarded" else None
        for each in told:
            if result.what in _LASTING:
                changes.save(connection, Settled(each.id, each.root, state, result.commit, now))
            event = ChangeSettled(
                at=now, origin=wanted.origin, task=each.id, act=wanted.act, what=result.what, state=state,
                words=result.words, code=result.code, hint=result.hint, commit=result.commit, until=until,
                url=result.url,
            )  # fmt: skip
            self._thread.append(connection, event)
        if result.attempt is not None:
            self._retake(connection, task, result.attempt, wanted.origin)
        if result.message is not None:
            incoming = Incoming(MessageId(new_id()), result.message, wanted.origin, follows=task.id, is_one_task=True)
            self._intake.receive(connection, incoming)

    def _retake(self, connection: Connection, task: Task, taken: Attempt, origin: str) -> None:
        """Let the outcome of the attempt that is on the branch now be the task's."""
        chain, outcome, now = chains.find(connection, task.root), taken.outcome, self._clock.now_ms()
        if chain is None or outcome is None:
            return
        take(connection, self._thread, task, chain, taken, now)
        state = TaskState.DONE if taken.state is AttemptState.PASSED else TaskState.FAILED
        Moving(self._thread, self._clock).move(connection, task, Retaken(state, outcome.headline), origin=origin)
        told = TaskEnded(at=now, origin=origin, task=task.id, run=taken.run, state=state, outcome=outcome)
        self._thread.append(connection, told)

    async def sweep(self) -> None:
        """Let go of the discarded changes whose time is over."""
        before = self._clock.now_ms() - KEPT_MS
        for old in await self._database.read(lambda connection: changes.discarded_before(connection, before)):
            project = await self._database.read(lambda connection, old=old: _project_of(connection, old))
            if project is None or old.commit is None or not await asyncio.to_thread(project.path.is_dir):
                continue
            try:
                async with self._turns.setdefault(project.id, asyncio.Lock()):
                    await discarding.drop(Repository(project.path), old.task, old.commit)
            except FarhandError as error:
                log.warning("change.not_dropped", task=old.task, why=error.message)
                continue
            gone = replace(old, commit=None)
            await self._database.write(lambda connection, gone=gone: changes.save(connection, gone))


def _with_risk(facts: _Facts, body: str) -> str:
    return body if facts.risk is None else f"{body}\nRisk, by rule: {risk_words(facts.risk)}.\n"


def _project_of(connection: Connection, settled: Settled) -> Project | None:
    task = store.find(connection, settled.task)
    return None if task is None or task.project is None else projects.find(connection, task.project)


def _commit_of(facts: _Facts) -> str:
    if facts.settled is None or facts.settled.commit is None:
        raise Conflict("the commit that was applied is not known")
    return facts.settled.commit


async def place_of(project: Project, chain: Chain) -> Place:
    """Return where a chain's change lies; raises NotFound or GitFailed."""
    if not await asyncio.to_thread(project.path.is_dir):
        raise NotFound(f"the project's folder `{project.path}` is not there", hint="was it moved or removed?")
    repository = Repository(project.path, hooks=project.trust == "trusted")
    common = await repository.run("rev-parse", "--path-format=absolute", "--git-common-dir")
    there = await asyncio.to_thread(chain.workspace.is_dir)
    git_dir = await asyncio.to_thread(find_git_dir, Path(common.text()), chain.workspace) if there else None
    worktree = None if git_dir is None else Repository(chain.workspace, git_dir)
    return Place(repository, chain.branch, BASES + chain.branch, ORIGINS + chain.branch, worktree)


async def _look_back(place: Place, facts: _Facts) -> _Result:  # noqa: PLR0911  # one line for each act
    """Tell what git shows of an act that a stopped host had begun: done only where git says so."""
    act, commit = facts.wanted.act, facts.wanted.commit
    words = "; Farhand was stopped meanwhile, and found it done"
    if act is ChangeAct.APPLY and commit is not None and await applying.is_in_checkout(place, commit):
        await applying.land(place, commit)
        return _Result("applied", f"applied as {commit[:7]}{words}", commit=commit)
    if act is ChangeAct.REVERT and commit is not None and await applying.is_in_checkout(place, commit):
        await applying.take_off(place, _commit_of(facts))
        return _Result("reverted", f"taken back by {commit[:7]}{words}", commit=commit)
    if act is ChangeAct.REBASE and await applying.is_on_top(place):
        return _Result("rebased", f"stands on top of the project's branch{words}")
    if act is ChangeAct.DISCARD and (tip := await discarding.discarded_at(place, facts.task.id)) is not None:
        return _Result("discarded", f"discarded for 7 days{words}", commit=tip)
    if act is ChangeAct.KEEP and await keeping.is_kept(place, facts.wanted.given):
        return _Result("named", f"kept as the branch `{facts.wanted.given}`{words}")
    if act is ChangeAct.PROPOSE and (url := await proposing.find_open(place)) is not None:
        return _Result("opened", f"opened as a pull request: {url}{words}", url=url)
    if act is ChangeAct.RESTORE and await discarding.is_back(place, facts.task.id):
        return _Result("restored", f"brought back{words}")
    return _Result(
        "kept",
        f"Farhand was stopped before it could {act.replace('_', ' ')} this; git shows nothing of it",
        "unavailable",
        "ask again",
    )
