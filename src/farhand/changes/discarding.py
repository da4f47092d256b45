"""Puts a change out of the way so that it can be brought back, and lets it go for good when its time is over."""

from farhand.changes.place import Place, checked_out_at
from farhand.errors import Conflict, NotFound
from farhand.git import Repository, to_reason
from farhand.ids import TaskId

DISCARDED = "refs/farhand/discarded/"


async def discard(place: Place, task: TaskId) -> str:
    """Keep the branch under a name of ours, remove branch and worktree; return where the branch ended.

    Raises Conflict or GitFailed, and then has removed nothing.
    """
    base, tip = await place.ends()
    await _refuse_elsewhere(place)
    kept = f"update {_end(task)} {tip}\nupdate {_begin(task)} {base}\n"
    await place.project.run("update-ref", "--no-deref", "--stdin", stdin=kept.encode())
    await _remove_worktree(place)
    gone = f"delete {place.branch_ref} {tip}\ndelete {place.base_ref} {base}\n"
    await place.project.run("update-ref", "--no-deref", "--stdin", stdin=gone.encode())
    return tip


async def discarded_at(place: Place, task: TaskId) -> str | None:
    """Return where the branch ended, if git shows the change as put out of the way."""
    if await place.project.resolve(place.branch_ref) is not None:
        return None
    return await place.project.resolve(_end(task))


async def is_back(place: Place, task: TaskId) -> bool:
    """Return whether git shows the branch, and nothing put out of the way."""
    tip = await place.project.resolve(place.branch_ref)
    return tip is not None and await place.project.resolve(_end(task)) is None


async def restore(place: Place, task: TaskId) -> None:
    """Bring a discarded branch back; its worktree is made again when it is needed. Raises NotFound or Conflict."""
    tip, base = await place.project.resolve(_end(task)), await place.project.resolve(_begin(task))
    if tip is None or base is None:
        raise NotFound("the discarded change is not kept any more")
    if await place.project.resolve(place.branch_ref) is not None:
        raise Conflict(f"a follow-up has begun the branch `{place.branch}` anew", hint="discard that first")
    lines = (
        f"create {place.branch_ref} {tip}\nupdate {place.base_ref} {base}\n"
        f"delete {_end(task)} {tip}\ndelete {_begin(task)} {base}\n"
    )
    await place.project.run("update-ref", "--no-deref", "--stdin", stdin=lines.encode())


async def drop(project: Repository, task: TaskId, tip: str) -> None:
    """Let a discarded change go for good, if it still is the one that was discarded."""
    if await project.resolve(_end(task)) == tip:
        lines = f"delete {_end(task)} {tip}\ndelete {_begin(task)}\n"
        await project.run("update-ref", "--no-deref", "--stdin", stdin=lines.encode())


async def _refuse_elsewhere(place: Place) -> None:
    ours = None if place.worktree is None else str(place.worktree.folder.resolve())
    for there in await checked_out_at(place.project, place.branch_ref):
        if there != ours:
            raise Conflict(f"the branch is checked out in `{there}`", hint="change to another branch there first")


async def _remove_worktree(place: Place) -> None:
    if place.worktree is None:
        return
    # Without --force: git itself refuses when there is anything in it that no commit holds.
    removed = await place.project.ask("worktree", "remove", str(place.worktree.folder))
    if removed.exit != 0:
        why = to_reason(removed.words)
        raise Conflict(f"the workspace cannot be removed: {why}", hint=f"look at `{place.worktree.folder}`")


def _end(task: TaskId) -> str:
    return f"{DISCARDED}{task}/end"


def _begin(task: TaskId) -> str:
    return f"{DISCARDED}{task}/begin"
