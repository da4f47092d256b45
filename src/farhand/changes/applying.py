"""Brings a change into the project's checkout as one commit, takes it back, or moves it onto a newer base.

Every commit is made beside the checkout, which then only moves forward to it: git does that whole or not at all.
"""

from collections.abc import Awaitable, Callable

from farhand.changes.place import Place, listed
from farhand.errors import Conflict, Unavailable
from farhand.git import GitFailed, author_options, to_reason

# A commit that only a merge sees has words of its own: else it could be, to the byte, one that history holds.
_FOR_A_MERGE = "Seen by a merge only\n"
Keep = Callable[[str], Awaitable[None]]
"""Notes a commit durably before the checkout moves to it."""


class BaseMoved(Conflict):
    """The project moved on since the change began."""

    code = "base_moved"


class Clash(Conflict):
    """Two changes touch the same lines."""

    code = "clash"


async def apply(place: Place, message: str, keep: Keep) -> tuple[str, str]:
    """Put the change on the branch that is checked out; return the commit and that branch.

    Raises Conflict, BaseMoved or GitFailed, and then has changed nothing.
    """
    name, head = await place.checkout()
    await _refuse_other_branch(place, name)
    base, tip = await place.ends()
    if await place.tree(base) == await place.tree(tip):
        raise Conflict("there is nothing new to apply")
    if await place.tree(head) != await place.tree(base) or not await place.holds(head, base):
        await _refuse_moved(place, name, head, base)  # what was applied and taken back is no move
    commit = await _commit(place, f"{tip}^{{tree}}", head, message)
    await _advance(place, head, commit, keep)
    await land(place, commit)
    return commit, name


async def land(place: Place, commit: str) -> None:
    """Let what follows on the branch begin at the commit that was applied."""
    base, tip = await place.ends()
    if await place.tree(tip) == await place.tree(commit):
        await _move_refs(place, (place.branch_ref, commit, tip), (place.base_ref, commit, base))


async def revert(place: Place, commit: str, message: str, keep: Keep) -> tuple[str, str]:
    """Take an applied commit back by a commit of its own; return that and the branch. Raises as `apply`."""
    name, head = await place.checkout()
    if not await place.holds(head, commit):
        raise Conflict(f"`{name}` does not hold the commit {commit[:10]}", hint="is another branch checked out?")
    before = (await place.project.run("rev-parse", "--verify", f"{commit}^")).text()
    opposite = await _commit(place, f"{before}^{{tree}}", commit, _FOR_A_MERGE)
    tree = await _merge(place, head, opposite, "later commits changed the same lines", "take it back by hand")
    if tree == await place.tree(head):
        raise Conflict(f"`{name}` does not hold the change any more")
    undoing = await _commit(place, tree, head, message)
    await _advance(place, head, undoing, keep)
    await take_off(place, commit)
    return undoing, name


async def take_off(place: Place, commit: str) -> None:
    """Let the branch begin where it began before the commit that was taken back."""
    before = (await place.project.run("rev-parse", "--verify", f"{commit}^")).text()
    if await place.project.resolve(place.base_ref) == commit:
        await _move_refs(place, (place.base_ref, before, commit))


async def rebase(place: Place, message: str) -> tuple[str, str]:
    """Put the change on top of what is checked out now, in its own branch; return the new base and its branch.

    Raises Clash, Conflict or GitFailed, and then has changed nothing.
    """
    name, head = await place.checkout()
    await _refuse_other_branch(place, name)
    base, tip = await place.ends()
    if head == base:
        raise Conflict(f"the change already stands on top of `{name}`")
    if not await place.holds(head, base):
        raise Conflict(f"`{name}` does not hold the commit that the task began from", hint="was its history rewritten?")
    whole = await _commit(place, f"{tip}^{{tree}}", base, _FOR_A_MERGE)
    hint = "`farhand resolve` hands it to the agent"
    tree = await _merge(place, head, whole, f"it clashes with what is new on `{name}`", hint)
    if tree == await place.tree(head):
        raise Conflict(f"`{name}` holds the whole change already")
    moved = await _commit(place, tree, head, message)
    await move_branch(place, moved, tip)
    await _move_refs(place, (place.base_ref, head, base))
    return head, name


async def is_in_checkout(place: Place, commit: str) -> bool:
    """Return whether what is checked out in the project holds a commit."""
    head = await place.project.resolve("HEAD")
    return head is not None and await place.holds(head, commit)


async def is_on_top(place: Place) -> bool:
    """Return whether the change stands on top of what is checked out."""
    base, tip = await place.ends()
    return base == await place.project.resolve("HEAD") and await place.holds(tip, base)


async def _refuse_other_branch(place: Place, name: str) -> None:
    began = await place.project.ask("symbolic-ref", "--quiet", place.origin_ref)
    on = began.text().removeprefix("refs/heads/")
    if began.exit == 0 and on != name:
        raise Conflict(f"the task began on `{on}`, and `{name}` is checked out", hint=f"`git switch {on}` first")


async def _refuse_moved(place: Place, name: str, head: str, base: str) -> None:
    if not await place.holds(head, base):
        raise Conflict(f"`{name}` does not hold the commit that the task began from", hint="was its history rewritten?")
    count = (await place.project.run("rev-list", "--count", f"{base}..{head}")).text()
    words = "1 commit" if count == "1" else f"{count} commits"
    raise BaseMoved(f"`{name}` moved on by {words} since the task began", hint="rebase the change first")


async def _commit(place: Place, tree: str, parent: str, message: str) -> str:
    author = await author_options(place.project)
    made = await place.project.run(
        *author, "commit-tree", tree, "-p", parent, "-F", "-", stdin=message.encode("utf-8", "replace")
    )
    return made.text()


async def _merge(place: Place, ours: str, theirs: str, words: str, hint: str) -> str:
    """Return the tree of a merge, made beside every checkout."""
    merged = await place.project.ask("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", ours, theirs)
    records = merged.records()
    if merged.exit == 1 and records:
        names = list(dict.fromkeys(records[1:]))
        count = "1 file" if len(names) == 1 else f"{len(names)} files"
        raise Clash(f"{words}, in {count}: {listed(names)}", hint=hint)
    if merged.exit != 0 or not records:
        raise Unavailable(f"git cannot merge here: {to_reason(merged.words)}", hint="git 2.38 or newer is needed")
    return records[0]


async def _advance(place: Place, head: str, commit: str, keep: Keep) -> None:
    await _refuse_dirty(place, head, commit)
    await keep(commit)
    try:
        await place.project.run("merge", "--quiet", "--ff-only", "--no-overwrite-ignore", "--no-autostash", commit)
    except GitFailed as error:
        if await place.project.resolve("HEAD") == commit:
            return  # a hook had a complaint afterwards
        raise Conflict(f"git would not change the checkout: {to_reason(error.words)}", hint=error.hint) from error


async def _refuse_dirty(place: Place, head: str, commit: str) -> None:
    touching = await place.project.run("diff-tree", "-r", "--name-only", "--no-renames", "-z", head, commit)
    touched = set(touching.records())
    status = await place.project.run(
        "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=dirty"
    )
    dirty = [record[3:] for record in status.records() if record[3:] in touched]
    if dirty:
        what = "a file that it touches has" if len(dirty) == 1 else f"{len(dirty)} files that it touches have"
        raise Conflict(f"{what} uncommitted changes: {listed(dirty)}", hint="commit or stash them, then try again")


async def move_branch(place: Place, commit: str, tip: str) -> None:
    """Move the task's branch, and its worktree where there is one, to a commit."""
    worktree = place.worktree
    if worktree is None:
        await _move_refs(place, (place.branch_ref, commit, tip))
        return
    there = await worktree.ask("symbolic-ref", "--quiet", "HEAD")
    if there.text() != place.branch_ref:
        raise Conflict(f"the workspace has left the branch `{place.branch}`", hint="look at it with git")
    moved = await worktree.ask("reset", "--quiet", "--keep", commit)
    if moved.exit != 0:
        raise Conflict(f"the workspace cannot be moved: {to_reason(moved.words)}", hint="look at it with git")


async def _move_refs(place: Place, *moves: tuple[str, str, str]) -> None:
    """Move refs, all or none, each only from where it was seen; one that a run moved meanwhile stays."""
    lines = "".join(f"update {ref} {new} {old}\n" for ref, new, old in moves)
    await place.project.ask("update-ref", "--no-deref", "--stdin", stdin=lines.encode())
