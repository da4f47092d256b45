"""Puts the commit of another attempt on a task's branch; what the branch held before stays under a name of its own."""

from farhand.changes.applying import move_branch
from farhand.changes.place import Place
from farhand.errors import Conflict


async def choose(place: Place, commit: str, keep_as: str) -> None:
    """Move the branch to a commit, whose change counts from the same base; a repeat changes nothing.

    What it held is kept as the branch `keep_as`, unless there is one. Raises Conflict or GitFailed, and then the branch
    has not moved.
    """
    base, tip = await place.ends()
    if tip == commit:
        return
    if await place.project.resolve(commit) is None or not await place.holds(commit, base):
        raise Conflict(f"the commit {commit[:10]} does not stand on the base of `{place.branch}`")
    kept = f"refs/heads/{keep_as}"
    if await place.project.resolve(kept) is None:
        await place.project.run("update-ref", kept, tip, "")
    await move_branch(place, commit, tip)
    if await place.project.resolve(place.branch_ref) != commit:
        raise Conflict(f"the branch `{place.branch}` was moved meanwhile", hint="try again")
