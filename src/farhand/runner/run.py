"""One run from its workspace to its verdict: prepare, let the agent work, commit, check, read the change."""

import asyncio
import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from farhand.agents.port import Failure, Session, SessionKnown, ToolEnded, TurnEnded, Writes
from farhand.checks.baseline import Baselines
from farhand.clock import Clock
from farhand.errors import FarhandError, Unavailable
from farhand.log import Log
from farhand.masking import Masker
from farhand.processes import run as run_program
from farhand.project_file import ProjectFile, read_project_file
from farhand.runner.base import Base, beside
from farhand.runner.branch import Branch, whole_commit
from farhand.runner.checking import Checking
from farhand.runner.desk import Desk
from farhand.runner.journal import Journal
from farhand.runner.metering import Meter
from farhand.runner.preparing import Preparing, project_gone
from farhand.runner.published import forget, take
from farhand.runner.repairing import (
    Leftovers,
    find_leftovers,
    needs_repair,
    repair_prompt,
    repair_words,
    to_prompt,
    without,
)
from farhand.runner.sessions import Sessions
from farhand.runner.settling import settled
from farhand.runner.showing import Showing
from farhand.runner.steps import Step, Steps
from farhand.runner.telling import Telling
from farhand.runner.verdict import RunFailed, Verdict, judge, judge_checks, judge_command
from farhand.runner.watching import Watching
from farhand.runs.folder import RunFolder
from farhand.runs.lease import Lease
from farhand.runs.protocol import Ended
from farhand.runs.spec import RunSpec
from farhand.sayings import outcomes
from farhand.sayings.checks import LATER_STEP_CHECKS
from farhand.wire.run_events import CheckResult, StepKind
from farhand.workspaces.prepared import Prepared

log = Log.of(__name__)
STOP_S = 5.0  # for the agent to acknowledge an interrupt; then its processes are killed


@dataclass(slots=True)
class Facts:
    """What a run has found out so far."""

    turn: TurnEnded | None = None
    checks: tuple[CheckResult, ...] = ()
    files: int = 0
    warnings: tuple[str, ...] = ()
    exit: int | None = None


@dataclass(slots=True)
class Run:
    """Carries out one spec; what happens goes to the journal."""

    spec: RunSpec
    folder: RunFolder
    journal: Journal
    desk: Desk
    sessions: Sessions
    lease: Lease
    clock: Clock
    facts: Facts = field(default_factory=Facts)
    _steps: Steps = field(init=False)
    _tell: Telling = field(init=False)
    _preparing: Preparing = field(init=False)
    _branch: Branch = field(init=False)
    _checking: Checking = field(init=False)
    watching: Watching = field(init=False)
    _meter: Meter = field(init=False)
    _session: str | None = None

    def __post_init__(self) -> None:
        self._tell = Telling(self.spec.run, self.journal, self.clock)
        self._preparing = Preparing(self.spec, self.sessions, self.lease, self._tell, self.clock)
        self._branch = Branch(self.spec, self.folder, self.lease, self._tell)
        self._checking = Checking(self.spec, self.folder, self._tell, self.lease, self.clock)
        self._steps = Steps(Path(self.spec.workspace))
        self.watching = Watching(
            self._tell, self.clock, lambda: self.desk.is_asking, self._interrupt, Path(self.spec.workspace)
        )
        self._meter = Meter(
            self._tell, self.clock, lambda: self.desk.is_asking, self._interrupt, self.spec.left_s, self.spec.left_usd
        )
        self.desk.on_asking = self._meter.look
        self.desk.on_denied = lambda tool, _: self._steps.deny(tool)

    async def carry_out(self) -> Ended:
        """Return how the run ended; raises CancelledError when it is stopped, with the agent told to stop."""
        began_s = self.clock.monotonic_s()
        self._meter.start()
        try:
            verdict = await self._carry_out()
        except RunFailed as failed:
            verdict = failed.verdict
        except FarhandError as error:
            verdict = Verdict("failed", "agent_failed", error.message, error.hint)
        except Exception:  # the edge of the run: whatever it is, the person is told that it ended
            log.exception("run.broke", run=self.spec.run)
            hint = outcomes.log_says_more(str(self.folder.runner_log))
            verdict = Verdict("failed", "agent_failed", outcomes.FARHAND_FAILED, hint)
        return self.end(verdict, self.clock.monotonic_s() - began_s)

    async def _carry_out(self) -> Verdict:
        match self.spec.kind:
            case "agent":
                return await self._task()
            case "command":
                return await self._command()
            case "verify":
                return await self._verify()
            case "recheck":
                return await self._recheck()

    def end(self, verdict: Verdict, seconds: float) -> Ended:
        """Return the last event of this run."""
        turn = self.facts.turn
        return Ended(
            run=self.spec.run,
            at=self.clock.now_ms(),
            state=verdict.state,
            code=verdict.code,
            headline=verdict.headline,
            summary=turn.summary if turn else "",
            hint=verdict.hint,
            verified=verdict.verified,
            checks=self.facts.checks,
            seconds=round(seconds, 3),
            worked_s=round(min(self._meter.worked_s, seconds), 3),  # the meter is read a moment later
            cost_usd=self._meter.usd,
            denied=turn.denied if turn else (),
            exit=self.facts.exit,
            output=verdict.output,
            warnings=self.facts.warnings,
            resets_at=turn.resets_at if turn else None,
        )

    async def _command(self) -> Verdict:
        project = Path(self.spec.project)
        if not os.path.isdir(project):  # noqa: ASYNC240, PTH112  # one stat
            raise RunFailed(project_gone(self.spec))
        self._tell.works_in(str(project))
        shell = os.environ.get("SHELL", "/bin/sh")
        command = self.spec.prompt if os.name == "nt" else (shell, "-c", self.spec.prompt)
        showing = Showing(self._tell.printing, self.clock)
        self.lease.check()
        finished = await run_program(
            command,
            cwd=project,
            environment={**os.environ, **self.spec.environment},
            on_output=showing.add,
            log=self.folder.check_log,
        )
        self.facts.exit = finished.exit
        return judge_command(finished.exit, finished.output, is_cut=finished.is_cut, log=str(self.folder.check_log))

    async def _task(self) -> Verdict:
        prepared = await self._workspace()
        base = Base(self.spec, prepared, Baselines(self.folder.baselines), self._tell, self.lease)
        async with beside(base.look()):
            # What a run that parked left uncommitted is work, not what a check left.
            is_first = self.spec.generation == 1
            leftovers = await find_leftovers(prepared) if self.spec.failing and is_first else Leftovers({})
            turn = await self._agent(prepared, to_prompt(self.spec))
        before = (each.exact for each in self.spec.decided if each.kind == "action" and not each.allow)
        self.facts.turn = replace(turn, denied=tuple(dict.fromkeys((*before, *turn.denied))))
        head = await self._branch.commit(without(prepared, leftovers))
        if self._ended_by_itself() and not self.spec.is_checked_later:
            head = await self._prove(prepared, head, base)
        await self._change(prepared, head)
        turn = self.facts.turn
        not_checkable = self.spec.verify.not_checkable
        verdict = judge(turn.failure, turn.denied, self.facts.checks, self.facts.files, not_checkable)
        if self.spec.is_checked_later and verdict.state == "done":
            verdict = replace(verdict, hint=LATER_STEP_CHECKS)
        if turn.failure is None or not turn.detail:
            return verdict
        return Verdict(verdict.state, verdict.code, verdict.headline, verdict.hint, output=turn.detail)

    async def _verify(self) -> Verdict:
        prepared = await self._workspace()
        await self._check(prepared)
        base = Base(self.spec, prepared, Baselines(self.folder.baselines), self._tell, self.lease)
        self.facts.checks = await base.compare(self.facts.checks)
        return judge_checks(self.facts.checks)

    async def _recheck(self) -> Verdict:
        prepared = await self._workspace()
        await self._change(prepared, await whole_commit(prepared))
        await self._check(prepared)
        base = Base(self.spec, prepared, Baselines(self.folder.baselines), self._tell, self.lease)
        self.facts.checks = await base.compare(self.facts.checks)
        return judge(None, (), self.facts.checks, self.facts.files, self.spec.verify.not_checkable)

    async def _workspace(self) -> Prepared:
        prepared = await self._preparing.prepare()
        self._steps = Steps(prepared.path)
        return prepared

    async def _change(self, prepared: Prepared, head: str) -> None:
        told = await self._branch.tell_change(prepared, head)
        self.facts.files, self.facts.warnings = told.files, told.warnings

    async def _agent(self, prepared: Prepared, prompt: str) -> TurnEnded:
        self.lease.check()
        async with beside(self.watching.watch()), beside(self._meter.watch()):
            turn = await self._converse(prepared, prompt)
            while not self._meter.is_used_up and (nudge := self.watching.take_nudge()) is not None:
                self._tell.steps((*self._steps.end(), Step("nudge", StepKind.SETUP, "Asked to try another way", nudge)))
                turn = await self._converse(prepared, nudge)
        if self.watching.gave_up is not None:
            turn = replace(turn, failure=Failure.STUCK, detail=self.watching.gave_up)
        elif turn.failure is Failure.BUDGET_USED or (self._meter.is_used_up and turn.failure is Failure.CANCELLED):
            turn = replace(turn, failure=Failure.BUDGET_USED, detail="")
        if turn.failure is not None:
            await self.sessions.close()
        self._tell.steps(self._steps.end())
        self._tell.agent_ended(turn)
        return turn

    async def _converse(self, prepared: Prepared, prompt: str) -> TurnEnded:
        known = self._session or self.spec.session
        spec = self.spec.model_copy(update={"session": known, "left_usd": self._meter.unspent_usd})
        given = spec, prepared, self.desk, self.folder.raw_log
        try:
            turn = await self._turn(await self.sessions.open(*given), prompt)
            if turn.failure is Failure.SESSION_LOST:
                words = "Its earlier session is gone: the agent begins anew, in the same workspace"
                self._tell.step(Step("session", StepKind.SETUP, words))
                turn = await self._turn(await self.sessions.open_anew(*given), prompt)
        except Unavailable as error:
            turn = TurnEnded("", Failure.AGENT_MISSING, error.message)
        self._meter.pay(turn.cost_usd)
        return turn

    async def _turn(self, session: Session, prompt: str) -> TurnEnded:
        if self._meter.is_used_up:
            return TurnEnded("", Failure.BUDGET_USED)
        try:
            async for activity in session.turn(prompt):
                self.watching.take(activity)
                match activity:
                    case Writes(text):
                        self._tell.writing(text)
                    case SessionKnown(known):
                        self._know(known)
                    case TurnEnded():
                        return activity
                    case _:
                        self._tell.steps(self._steps.read(await settled(activity)))
                        if isinstance(activity, ToolEnded):
                            await self._take_published()
        except asyncio.CancelledError:
            await asyncio.shield(self._stop())
            raise
        return TurnEnded("", Failure.AGENT_CRASHED, "the agent said nothing more")

    async def _take_published(self) -> None:
        """Tell of the files that the agent handed over, first; then they are not found again."""
        if (folder := self.sessions.published) is not None:
            masker = Masker.of({**os.environ, **self.spec.environment})
            files = await asyncio.to_thread(lambda: tuple(take(folder, masker)))
            self._tell.published(files)
            forget(folder, (each.file for each in files))

    async def _stop(self) -> None:
        await self._interrupt()
        await self.sessions.close()

    async def _interrupt(self) -> None:
        """Have the agent end its turn; what does not in time is closed, and its session can be resumed."""
        try:
            async with asyncio.timeout(STOP_S):
                if not self.desk.parks:  # to the agent a parked question must not look like one that was turned down
                    await self.sessions.interrupt()
        except (FarhandError, TimeoutError) as error:
            log.warning("agent.not_interrupted", run=self.spec.run, error=str(error))
            await self.sessions.close()

    def _know(self, session: str) -> None:
        if session == self._session:
            return
        self._session = session
        resumed = session in {self.spec.session, self.sessions.session}
        self.sessions.session = session
        self._tell.session(session, resumed=resumed)

    async def _check(self, prepared: Prepared) -> None:
        try:
            self.facts.checks = await self._checking.check(prepared)
        except FarhandError as error:
            raise RunFailed(Verdict("failed", "check_not_started", error.message, error.hint)) from error

    async def _prove(self, prepared: Prepared, head: str, base: Base) -> str:
        """Check, and let the agent repair what fails; return where the branch stands then."""
        await self._check(prepared)
        rounds = (read_project_file(prepared.path) or ProjectFile()).repair_rounds
        for number in range(1, rounds + 1):
            if not needs_repair(self.facts.checks):
                break
            if self._meter.is_used_up:
                self.facts.turn = replace(self.facts.turn or TurnEnded(""), failure=Failure.BUDGET_USED)
                break
            before, head = head, await self._repair(prepared, head, number, rounds)
            if not self._ended_by_itself() or head == before:
                break
            await self._check(prepared)
        if self._ended_by_itself():
            self.facts.checks = await base.compare(self.facts.checks)
        return head

    async def _repair(self, prepared: Prepared, head: str, number: int, of: int) -> str:
        words = repair_words(number, of, self.facts.checks)
        self._tell.repair(number, of, words)
        title = words[:1].upper() + words[1:].replace("`", "")
        step = Step(f"repair-{number}", StepKind.SETUP, title, state="going")
        self._tell.step(step)
        leftovers = await find_leftovers(prepared)
        earlier = self.facts.turn
        turn = await self._agent(prepared, repair_prompt(self.facts.checks))
        said = [each.summary for each in (earlier, turn) if each is not None and each.summary]
        self.facts.turn = replace(turn, summary="\n\n".join(said))
        committed = await self._branch.commit(without(prepared, leftovers))
        detail = "" if committed != head else "it changed nothing"
        self._tell.step(replace(step, detail=detail, state="ok" if committed != head else "failed"))
        return committed

    def _ended_by_itself(self) -> bool:
        turn = self.facts.turn
        return turn is not None and turn.failure is None and not turn.denied
