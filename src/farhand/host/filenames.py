"""Names of a project's files for whoever writes of them: those that git tracks, few at a time, kept while they last."""

import asyncio
import heapq
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from farhand.clock import Clock
from farhand.errors import FarhandError
from farhand.git import Answer, Repository
from farhand.tasks.projects import Project
from farhand.wire.answers import MAX_FILENAMES, Filenames

LIST_TIMEOUT_S = 10.0  # who waits longer has written the name out
LIMIT_BYTES = 16 << 20  # of a list: some 200,000 names
KEPT_MS = 600_000  # at most, where git's index could not tell that it changed
MAX_PROJECTS = 4  # whose names are kept
UNTRACKED = "only files that git tracks can be named, and git tracks none here"
TOO_SLOW = "its files are too many to be listed in time"

_Stamp = tuple[int, int, int]
"""What changes whenever git writes a file anew."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """Names, or in words why there are none; `stamp` is that of the index that they were read from."""

    at_ms: int
    names: tuple[str, ...] = ()
    words: str = ""
    index: Path | None = None
    stamp: _Stamp | None = None


class FilenameLists:
    """What git tracks in each project: read anew when its index was written since."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._listed: dict[Path, _Listed] = {}
        self._listing = defaultdict[Path, asyncio.Lock](asyncio.Lock)

    async def find(self, project: Project, query: str) -> Filenames:
        """Return the names in a project that fit best to what was written of one."""
        listed = await self._kept(project.path)
        if listed is None:
            async with self._listing[project.path]:  # who asks for the same meanwhile gets it, too
                listed = await self._kept(project.path) or await self._list(project.path)
        names = await asyncio.to_thread(fitting, listed.names, query)
        return Filenames(project=project.id, query=query, names=names, words=listed.words)

    async def _kept(self, folder: Path) -> _Listed | None:
        listed = self._listed.get(folder)
        if listed is None or listed.index is None or not 0 <= self._clock.now_ms() - listed.at_ms < KEPT_MS:
            return None
        return listed if await asyncio.to_thread(_stamp_of, listed.index) == listed.stamp else None

    async def _list(self, folder: Path) -> _Listed:
        now_ms = self._clock.now_ms()
        self._listed.pop(folder, None)
        try:
            async with asyncio.timeout(LIST_TIMEOUT_S):
                listed = await _read(folder, now_ms)
        except TimeoutError:
            return _Listed(now_ms, words=TOO_SLOW)
        except FarhandError as error:
            return _Listed(now_ms, words=error.message)
        self._listed[folder] = listed
        for old in list(self._listed)[:-MAX_PROJECTS]:
            del self._listed[old]
        return listed


async def _read(folder: Path, now_ms: int) -> _Listed:
    repository = Repository(folder)
    where = await repository.ask("rev-parse", "--git-path", "index")
    index = folder / where.text() if where.exit == 0 else None
    stamp = await asyncio.to_thread(_stamp_of, index) if index else None  # before the list: never newer than it
    answer = await repository.ask("ls-files", "-z", limit_bytes=LIMIT_BYTES)
    names = await asyncio.to_thread(_names_in, answer)
    return _Listed(now_ms, names, "" if names else UNTRACKED, index if stamp else None, stamp)


def _names_in(answer: Answer) -> tuple[str, ...]:
    records = answer.records()[: -1 if answer.is_cut else None]  # the last of a cut list may be half a name
    return tuple(dict.fromkeys(each for each in records if each.isprintable()))


def _stamp_of(index: Path) -> _Stamp | None:
    try:
        found = os.stat(index)  # noqa: PTH116
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def fitting(names: Sequence[str], query: str) -> tuple[str, ...]:
    """Return the names that a query can mean: by its own name first, then by its path, then by letters in order."""
    wanted = query.casefold()
    ranked = ((rank, name.count("/"), len(name), name) for name in names if (rank := _rank(name.casefold(), wanted)))
    return tuple(name for *_, name in heapq.nsmallest(MAX_FILENAMES, ranked))


def _rank(name: str, wanted: str) -> int:
    own = name.rpartition("/")[2]
    if own.startswith(wanted):
        return 1
    if wanted in own:
        return 2
    if wanted in name:
        return 3
    return 4 if _holds_in_order(iter(name), wanted) else 0


def _holds_in_order(letters: Iterator[str], wanted: str) -> bool:
    return all(letter in letters for letter in wanted)
