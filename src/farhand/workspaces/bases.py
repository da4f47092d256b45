"""Where a task's change counts from, when the agent itself brought the project's newer commits into its branch."""

from dataclasses import replace

from farhand.git import Repository
from farhand.workspaces.prepared import Prepared
from farhand.workspaces.worktree import BASES, ORIGINS


async def follow_base(repository: Repository, branch: str, base: str, head: str) -> str:
    """Return the newest commit of the project's branch that the task's branch holds, and count from it from now on."""
    meeting = await repository.ask("merge-base", ORIGINS + branch, head)
    newest = meeting.text()
    if meeting.exit != 0 or newest in {base, head}:
        return base
    if (await repository.ask("merge-base", "--is-ancestor", base, newest)).exit != 0:
        return base
    moved = await repository.ask("update-ref", BASES + branch, newest, base)
    return newest if moved.exit == 0 else base


async def with_newest_base(prepared: Prepared) -> Prepared:
    """Return a workspace that was prepared before, with what its change counts from now: a rebase moves that."""
    if prepared.branch is None:
        return prepared
    base = await prepared.repository.resolve(BASES + prepared.branch)
    return replace(prepared, base_commit=base or prepared.base_commit)
