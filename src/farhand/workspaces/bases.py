"""Where a task's change counts from, when the agent itself brought the project's newer commits into its branch."""

from farhand.git import Repository
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
