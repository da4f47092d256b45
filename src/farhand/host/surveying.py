"""Looks at all that lies below the root of workspaces: whose it is, whether it is needed, what it holds."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from farhand.changes import store as changes
from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.errors import FarhandError
from farhand.host.change_asks import seen, state_of
from farhand.ids import RunId
from farhand.runs import store as runs
from farhand.runs.folder import RunFolder
from farhand.tasks import chains, projects, store
from farhand.tasks.chains import Chain
from farhand.tasks.projects import Project
from farhand.tasks.task import ENDED, Task
from farhand.thread.thread import Thread
from farhand.wire.change_events import ChangeState
from farhand.workspaces.keeping import GRACE_MS, Fate, Known, decide
from farhand.workspaces.scanning import is_listed, list_worktrees
from farhand.workspaces.sizes import budget_for, free_bytes_at, size_of
from farhand.workspaces.unsaved import find_unsaved
from farhand.workspaces.worktree import find

NOT_OURS = "not ours: no task of this host has it"


@dataclass(frozen=True, slots=True)
class Owned:
    """What the database knows of a workspace. `has_change`: a run told of one; `settled`: it is pending no more."""

    chain: Chain
    newest: Task
    project: Project | None
    run: RunId | None
    used_at_ms: int
    has_change: bool
    is_settled: bool
    busy: str | None


@dataclass(frozen=True, slots=True)
class Survey:
    """All that was found, and what is to become of it."""

    fates: tuple[Fate, ...]
    owned: Mapping[Path, Owned]
    sizes: Mapping[Path, int]
    budget_bytes: int


class Surveying:
    """Finds out; changes nothing."""

    def __init__(
        self,
        database: Database,
        thread: Thread,
        root: Path,
        folder: Callable[[RunId], RunFolder],
        budget_gb: int,
        clock: Clock,
    ) -> None:
        self._database = database
        self._thread = thread
        self._root = root
        self._folder = folder
        self._budget_gb = budget_gb
        self._clock = clock

    async def survey(self, *, grace_ms: int = GRACE_MS) -> Survey:
        """Look at everything; what cannot be found out of a workspace keeps it."""
        paths = await asyncio.to_thread(_folders_in, self._root)
        sizes = {path: await asyncio.to_thread(size_of, path) for path in paths}
        owned = await self._database.read(lambda connection: self._owned(connection, paths))
        worktrees = await _scan({each.project.path for each in owned.values() if each.project})
        known = [await self._know(path, sizes[path], owned.get(path), worktrees) for path in paths]
        free = await asyncio.to_thread(free_bytes_at, self._root) if paths else 0
        budget = budget_for(self._budget_gb, sum(sizes.values()), free)
        fates = decide(known, self._clock.now_ms(), budget, grace_ms=grace_ms)
        return Survey(fates, owned, sizes, budget)

    def _owned(self, connection: Connection, paths: list[Path]) -> dict[Path, Owned]:
        found: dict[Path, Owned] = {}
        for path in paths:
            chain = chains.find_in(connection, path)
            if chain is not None:
                found[path] = self._of(connection, chain)
        return found

    def _of(self, connection: Connection, chain: Chain) -> Owned:
        tasks = store.in_chain(connection, chain.root)
        newest = tasks[-1]
        run = runs.latest_in(connection, str(chain.workspace))
        used_at, has_change, is_settled = max(each.changed_at for each in tasks), False, True
        for each in tasks:
            change = seen(connection, self._thread, each).change
            if change is not None:
                has_change = True
                is_settled = is_settled and state_of(connection, each, change) is not ChangeState.PENDING
                settled = changes.find(connection, each.id)
                used_at = max(used_at, settled.at if settled else 0)
        return Owned(
            chain=chain,
            newest=newest,
            project=projects.find(connection, newest.project) if newest.project else None,
            run=run.run if run else None,
            used_at_ms=used_at,
            has_change=has_change,
            is_settled=is_settled,
            busy=busy_words(connection, chain),
        )

    async def _know(
        self, path: Path, size: int, owned: Owned | None, worktrees: Mapping[Path, dict[Path, str | None] | str]
    ) -> Known:
        if owned is None:
            return Known(path, size, 0, NOT_OURS)
        used_at = owned.used_at_ms
        stays = self._needed(owned)
        if stays is None and owned.project is not None:
            listed = worktrees[owned.project.path]
            if isinstance(listed, str):
                stays = f"git could not be asked: {listed}"
            elif not is_listed(path, owned.chain.branch, listed):
                stays = "git does not list it as this task's worktree"
        if stays is not None or owned.project is None:
            return Known(path, size, used_at, stays or "its project is gone")
        try:
            prepared = await find(owned.project.path, path, owned.chain.branch)
            if prepared is None:
                return Known(path, size, used_at, "git does not list it as this task's worktree")
            stays = await find_unsaved(prepared)
            begun = prepared.base_commit == await prepared.repository.resolve("HEAD")
        except FarhandError as error:
            return Known(path, size, used_at, f"git could not be asked: {error.message}")
        return Known(path, size, used_at, stays, owned.is_settled and (owned.has_change or begun))

    def _needed(self, owned: Owned) -> str | None:
        if owned.busy is not None:
            return owned.busy
        if owned.run is None:
            return "no run of it is known"
        if self._folder(owned.run).is_alive():
            return "its agent still waits for a follow-up"
        return None


def busy_words(connection: Connection, chain: Chain) -> str | None:
    """Return in words what a workspace is needed for right now; None when its chain is idle."""
    for task in store.in_chain(connection, chain.root):
        if task.state not in ENDED:
            return f"task {task.number} is {task.state}"
    if any(run.workspace == str(chain.workspace) for run in runs.all_open(connection)):
        return "a run in it has not ended"
    if changes.wanted_in(connection, chain.root) is not None:
        return "its change is being settled"
    return None


async def _scan(folders: set[Path]) -> dict[Path, dict[Path, str | None] | str]:
    found: dict[Path, dict[Path, str | None] | str] = {}
    for folder in folders:
        try:
            found[folder] = await list_worktrees(folder)
        except FarhandError as error:
            found[folder] = error.message
    return found


def _folders_in(root: Path) -> list[Path]:
    try:
        return sorted(path for path in root.iterdir() if path.is_dir() and not path.is_symlink())
    except FileNotFoundError:
        return []
