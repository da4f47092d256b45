"""Projects that are no git repository: a repository beside the folder sees what changes in it."""

from pathlib import Path

from farhand.errors import Refused
from farhand.git import AUTHOR, GitFailed, Repository, to_reason
from farhand.workspaces.committing import commit_index
from farhand.workspaces.ignored import NEEDED
from farhand.workspaces.prepared import Prepared

BASE = "refs/farhand/base"
MAX_ENTRIES = 50_000  # more files than a project has: a home folder, say
_NOTE = "the project is no git repository: the agent works in the folder itself"
_SKIPPED = (*sorted(NEEDED), ".git", "target", "dist", "build", "__pycache__", ".DS_Store")


async def prepare_shadow(project: Path, workspace: Path) -> Prepared:
    """Record the folder as it is now; changes count from the first record, or from the person's own later edits."""
    git_dir = workspace / "shadow.git"
    repository = Repository(project, git_dir)
    is_new = not (git_dir / "HEAD").exists()
    if is_new:
        git_dir.mkdir(parents=True, exist_ok=True)
        await Repository(workspace).run("init", "--quiet", "--bare", "--initial-branch=work", str(git_dir))
        (git_dir / "info").mkdir(exist_ok=True)
        (git_dir / "info" / "exclude").write_text("".join(f"{name}\n" for name in _SKIPPED))
    (git_dir / "index.lock").unlink(missing_ok=True)
    before = await repository.resolve("HEAD")
    listed = await repository.run("ls-files", "-z", "--others", "--exclude-standard")
    if before is None and listed.out.count(b"\0") > MAX_ENTRIES:
        raise Refused(
            f"`{project}` is no git repository and holds more than {MAX_ENTRIES} files",
            hint="run `git init` in it and commit what belongs to the project",
        )
    added = await repository.ask("-c", "core.autocrlf=false", "add", "--all", "--ignore-errors", "--", ".")
    unseen = "" if added.exit == 0 else f"; not all of it can be watched: {to_reason(added.words)}"
    try:
        now = await commit_index(repository, "The folder before the agent's work", AUTHOR)
        if now != before:
            await repository.run("update-ref", BASE, now)
    except GitFailed as error:
        raise Refused(f"the folder `{project}` cannot be recorded: {error.message}", hint=error.hint) from error
    base = await repository.resolve(BASE)
    return Prepared(project, None, base or now, repository, git_dir, note=_NOTE + unseen, is_new=is_new)
