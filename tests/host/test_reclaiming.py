"""The disk of workspaces is freed without losing work, a follow-up or a person's own folder."""

import asyncio
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import pytest

from farhand.database import Connection
from farhand.errors import Conflict
from farhand.host import surveying
from farhand.host.reclaiming import Reclaiming
from farhand.host.surveying import NOT_OURS, Surveying
from farhand.ids import RunId, TaskId, new_id
from farhand.runs import store as runs
from farhand.runs.folder import RunFolder
from farhand.runs.liveness import claim
from farhand.runs.store import Run, RunState
from farhand.tasks import chains
from farhand.tasks.task import Task
from farhand.wire.commands import ChangeAct
from farhand.wire.workspace_events import WorkspaceRemoved
from farhand.workspaces import removals
from farhand.workspaces.keeping import GRACE_MS
from farhand.workspaces.removals import Removal
from farhand.workspaces.worktree import prepare
from tests.git_projects import git, isolate_git, make_project, names_in
from tests.host.changed import ask, do, finish_run
from tests.host.core import Core


@dataclass(slots=True)
class Disk:
    core: Core
    root: Path
    project: Path
    runs: Path

    def surveying(self, budget_gb: int = 1000) -> Surveying:
        """Return who looks."""
        return Surveying(self.core.database, self.core.thread, self.root, self.folder, budget_gb, self.core.clock)

    def reclaiming(self, budget_gb: int = 1000) -> Reclaiming:
        """Return who cleans up."""
        return Reclaiming(
            self.core.database, self.core.thread, self.surveying(budget_gb), self.folder, {}, self.core.clock,
            secrets.token_bytes,
        )  # fmt: skip

    def folder(self, run: RunId) -> RunFolder:
        """Return a run's folder."""
        return RunFolder(self.runs / run)

    async def work(self, text: str = "Make it two") -> Task:
        """Let a task change a file and end, with a run that is known."""
        task = await finish_run(self.core, await self.core.say(text), self.project, app_py=f"one = {text!r}\n")
        await self.core.database.write(lambda c: self._record(c, task.root))
        return task

    def _record(self, connection: Connection, root: TaskId) -> None:
        chain = chains.find(connection, root)
        assert chain is not None
        run = Run(
            RunId(new_id()), root, 1, RunState.ENDED, "a", str(chain.workspace), chain.branch, None, None, None, 0, 1
        )
        runs.add(connection, run)
        self.folder(run.run).path.mkdir(parents=True)

    async def place(self, task: Task) -> Path:
        """Return where a task works."""
        chain = await self.core.database.read(lambda c: chains.find(c, task.root))
        assert chain is not None
        return chain.workspace

    async def words(self) -> dict[str, str]:
        """Return why each folder is kept."""
        survey = await self.surveying().survey()
        return {fate.path.name: fate.words for fate in survey.fates if not fate.goes_now}


@pytest.fixture
async def disk(core: Core, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    isolate_git(tmp_path, monkeypatch)
    project = make_project(tmp_path / "site")
    await core.add_project(project)
    return Disk(core, tmp_path / "workspaces", project, tmp_path / "runs")


def need_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave workspaces no byte."""

    def nothing(given_gb: int, taken_bytes: int, free_bytes: int) -> int:
        del given_gb, taken_bytes, free_bytes
        return 0

    monkeypatch.setattr(surveying, "budget_for", nothing)


async def test_what_is_settled_goes_after_a_grace_and_is_told(disk: Disk) -> None:
    task = await disk.work()
    await do(disk.core, task.id, ChangeAct.APPLY)
    place = await disk.place(task)
    await disk.reclaiming().clean()
    assert place.exists()

    disk.core.clock.advance(GRACE_MS)
    _, gone = await disk.reclaiming().clean()

    assert gone == {place}
    assert not place.exists()
    told = (await disk.core.of(WorkspaceRemoved))[-1]
    assert (told.task, told.size_bytes > 0, told.note) == (task.id, True, None)
    assert git(disk.project, "branch", "--list", "farhand/*")


async def test_an_open_change_goes_only_when_the_disk_is_needed(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    task = await disk.work()
    disk.core.clock.advance(100 * GRACE_MS)
    _, gone = await disk.reclaiming().clean()
    assert gone == frozenset()
    need_the_disk(monkeypatch)
    _, gone = await disk.reclaiming().clean()
    assert gone == {await disk.place(task)}


async def test_work_that_no_branch_holds_is_kept_whatever_the_disk(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    place = await disk.place(await disk.work())
    (place / "notes.txt").write_text("mine\n")
    need_the_disk(monkeypatch)
    _, gone = await disk.reclaiming().clean(grace_ms=0)
    assert gone == frozenset()
    assert "notes.txt" in (await disk.words())[place.name]


async def test_hand_made_worktrees_and_folders_are_not_ours(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    await disk.work()
    git(disk.project, "worktree", "add", "-q", str(disk.root / "mine"), "-b", "mine")
    (disk.root / "stuff").mkdir()
    words = await disk.words()
    assert words["mine"] == words["stuff"] == NOT_OURS
    need_the_disk(monkeypatch)
    await disk.reclaiming().clean(grace_ms=0)
    assert names_in(disk.root) == ["mine", "stuff"]


async def test_a_scan_that_fails_removes_nothing(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    place = await disk.place(await disk.work())
    (disk.project / ".git" / "HEAD").write_text("damaged")
    need_the_disk(monkeypatch)
    _, gone = await disk.reclaiming().clean(grace_ms=0)
    assert gone == frozenset()
    assert "git could not be asked" in (await disk.words())[place.name]
    assert place.exists()


async def test_a_worktree_that_git_does_not_list_is_kept(disk: Disk) -> None:
    place = await disk.place(await disk.work())
    moved = place.with_name("moved")
    git(disk.project, "worktree", "move", str(place), str(moved))
    place.mkdir()
    assert "does not list" in (await disk.words())[place.name]


async def test_a_chain_that_is_needed_is_kept_and_says_for_what(disk: Disk) -> None:
    task = await disk.work()
    place = await disk.place(task)
    run = await disk.core.database.read(lambda c: runs.latest_in(c, str(place)))
    assert run is not None

    lock = claim(disk.folder(run.run).lock)
    assert lock is not None
    assert "follow-up" in (await disk.words())[place.name]
    os.close(lock)

    await ask(disk.core, task.id, ChangeAct.APPLY)
    assert "being settled" in (await disk.words())[place.name]


async def test_a_removal_that_a_crash_cut_off_is_finished_at_the_next_start(disk: Disk) -> None:
    task = await disk.work()
    place = await disk.place(task)
    aside = place.with_name(".removed-1")
    removal = Removal(task.root, place, aside, 5, "it was settled")
    await disk.core.database.write(lambda c: removals.add(c, removal))
    place.rename(aside)
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        service = group.create_task(disk.reclaiming().run(lambda: None))
        heard = 0
        while await disk.core.database.read(removals.every):
            heard = await disk.core.thread.changed.wait_rung(heard)
        service.cancel()
    assert names_in(disk.root) == []
    assert len(await disk.core.of(WorkspaceRemoved)) == 1


async def test_nothing_is_settled_while_its_workspace_goes(disk: Disk) -> None:
    task = await disk.work()
    place = await disk.place(task)
    removal = Removal(task.root, place, place.with_name(".removed-1"), 5, "it was settled")
    await disk.core.database.write(lambda c: removals.add(c, removal))
    with pytest.raises(Conflict):
        await ask(disk.core, task.id, ChangeAct.APPLY)


async def test_teardown_of_the_project_runs_before_and_what_goes_wrong_is_told(disk: Disk) -> None:
    task = await disk.work()
    torn = disk.project.parent / "torn"
    (disk.project / "farhand.toml").write_text(f'teardown = "pwd > {torn}; exit 3"\n')
    await do(disk.core, task.id, ChangeAct.DISCARD)
    place = await disk.place(task)
    branch = f"farhand/work-{task.root[:8]}"
    await prepare(disk.project, place, branch)  # a follow-up made it again
    await disk.reclaiming().clean(grace_ms=0)
    assert torn.read_text().strip() == str(place)
    assert "exit 3" in str((await disk.core.of(WorkspaceRemoved))[-1].note)
