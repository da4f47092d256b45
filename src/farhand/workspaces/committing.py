"""Commit all that an agent left in a workspace, so that the branch holds the whole change."""

import os
from dataclasses import dataclass

from farhand.errors import Conflict
from farhand.git import GitFailed, Repository, author_options, to_reason
from farhand.workspaces.prepared import Prepared

_UNSIGNED = ("-c", "commit.gpgSign=false")


@dataclass(frozen=True, slots=True)
class Committed:
    """Where the branch stands; `note` is worth telling a person."""

    head: str
    note: str | None = None


async def commit(prepared: Prepared, message: str) -> Committed:
    """Commit everything in the workspace but what was brought into it; without a change, the head stays.

    The project's hooks run only if the workspace was prepared with trust. A hook that refuses is told of and does not
    keep the work from being committed. Raises GitFailed, or
    Conflict when the agent left the branch for another history.
    """
    repository = prepared.repository
    notes: list[str] = []
    if prepared.branch is not None:
        notes += await _return_to_branch(repository, prepared.branch)
    left_out = [f":(exclude,top,literal){path}" for path in await _not_ignored(repository, prepared.brought)]
    added = await repository.ask("add", "--all", "--ignore-errors", "--", ":/", *left_out)
    if added.exit != 0:
        notes.append(f"not everything could be committed: {to_reason(added.words)}")
    author = await author_options(repository)
    try:
        head = await commit_index(repository, message, author)
    except GitFailed as error:
        if not repository.hooks:
            raise
        head = await commit_index(repository, message, author, "--no-verify")
        notes.append(f"a commit hook refused, the work is committed all the same: {to_reason(error.words)}")
    return Committed(head, "; ".join(notes) or None)


async def commit_index(repository: Repository, message: str, author: tuple[str, ...], *options: str) -> str:
    """Commit what is in the index and return the head; without a change the head stays, unless a merge is under way."""
    before = await repository.resolve("HEAD")
    is_same = (await repository.ask("diff", "--cached", "--quiet", "--no-ext-diff")).exit == 0
    if before is not None and is_same and await repository.resolve("MERGE_HEAD") is None:
        return before
    first = ("--allow-empty",) if before is None else ()
    await repository.run(
        *_UNSIGNED, *author, "commit", "--quiet", "--cleanup=whitespace", "--file=-", *first, *options,
        stdin=message.encode("utf-8", "replace"),
    )  # fmt: skip
    head = await repository.resolve("HEAD")
    if head is None:
        raise GitFailed("git said that it committed, and there is no commit")
    return head


async def _not_ignored(repository: Repository, paths: tuple[str, ...]) -> list[str]:
    """Return the paths that only we know to leave out: git refuses to be told so of those that it ignores itself."""
    if not paths:
        return []
    asked = b"".join(os.fsencode(path) + b"\0" for path in paths)
    ignored = set((await repository.ask("check-ignore", "-z", "--stdin", stdin=asked)).records())
    return [path for path in paths if path not in ignored]


async def _return_to_branch(repository: Repository, branch: str) -> list[str]:
    """Make HEAD the task's branch again, with the agent's commits, and no other branch touched."""
    ref = f"refs/heads/{branch}"
    there = await repository.ask("symbolic-ref", "--quiet", "HEAD")
    if there.text() == ref:
        return []
    head, tip = await repository.resolve("HEAD"), await repository.resolve(ref)
    if head is None:
        raise Conflict(f"the workspace of `{branch}` has lost its commits", hint="look at it with git")
    if tip is not None and (await repository.ask("merge-base", "--is-ancestor", tip, head)).exit != 0:
        raise Conflict(
            f"the agent left the branch `{branch}` for another history",
            hint=f"the workspace `{repository.folder}` holds its work; look at it with git",
        )
    await repository.run("update-ref", ref, head)
    await repository.run("symbolic-ref", "HEAD", ref)
    return [f"the agent had changed to another branch; its commits are on `{branch}`"]
