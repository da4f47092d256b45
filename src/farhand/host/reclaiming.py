"""Frees disk: removes the workspaces that nothing needs and whose branch holds everything, and says so."""

import asyncio
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.errors import FarhandError, Refused
from farhand.host.surveying import Survey, Surveying, busy_words
from farhand.ids import RandomBytes, RunId, new_id
from farhand.log import Log
from farhand.project_file import read_project_file
from farhand.runs import store as runs
from farhand.runs.folder import RunFolder
from farhand.runs.lease import take
from farhand.tasks import chains, projects, store
from farhand.thread.thread import Thread
from farhand.wire.workspace_events import WorkspaceRemoved
from farhand.workspaces import removals
from farhand.workspaces.keeping import GRACE_MS, Fate
from farhand.workspaces.removals import Removal
from farhand.workspaces.removing import remove, tear_down
from farhand.workspaces.unsaved import find_unsaved
from farhand.workspaces.worktree import find

log = Log.of(__name__)
SWEEP_S = 1800.0  # between looks at the disk
FIRST_SWEEP_S = 60.0  # a start has better things to do than to measure folders
ASIDE = ".removed-"


class Reclaiming:
    """A service: finishes removals that a crash cut off, then looks at the disk now and then."""

    name = "reclaiming"

    def __init__(
        self,
        database: Database,
        thread: Thread,
        surveying: Surveying,
        folder: Callable[[RunId], RunFolder],
        environment: Mapping[str, str],
        clock: Clock,
        random: RandomBytes,
    ) -> None:
        self._database = database
        self._thread = thread
        self._surveying = surveying
        self._folder = folder
        self._environment = {**os.environ, **environment}
        self._clock = clock
        self._random = random
        self._turn = asyncio.Lock()

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        ready()
        async with self._turn:
            for left in await self._database.read(removals.every):
                await self._carry_out(left)
        await asyncio.sleep(FIRST_SWEEP_S)
        while True:
            try:
                await self.clean()
            except Exception:  # the loop's edge: disk that stays taken must not end the host
                log.exception("workspaces.not_cleaned")
            await asyncio.sleep(SWEEP_S)

    async def clean(self, *, grace_ms: int = GRACE_MS) -> tuple[Survey, frozenset[Path]]:
        """Remove what may go; return what was found before, and what of it went."""
        async with self._turn:
            survey = await self._surveying.survey(grace_ms=grace_ms)
            gone = [each.path for each in survey.fates if each.goes_now and await self._remove(survey, each)]
            return survey, frozenset(gone)

    async def _remove(self, survey: Survey, fate: Fate) -> bool:
        found = survey.owned[fate.path]
        aside = fate.path.with_name(f"{ASIDE}{new_id(self._random)}")
        size = survey.sizes[fate.path]
        removal = Removal(found.chain.root, fate.path, aside, size, fate.words)

        def intend(connection: Connection) -> bool:
            if busy_words(connection, found.chain) is not None:
                return False
            removals.add(connection, removal)
            return True

        return await self._database.write(intend) and await self._carry_out(removal)

    async def _carry_out(self, removal: Removal) -> bool:
        try:
            note = await self._take_away(removal)
        except (FarhandError, OSError) as error:
            log.warning("workspace.kept", workspace=removal.workspace.name, why=str(error))
            await self._database.write(lambda connection: removals.done(connection, removal.root))
            self._thread.changed.ring()  # a follow-up may wait for it
            return False
        await self._database.write(lambda connection: self._tell(connection, removal, note))
        return True

    async def _take_away(self, removal: Removal) -> str | None:
        def query(connection: Connection) -> tuple[chains.Chain | None, projects.Project | None, runs.Run | None]:
            root = store.get(connection, removal.root)
            project = projects.find(connection, root.project) if root.project else None
            return (
                chains.find(connection, removal.root), project, runs.latest_in(connection, str(removal.workspace)),
            )  # fmt: skip

        chain, project, run = await self._database.read(query)
        if chain is None or project is None or run is None:
            raise Refused("its task or project is gone")
        if not await asyncio.to_thread(os.path.lexists, removal.workspace):
            await remove(project.path, removal.workspace, removal.aside)
            return None
        await take(self._folder(run.run).lease(run.workspace), f"removal {removal.aside.name}")
        prepared = await find(project.path, removal.workspace, chain.branch)
        if prepared is None:
            raise Refused("git does not list it any more")
        if unsaved := await find_unsaved(prepared):
            raise Refused(unsaved)
        file = read_project_file(project.path)
        note = await tear_down(prepared, file.teardown, self._environment) if file and file.teardown else None
        await remove(project.path, removal.workspace, removal.aside)
        return note

    def _tell(self, connection: Connection, removal: Removal, note: str | None) -> None:
        removals.done(connection, removal.root)
        newest = store.in_chain(connection, removal.root)[-1]
        self._thread.append(
            connection,
            WorkspaceRemoved(
                at=self._clock.now_ms(), task=newest.id, size_bytes=removal.size_bytes, words=removal.words, note=note,
            ),
        )  # fmt: skip
