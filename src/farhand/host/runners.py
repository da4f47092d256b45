"""The runner processes as `Running` wants them: started, followed, and told what people decided."""

import asyncio
from collections.abc import AsyncGenerator, Sequence

from farhand.attention import store as attention
from farhand.attention import stuck
from farhand.database import Connection, Database
from farhand.errors import Unavailable
from farhand.ids import RunId
from farhand.log import Log
from farhand.runs import store as runs
from farhand.runs.attaching import Attached, Gone
from farhand.runs.folder import RunFolder
from farhand.runs.launching import Launching
from farhand.runs.leftovers import sweep
from farhand.runs.protocol import Allow, Answer, Cancel, FromRunner, Nudge, Permit, ToRunner
from farhand.runs.spec import RunSpec
from farhand.sayings.outcomes import RUNNER_GONE, RUNNER_GONE_REST_RUNS
from farhand.tasks import store
from farhand.tasks.permissions import permissions_of

log = Log.of(__name__)
STOP_PATIENCE_S = 60.0  # an agent's tree that is told to end has ended long before; nobody waits for it longer


class RunnerGone(Unavailable):
    """A runner ended without telling the end of its run."""

    code = "runner_gone"

    def __init__(self, *, is_rest_gone: bool = True) -> None:
        super().__init__(RUNNER_GONE if is_rest_gone else RUNNER_GONE_REST_RUNS)
        self.is_rest_gone = is_rest_gone


class RunnerProcesses:
    """Keeps one connection to each run that is followed.

    What cannot be told at the moment is not lost: decisions are in the database, and every new connection to a runner
    begins with them.
    """

    def __init__(self, launching: Launching, database: Database) -> None:
        self._launching = launching
        self._database = database
        self._attached: dict[RunId, Attached] = {}

    def folder(self, run: RunId) -> RunFolder:
        """Return the folder of a run."""
        return self._launching.folder(run)

    async def start(self, spec: RunSpec, after: RunId | None) -> None:
        """Start a run: in the runner that lingers since `after`, or in a new one. Raises Unavailable."""
        await self._launching.begin(spec, after)

    async def dismiss(self) -> None:
        """Let the runners that linger for a follow-up end now; runs that are under way go on."""
        newest = await self._database.read(runs.newest_ended)
        async with asyncio.TaskGroup() as group:
            for run in newest:
                group.create_task(self._launching.dismiss(run))
        await self.tidy()

    async def tidy(self) -> None:
        """Stop what runners left that were killed, also those whose run had ended by then."""
        await self._launching.tidy()

    async def events(self, run: RunId, after: int) -> AsyncGenerator[FromRunner]:
        """Yield what a run tells, behind the event numbered `after`; ends with Ended, or raises RunnerGone."""

        async def decided() -> Sequence[ToRunner]:
            return await self._database.read(lambda connection: _decisions(connection, run))

        attached = Attached(self.folder(run), after, decided)
        self._attached[run] = attached
        try:
            async for event in attached.events():
                if isinstance(event, Gone):
                    raise RunnerGone(is_rest_gone=await sweep(self.folder(run)))
                yield event
        finally:
            del self._attached[run]

    async def stop(self, run: RunId) -> None:
        """Stop a run that is followed no more; returns when it is over, or cannot be stopped in time."""

        async def decided() -> Sequence[ToRunner]:
            return (Cancel(run=run),)

        try:
            async with asyncio.timeout(STOP_PATIENCE_S):
                async for event in Attached(self.folder(run), 0, decided).events():
                    if isinstance(event, Gone):
                        await sweep(self.folder(run))
        except (TimeoutError, ValueError) as error:
            log.warning("run.not_stopped", run=run, why=type(error).__name__)

    async def tell(self, run: RunId, message: Allow | Answer | Permit | Nudge | Cancel) -> None:
        """Tell a run's runner something now, or as soon as it can be heard."""
        attached = self._attached.get(run)
        if attached is None:
            return
        try:
            await attached.send(message)
        except Unavailable as error:
            log.info("runner.told_later", run=run, why=error.message)


def _decisions(connection: Connection, run: RunId) -> tuple[ToRunner, ...]:
    known = runs.get(connection, run)
    if known is None:
        return ()
    task = store.get(connection, known.task)
    told: list[ToRunner] = [Permit(run=run, permissions=permissions_of(connection, task))]
    for approval in attention.approvals_of_run(connection, run):
        if approval.state in {"allowed", "denied"}:
            allow = approval.state == "allowed"
            told.append(
                Allow(approval=approval.id, action_hash=approval.action_hash, allow=allow, words=approval.words)
            )
    told.extend(
        Answer(question=question.id, answers=question.answers)
        for question in attention.questions_of_run(connection, run)
        if question.state == "answered"
    )
    for each in stuck.of_run(connection, run):
        if each.verdict == "nudged":
            told.append(Nudge(run=run, stuck=each.seen.stuck, text=each.text))
        elif each.verdict == "retried":
            told.append(Cancel(run=run))
    if task.stopping:
        told.append(Cancel(run=run))
    return tuple(told)
