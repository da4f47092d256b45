"""Files that git does not keep and a workspace needs: found in the project, copied on write where the disk can."""

import asyncio
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from farhand.errors import FarhandError
from farhand.git import Repository
from farhand.processes import run
from farhand.workspaces.venv import is_venv, relocate

NEEDED = frozenset({"node_modules", "bower_components", ".venv", "venv", "vendor", ".bundle", "Pods", ".pnp.cjs",
                    ".pnp.loader.mjs"})  # fmt: skip
COPY_TIMEOUT_S = 900.0  # gigabytes on a disk that cannot copy on write
_PART = ".farhand-part"


@dataclass(frozen=True, slots=True)
class Brought:
    """What came along, what did not and why, and how long it took."""

    paths: tuple[str, ...]
    failed: tuple[str, ...]
    seconds: float


async def find_ignored(repository: Repository, patterns: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the paths that git does not keep and a workspace needs, relative to the top of the work tree.

    A pattern names files or folders from the top, `*` within one name; one that leads outside is passed over.
    """
    ignored = await repository.run("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
    found = choose_needed(ignored.records())
    inside = [tidy for pattern in patterns if (tidy := _tidy(pattern))]
    if not inside:
        return found
    # Without exclusions `--others` lists what is ignored and what is merely new.
    others = await repository.run("ls-files", "-z", "--others", "--", *(f":(top,glob){each}" for each in inside))
    tracked = await repository.run("ls-files", "-z", "--", *(f":(top,glob){each}" for each in inside))
    declared = choose_declared(others.records(), inside, tracked.records())
    return (*found, *(path for path in declared if path not in found and not _lies_in(path, found)))


def choose_needed(paths: Iterable[str]) -> tuple[str, ...]:
    """Choose the folders and files that dependencies live in."""
    tidy = (PurePosixPath(path) for path in paths)
    return tuple(str(path) for path in tidy if path.name in NEEDED and _is_inside(path))


def choose_declared(paths: Iterable[str], patterns: Sequence[str], tracked: Iterable[str] = ()) -> tuple[str, ...]:
    """Choose what patterns name: a file, or the folder around it unless git keeps something in that folder."""
    kept = {parent for path in map(PurePosixPath, tracked) for parent in path.parents}
    chosen: dict[str, None] = {}
    for path in map(PurePosixPath, paths):
        around = (*reversed(path.parents), path)
        named = [each for each in around if any(_matches(each, pattern) for pattern in patterns)]
        if named and _is_inside(path):
            chosen[str(next((each for each in named if each not in kept), path))] = None
    return tuple(chosen)


def _tidy(pattern: str) -> str | None:
    path = PurePosixPath(pattern)
    return str(path) if path.parts and _is_inside(path) else None


def _matches(path: PurePosixPath, pattern: str) -> bool:
    wanted = PurePosixPath(pattern).parts
    pairs = zip(path.parts, wanted, strict=False)
    return len(path.parts) == len(wanted) and all(fnmatchcase(part, word) for part, word in pairs)


def _is_inside(path: PurePosixPath) -> bool:
    return not path.is_absolute() and ".." not in path.parts


def _lies_in(path: str, others: Iterable[str]) -> bool:
    return any(path.startswith(other + "/") for other in others)


async def bring(project: Path, workspace: Path, paths: Sequence[str]) -> Brought:
    """Copy paths from project to workspace; what is there already stays. Half a copy never takes the name."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    done: list[str] = []
    failed: list[str] = []
    for path in paths:
        source, target = project / path, workspace / path
        if os.path.lexists(target):
            continue
        try:
            await _copy(source, target, project, workspace)
        except (OSError, shutil.Error, FarhandError) as error:
            failed.append(f"{path}: {error}")
        else:
            done.append(path)
    return Brought(tuple(done), tuple(failed), loop.time() - began)


async def _copy(source: Path, target: Path, project: Path, workspace: Path) -> None:
    part = target.with_name(target.name + _PART)
    await asyncio.to_thread(_make_room, part)
    try:
        if source.is_symlink():
            part.symlink_to(source.resolve())  # a relative link would point elsewhere from here
        elif sys.platform == "win32":
            await asyncio.to_thread(_copy_slowly, source, part)
        else:
            await _copy_by_program(source, part)
        if is_venv(part):
            await asyncio.to_thread(relocate, part, project, workspace)
        part.rename(target)
    finally:
        await asyncio.to_thread(_remove, part)


async def _copy_by_program(source: Path, part: Path) -> None:
    words = ""
    for command in copy_commands(sys.platform, source, part):
        finished = await run(command, cwd=source.parent, timeout_s=COPY_TIMEOUT_S)
        if finished.exit == 0 and not finished.timed_out:
            return
        words = "it took too long" if finished.timed_out else finished.output.strip().rpartition("\n")[2]
        await asyncio.to_thread(_remove, part)
    raise OSError(words or "it could not be copied")


def copy_commands(platform: str, source: Path, target: Path) -> tuple[list[str], ...]:
    """Return the commands that copy a file or folder, best first: copy on write, then plainly."""
    paths = [os.fspath(source), os.fspath(target)]
    if platform == "darwin":
        return (["cp", "-cRp", *paths], ["cp", "-Rp", *paths])
    return (["cp", "-a", "--reflink=auto", "--", *paths], ["cp", "-a", "--", *paths])


def _make_room(part: Path) -> None:
    part.parent.mkdir(parents=True, exist_ok=True)
    _remove(part)


def _copy_slowly(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True)
    else:
        shutil.copy2(source, target)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
