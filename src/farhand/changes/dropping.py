"""Lets the branch of an attempt go, and only while it ends where a run of ours is known to have left it."""

from collections.abc import Collection, Sequence

from farhand.changes.place import checked_out_at
from farhand.git import Repository


async def drop_branch(project: Repository, branch: str, ours: Collection[str], notes: Sequence[str]) -> bool:
    """Delete a branch that ends at one of our commits, and the refs that are `notes` about it.

    What a person went on with, or has checked out, stays: return whether it is gone. Raises GitFailed.
    """
    ref = f"refs/heads/{branch}"
    tip = await project.resolve(ref)
    if tip is not None and (tip not in ours or await checked_out_at(project, ref)):
        return False
    gone = [*([] if tip is None else [f"delete {ref} {tip}"]), *(f"delete {note}" for note in notes)]
    await project.run("update-ref", "--no-deref", "--stdin", stdin="".join(f"{line}\n" for line in gone).encode())
    return True
