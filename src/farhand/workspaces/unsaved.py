"""What of a worktree no branch holds: looked for before its folder is removed, and believed only when git answered."""

from pathlib import PurePosixPath

from farhand.git import Repository
from farhand.workspaces.prepared import Prepared

_UNDER_WAY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply", "BISECT_LOG")
_REPOSITORY_MODE = "160000 "  # of an entry that is another repository's commit


async def find_unsaved(prepared: Prepared) -> str | None:
    """Return in words what would be lost with a workspace's folder; None when its branch holds everything.

    What git ignores, and what was brought along, is no work. Raises GitFailed when git cannot say.
    """
    repository = prepared.repository
    there = await repository.ask("symbolic-ref", "--quiet", "HEAD")
    if there.text() != f"refs/heads/{prepared.branch}" or await repository.resolve("HEAD") is None:
        return "it is not on its branch"
    if (prepared.notes / "locked").exists():
        return "it is locked (`git worktree lock`)"
    if any((prepared.notes / name).exists() for name in _UNDER_WAY):
        return "a merge or rebase is under way in it"
    if inner := await _find_repository(repository):
        return f"`{inner}` in it is a repository, whose commits may be nowhere else"
    status = await repository.run(
        "--no-optional-locks", "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all"
    )
    brought = {PurePosixPath(path) for path in prepared.brought}
    unsaved = [path for record in status.records() if not _is_brought(path := record[3:], brought)]
    if not unsaved:
        return None
    more = f" and {len(unsaved) - 1} more" if len(unsaved) > 1 else ""
    return f"`{unsaved[0]}`{more} in it: no commit holds what is there"


async def _find_repository(repository: Repository) -> str | None:
    listed = await repository.run("ls-files", "-z", "--stage")
    for record in listed.records():
        if record.startswith(_REPOSITORY_MODE):
            path = record.partition("\t")[2]
            if (repository.folder / path / ".git").exists():
                return path
    return None


def _is_brought(path: str, brought: set[PurePosixPath]) -> bool:
    named = PurePosixPath(path)
    return named in brought or any(parent in brought for parent in named.parents)
