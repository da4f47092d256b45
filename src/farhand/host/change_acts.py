"""Does in git what a person wants done with a change, and tells what git shows of it after a crash."""

import asyncio
from dataclasses import dataclass
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
from farhand.changes.store import Settled, Wanted
from farhand.checks.mending import failing_prompt
from farhand.database import Database
from farhand.errors import Conflict, NotFound
from farhand.git import Repository
from farhand.tasks import attempts_store
from farhand.tasks.attempts import Attempt
from farhand.tasks.chains import Chain
from farhand.tasks.projects import Project
from farhand.tasks.task import Task
from farhand.wire.change_events import ChangeState, Risk
from farhand.wire.commands import ChangeAct
from farhand.wire.run_events import Outcome
from farhand.workspaces.worktree import BASES, ORIGINS, find_git_dir

PR_STAYS = ", and its pull request stays open until you close it"
What = Literal[
    "applied", "rebased", "reverted", "discarded", "restored", "named", "opened", "handed over", "used", "kept"
]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database knows of a change that is to be settled.

    `head` is the commit that its newest run left, and on which its checks ran; `is_worked_in` says that a run has not
    ended yet in its workspace.
    """

    wanted: Wanted
    task: Task
    chain: Chain
    project: Project
    tasks: tuple[Task, ...]
    head: str
    outcome: Outcome | None
    settled: Settled | None
    state: ChangeState
    risk: Risk | None
    is_worked_in: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it."""

    what: What
    words: str
    code: str | None = None
    hint: str | None = None
    commit: str | None = None
    url: str | None = None
    message: str | None = None
    attempt: Attempt | None = None


class ChangeActs:
    """Notes in the database only what a later start needs to find out what was done."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def act(self, place: Place, facts: Facts) -> Result:  # noqa: C901, PLR0911  # one case for each act
        """Do it; raises FarhandError where git or the change's state stands in the way, and then nothing is changed."""
        task, act = facts.task, facts.wanted.act
        if facts.is_worked_in:
            raise Conflict("a run in its workspace has not ended yet", hint="wait a moment, then try again")

        async def keep(commit: str) -> None:
            await self._database.write(lambda connection: changes.note_commit(connection, facts.wanted.root, commit))

        match act:
            case ChangeAct.APPLY:
                commit, name = await applying.apply(place, _message(facts, await _proof(place, facts)), keep)
                return Result("applied", f"applied to `{name}` as {commit[:7]}", commit=commit)
            case ChangeAct.REVERT:
                applied = _commit_of(facts)
                revert = revert_message(facts.tasks[0].title, task.number, applied)
                commit, name = await applying.revert(place, applied, revert, keep)
                return Result("reverted", f"taken back from `{name}` by {commit[:7]}", commit=commit)
            case ChangeAct.REBASE:
                _, name = await applying.rebase(place, _message(facts, None))
                return Result("rebased", f"stands on top of `{name}` now; its checks run again")
            case ChangeAct.DISCARD:
                tip = await discarding.discard(place, task.id)
                stays = PR_STAYS if facts.state is ChangeState.OPENED else ""
                return Result("discarded", f"discarded; it can be brought back for 7 days{stays}", commit=tip)
            case ChangeAct.RESTORE:
                await discarding.restore(place, task.id)
                return Result("restored", "brought back")
            case ChangeAct.KEEP:
                tip = await keeping.keep(place, facts.wanted.given)
                return Result("named", f"kept as the branch `{facts.wanted.given}`", commit=tip)
            case ChangeAct.PROPOSE:
                title, _, body = _message(facts, await _proof(place, facts)).partition("\n\n")
                url = await proposing.propose(place, Proposal(title, _with_risk(facts, body)))
                return Result("opened", f"opened as a pull request: {url}", url=url)
            case ChangeAct.HAND_OVER:
                return await _hand_over(place, facts)
            case ChangeAct.USE:
                return await self._use(place, facts)

    async def _use(self, place: Place, facts: Facts) -> Result:
        listed = await self._database.read(lambda connection: attempts_store.of_task(connection, facts.task.id))
        wanted = next((each for each in listed if str(each.number) == facts.wanted.given), None)
        if wanted is None or wanted.change is None or wanted.outcome is None:
            raise NotFound(f"there is no attempt `{facts.wanted.given}` to take", hint="`farhand attempts` lists them")
        if not wanted.has_branch:
            raise NotFound(f"attempt {wanted.number} is not kept any more", hint="its change was settled long ago")
        held = next((each for each in listed if each.is_chosen), None)
        await choose(place, wanted.change.head, wanted.branch if held is None else held.branch)
        return Result("used", f"attempt {wanted.number} is on the task's branch now", attempt=wanted)


def _message(facts: Facts, proof: Outcome | None) -> str:
    return apply_message(facts.tasks[0].title, [each.number for each in facts.tasks], proof)


async def _hand_over(place: Place, facts: Facts) -> Result:
    clash = await clash_prompt(place)
    if clash is not None:
        return Result("handed over", "the agent is asked to bring both sides together", message=clash)
    failing = failing_prompt(facts.outcome.checks) if facts.outcome else None
    if failing is None:
        name, _ = await place.checkout()
        words = f"nothing clashes with what is new on `{name}`, and no check is known to fail"
        raise Conflict(words, hint="rebase the change, then apply it")
    return Result("handed over", "the agent is asked to mend what fails", message=failing)


async def _proof(place: Place, facts: Facts) -> Outcome | None:
    """Return the outcome whose checks ran on what the branch holds; None where the branch holds something else."""
    ran_on, holds = [await place.project.resolve(each) for each in (facts.head, place.branch_ref)]
    if ran_on is None or holds is None or await place.tree(ran_on) != await place.tree(holds):
        return None
    return facts.outcome


def _with_risk(facts: Facts, body: str) -> str:
    return body if facts.risk is None else f"{body}\nRisk, by rule: {risk_words(facts.risk)}.\n"


def _commit_of(facts: Facts) -> str:
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


async def look_back(place: Place, facts: Facts) -> Result:  # noqa: PLR0911  # one line for each act
    """Tell what git shows of an act that a stopped host had begun: done only where git says so."""
    act, commit = facts.wanted.act, facts.wanted.commit
    words = "; Farhand was stopped meanwhile, and found it done"
    if act is ChangeAct.APPLY and commit is not None and await applying.is_in_checkout(place, commit):
        await applying.land(place, commit)
        return Result("applied", f"applied as {commit[:7]}{words}", commit=commit)
    if act is ChangeAct.REVERT and commit is not None and await applying.is_in_checkout(place, commit):
        await applying.take_off(place, _commit_of(facts))
        return Result("reverted", f"taken back by {commit[:7]}{words}", commit=commit)
    if act is ChangeAct.REBASE and await applying.is_on_top(place):
        return Result("rebased", f"stands on top of the project's branch; its checks run again{words}")
    if act is ChangeAct.DISCARD and (tip := await discarding.discarded_at(place, facts.task.id)) is not None:
        return Result("discarded", f"discarded for 7 days{words}", commit=tip)
    if act is ChangeAct.KEEP and await keeping.is_kept(place, facts.wanted.given):
        return Result("named", f"kept as the branch `{facts.wanted.given}`{words}")
    if act is ChangeAct.PROPOSE and (url := await proposing.find_open(place)) is not None:
        return Result("opened", f"opened as a pull request: {url}{words}", url=url)
    if act is ChangeAct.RESTORE and await discarding.is_back(place, facts.task.id):
        return Result("restored", f"brought back{words}")
    return Result(
        "kept",
        f"Farhand was stopped before it could {act.replace('_', ' ')} this; git shows nothing of it",
        "unavailable",
        "ask again",
    )
