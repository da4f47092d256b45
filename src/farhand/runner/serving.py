"""A runner's life: one run, then a while in which a follow-up finds the agent's session still open, then the end."""

import asyncio
import os
import signal
from collections.abc import Mapping
from typing import Literal

from farhand.agents.port import Agent
from farhand.clock import Clock
from farhand.log import Log
from farhand.masking import Masker
from farhand.process_tree import Tree, become_subreaper
from farhand.runner.base import beside
from farhand.runner.desk import Desk
from farhand.runner.journal import Journal
from farhand.runner.masked import masked
from farhand.runner.run import Run
from farhand.runner.server import Server
from farhand.runner.sessions import Sessions
from farhand.runner.stopping import stop_tree
from farhand.runner.telling import Telling
from farhand.runner.verdict import Verdict
from farhand.runs.folder import RunFolder
from farhand.runs.lease import Lease
from farhand.runs.liveness import claim
from farhand.runs.protocol import Allow, Answer, Ended, Nudge, Permit, Started
from farhand.runs.roster import Roster
from farhand.runs.spec import RunSpec
from farhand.sayings import outcomes

log = Log.of(__name__)
LEASE_LOOK_S = 1.0  # how long an agent may go on in a workspace that a later run took over
ROSTER_S = 1.0  # how long a program may run before it is noted
Stop = Literal["cancelled", "interrupted", "superseded", "parked"]

_STOPPED: Mapping[Stop, Verdict] = {
    "cancelled": Verdict("cancelled", "cancelled", outcomes.STOPPED),
    "interrupted": Verdict(
        "interrupted",
        "interrupted",
        outcomes.COMPUTER_ENDED_IT,
        outcomes.RESUME_KEEPS_PLACE,
    ),
    "parked": Verdict("parked", "parked", "waits for you"),
    "superseded": Verdict(
        "interrupted",
        "interrupted",
        outcomes.TAKEN_OVER,
        outcomes.READ_LATER_RUN,
    ),
}


class Runner:
    """Owns the runs that are carried out in this process, one at a time."""

    def __init__(self, folder: RunFolder, agents: Mapping[str, Agent], clock: Clock) -> None:
        self._root = folder.path.parent
        self._socket = folder.socket() or folder.choose_socket()
        self._clock = clock
        self._sessions = Sessions(agents)
        self._server = Server(self._socket, self)
        self._tree = Tree(os.getpid())
        self._roster = Roster(folder.roster)
        self._journals: dict[str, Journal] = {}
        self._current: RunSpec | None = None
        self._desk: Desk | None = None
        self._run: Run | None = None
        self._work: asyncio.Task[Ended] | None = None
        self._stop: Stop | None = None
        self._next: RunSpec | None = None
        self._waits = False
        self._leaves = False
        self._doomed: set[str] = set()
        self._wake = asyncio.Event()

    async def serve(self, spec: RunSpec) -> None:
        """Carry out a run and its follow-ups; return when none came for a while."""
        become_subreaper()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.interrupt)
        self._take(spec)
        await self._server.start()
        try:
            async with beside(self._keep_roster()):
                upcoming: RunSpec | None = spec
                while upcoming is not None:
                    await self._carry_out(upcoming)
                    upcoming = await self._wait_for_follow_up(upcoming)
        finally:
            await self._sessions.close()
            if await self._tree.stop():
                self._roster.forget()
            for journal in self._journals.values():
                journal.close()
            await self._server.close()

    def journal_of(self, run: str) -> Journal | None:
        """Return a run's journal."""
        return self._journals.get(run)

    def take_answer(self, answer: Allow | Answer | Nudge) -> bool:
        """Take an answer for the run that is under way."""
        if isinstance(answer, Nudge):
            return self._run is not None and self._run.watching.nudge(answer.stuck, answer.text)
        return self._desk is not None and self._desk.receive(answer)

    def permit(self, given: Permit) -> None:
        """Let the run that is under way do this unasked from now on."""
        if self._desk is not None and self._desk.run == given.run:
            self._desk.permissions = given.permissions

    def cancel(self, run: str) -> None:
        """Stop a run, now or as soon as it begins."""
        self._doomed.add(run)
        if self._current is not None and self._current.run == run:
            self._end_work("cancelled")

    def interrupt(self) -> None:
        """Stop what is under way, because the computer wants this process to end."""
        self.leave()
        self._end_work("interrupted")

    def leave(self) -> None:
        """Wait for no follow-up."""
        self._leaves = True
        self._wake.set()

    def take_over(self, spec: RunSpec) -> bool:
        """Take a follow-up in the same workspace, if nothing is under way."""
        previous = self._current
        fits = previous is not None and (previous.workspace, previous.agent) == (spec.workspace, spec.agent)
        fits = fits and spec.session == self._sessions.session  # a fresh attempt was chosen: its session goes on
        if not self._waits or not fits or self._next is not None or self._leaves or spec.kind == "command":
            return False
        folder = self._folder(spec)
        if folder.events.exists() or not Lease.of(folder, spec).is_held() or claim(folder.lock) is None:
            return False
        folder.note_socket(self._socket)
        self._take(spec)
        self._next = spec
        self._wake.set()
        return True

    def _folder(self, spec: RunSpec) -> RunFolder:
        return RunFolder(self._root / spec.run)

    def _take(self, spec: RunSpec) -> None:
        """From its first event on a run is begun, and nobody begins it again."""
        masker = Masker.of({**os.environ, **spec.environment})
        journal = Journal(self._folder(spec).events, lambda event: masked(event, masker))
        self._journals[spec.run] = journal
        journal.append(Started(run=spec.run, at=self._clock.now_ms(), pid=os.getpid()))

    def _end_work(self, why: Stop) -> None:
        if self._work is None or self._stop is not None:
            return
        if self._desk is not None and self._desk.may_park and why in {"interrupted", "parked"}:
            why, self._desk.parks = "parked", True
        self._stop = why
        self._work.cancel()

    async def _carry_out(self, spec: RunSpec) -> None:
        journal, folder = self._journals[spec.run], self._folder(spec)
        began_s = self._clock.monotonic_s()
        self._current, self._stop = spec, None
        self._desk = Desk(
            spec.run,
            journal,
            self._clock,
            spec.permissions,
            spec.decided,
            spec.answered,
            spec.hold_s,
            lambda: self._end_work("parked"),
        )
        lease = Lease.of(folder, spec)
        run = self._run = Run(spec, folder, journal, self._desk, self._sessions, lease, self._clock)
        async with asyncio.TaskGroup() as group:
            self._work = group.create_task(run.carry_out())
            if spec.run in self._doomed:
                self._end_work("cancelled")
            watch = group.create_task(self._watch(lease))
            await asyncio.wait([self._work])
            watch.cancel()
        work, self._work, self._desk, self._run = self._work, None, None, None
        if not lease.is_held():
            self._stop = "superseded"
            self.leave()
        if work.cancelled() or self._stop == "superseded":
            await self._sessions.close()
            await stop_tree(self._tree, Telling(spec.run, journal, self._clock))
            ended = run.end(_STOPPED[self._stop or "interrupted"], self._clock.monotonic_s() - began_s)
        else:
            ended = work.result()
        journal.append(ended)
        await journal.settle()

    async def _keep_roster(self) -> None:
        while True:
            self._roster.note(self._tree.look().values())
            await asyncio.sleep(ROSTER_S)

    async def _watch(self, lease: Lease) -> None:
        while lease.is_held():  # noqa: ASYNC110  # another process takes it
            await asyncio.sleep(LEASE_LOOK_S)
        self._end_work("superseded")

    async def _wait_for_follow_up(self, spec: RunSpec) -> RunSpec | None:
        if not self._sessions.is_live or self._leaves:
            return None
        self._wake.clear()
        self._waits = True
        try:
            async with asyncio.timeout(spec.linger_s):
                await self._wake.wait()
        except TimeoutError:
            self._leaves = True
        finally:
            self._waits = False
        upcoming, self._next = self._next, None
        return upcoming
