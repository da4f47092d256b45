"""A workspace of a repository of 50,000 files, made as a run makes it, against plain `git worktree add`."""

import asyncio
import shutil
import subprocess
import time
from pathlib import Path

from bench.measure import Aim, Result, conclude, tell
from bench.place import Place, fresh_place
from farhand.workspaces.worktree import prepare, remove_base

ROUNDS = 3
FOLDERS = 500
FILES_EACH = 100
AIM = Aim(ratio=1.2)


def measure(rounds: int = ROUNDS, folders: int = FOLDERS) -> Result:
    """Measure both in turns, each on a branch of its own; the first of each only fills the disk's cache."""
    values: list[float] = []
    floors: list[float] = []
    with fresh_place() as place:
        _fill(place, folders)
        for number in range(rounds + 1):
            value, floor = asyncio.run(_prepare(place, number)), _add(place, number)
            if number:
                values.append(value)
                floors.append(floor)
    return conclude("worktree", "s", AIM, values, floors)


def _fill(place: Place, folders: int) -> None:
    for folder in range(folders):
        inner = place.project / f"part-{folder}"
        inner.mkdir()
        for file in range(FILES_EACH):
            (inner / f"file-{file}.txt").write_text(f"{folder} {file}\n" * 20)
    _git(place, "add", "--all")
    _git(place, "-c", "user.name=Bench", "-c", "user.email=bench@localhost", "commit", "--quiet", "--message", "Fill")


async def _prepare(place: Place, number: int) -> float:
    workspace = place.root / f"prepared-{number}"
    began = time.perf_counter()
    await prepare(place.project, workspace, f"farhand/bench-{number}")
    took = time.perf_counter() - began
    await remove_base(place.project, workspace)
    return took


def _add(place: Place, number: int) -> float:
    folder = place.root / f"plain-{number}"
    began = time.perf_counter()
    _git(place, "worktree", "add", "--quiet", "-b", f"plain-{number}", str(folder))
    took = time.perf_counter() - began
    _clear(place, folder)
    return took


def _clear(place: Place, folder: Path) -> None:
    shutil.rmtree(folder)
    _git(place, "worktree", "prune")


def _git(place: Place, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=place.project, env=place.environment, check=True)


if __name__ == "__main__":
    tell(measure, folders=FOLDERS)
