"""What a run leaves on its branch: its commits, and the change against the base, told with its warnings."""

from dataclasses import dataclass

from farhand.changes.diff import Change, find_change, list_paths
from farhand.changes.keys import key_warnings
from farhand.changes.left_alone import NOTHING_SAID, LeftAlone, look, wishes_in
from farhand.changes.marks import mark_warnings
from farhand.changes.place import listed
from farhand.runner.pictures import keep_pictures
from farhand.runner.steps import Step
from farhand.runner.telling import Telling
from farhand.runner.verdict import RunFailed, Verdict
from farhand.runs.folder import RunFolder, write_durably
from farhand.runs.lease import Lease
from farhand.runs.spec import RunSpec
from farhand.sayings.checks import NO_COMMIT, commit_or_undo, not_committed
from farhand.wire.run_events import StepKind
from farhand.workspaces.bases import follow_base
from farhand.workspaces.committing import commit
from farhand.workspaces.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Told:
    """How many files a change has, and what to know of it before it is taken."""

    files: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """The branch of one run, written under its lease."""

    spec: RunSpec
    folder: RunFolder
    lease: Lease
    tell: Telling

    async def commit(self, prepared: Prepared) -> str:
        """Commit what the workspace holds; return where the branch stands."""
        async with self.lease.writing():
            committed = await commit(prepared, f"{self.spec.title}\n\nFarhand task {self.spec.number}\n")
        if committed.note:
            self.tell.step(Step("commit", StepKind.SETUP, "Commit", committed.note))
        return committed.head

    async def tell_change(self, prepared: Prepared, head: str) -> Told:
        """Tell what the branch holds against its base, and return what that comes to."""
        base = prepared.base_commit
        if prepared.branch is not None:
            async with self.lease.writing():
                base = await follow_base(prepared.repository, prepared.branch, base, head)
        change = await find_change(prepared.repository, base, head)
        if not change.files:
            return Told()
        left_alone = await self._left_alone(prepared, change)
        write_durably(self.folder.diff, change.diff)
        await keep_pictures(prepared.repository, change.files, self.folder)
        self.tell.change(change, prepared.branch or "", str(self.folder.diff), left_alone)
        touched = (f"it {words}" for words in left_alone.touched)
        return Told(len(change.files), (*touched, *mark_warnings(change.diff), *key_warnings(change.diff)))

    async def _left_alone(self, prepared: Prepared, change: Change) -> LeftAlone:
        wishes = wishes_in(self.spec.leave_alone)
        if not wishes:
            return NOTHING_SAID
        return look(wishes, change.files, await list_paths(prepared.repository, change.base))


async def whole_commit(prepared: Prepared) -> str:
    """Return the commit that the workspace holds; what differs from it would be checked without being in it.

    Raises RunFailed.
    """
    repository = prepared.repository
    differs = (await repository.run("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "HEAD")).records()
    head = await repository.resolve("HEAD")
    if differs or head is None:
        words = not_committed(listed(differs)) if differs else NO_COMMIT
        hint = commit_or_undo(str(prepared.path))
        raise RunFailed(Verdict("failed", "check_not_started", words, hint))
    return head
