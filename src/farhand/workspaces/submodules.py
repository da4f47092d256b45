"""Submodules of a workspace, filled from what the project has on disk: no network, no other account."""

from pathlib import Path

from farhand.git import GitFailed, Repository

_FIELDS = 2


async def fill_submodules(repository: Repository, common_dir: Path) -> tuple[str, ...]:
    """Check out every submodule that the project has; return the paths of those that stay empty."""
    if not (repository.folder / ".gitmodules").is_file():
        return ()
    named = await repository.ask("config", "-z", "--file", ".gitmodules", "--get-regexp", r"^submodule\..*\.path$")
    empty: list[str] = []
    for record in named.records():
        words = record.split("\n", 1)
        if len(words) == _FIELDS:
            name = words[0].removeprefix("submodule.").removesuffix(".path")
            if not await _fill(repository.at(repository.folder), common_dir / "modules" / name, name, words[1]):
                empty.append(words[1])
    return tuple(empty)


async def _fill(repository: Repository, source: Path, name: str, path: str) -> bool:
    if not source.is_dir():
        return False
    local = ("-c", f"submodule.{name}.url={source}", "-c", "protocol.file.allow=always")
    try:
        await repository.run(*local, "submodule", "update", "--init", "--", path)
        url = await repository.at(source).ask("config", "remote.origin.url")
        if url.exit == 0:
            await repository.at(repository.folder / path).run("remote", "set-url", "origin", url.text())
    except GitFailed:
        return False
    return True
