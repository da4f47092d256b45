"""Where a chain's change lies in git: branch, base, and the checkout it is meant for."""

from collections.abc import Sequence
from dataclasses import dataclass

from farhand.errors import Conflict
from farhand.git import Repository

NAMES_SHOWN = 10  # more files in one sentence nobody reads


@dataclass(frozen=True, slots=True)
class Place:
    """A change in git. `base_ref` says where it begins, `origin_ref` which branch was checked out then.

    `worktree` is the task's own, where there is one; git may not be told by what lies in it where its data are.
    """

    project: Repository
    branch: str
    base_ref: str
    origin_ref: str
    worktree: Repository | None = None

    @property
    def branch_ref(self) -> str:
        """The branch by its whole name."""
        return f"refs/heads/{self.branch}"

    async def ends(self) -> tuple[str, str]:
        """Return the commits where the change begins and ends; raises Conflict."""
        base, tip = await self.project.resolve(self.base_ref), await self.project.resolve(self.branch_ref)
        if base is None or tip is None:
            raise Conflict(f"the branch `{self.branch}` is gone", hint="was it deleted by hand?")
        return base, tip

    async def checkout(self) -> tuple[str, str]:
        """Return the name and the commit of the branch that is checked out in the project; raises Conflict."""
        there = await self.project.ask("symbolic-ref", "--quiet", "HEAD")
        head = await self.project.resolve("HEAD")
        if there.exit != 0 or head is None:
            raise Conflict("no branch is checked out in the project", hint="`git switch BRANCH` there, then try again")
        return there.text().removeprefix("refs/heads/"), head

    async def tree(self, commit: str) -> str:
        """Return the tree of a commit."""
        return (await self.project.run("rev-parse", "--verify", commit + "^{tree}")).text()

    async def holds(self, commit: str, ancestor: str) -> bool:
        """Return whether a commit has another in its history."""
        return (await self.project.ask("merge-base", "--is-ancestor", ancestor, commit)).exit == 0


async def checked_out_at(project: Repository, ref: str) -> tuple[str, ...]:
    """Return the folders in which a branch is checked out."""
    there, found = "", list[str]()
    for line in (await project.run("worktree", "list", "--porcelain", "-z")).records():
        if line.startswith("worktree "):
            there = line.removeprefix("worktree ")
        elif line == f"branch {ref}":
            found.append(there)
    return tuple(found)


def listed(names: Sequence[str]) -> str:
    """Return the first names, and how many more there are."""
    shown = ", ".join(f"`{name}`" for name in names[:NAMES_SHOWN])
    return shown if len(names) <= NAMES_SHOWN else f"{shown} and {len(names) - NAMES_SHOWN} more"
