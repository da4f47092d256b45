"""Names of a project's files, for whoever writes of them: those that git tracks, few at a time, kept for a moment."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from farhand.clock import Clock
from farhand.errors import FarhandError
from farhand.git import Repository
from farhand.ids import ProjectId
from farhand.tasks.projects import Project
from farhand.wire.answers import MAX_FILENAMES, Filenames

LIST_TIMEOUT_S = 3.0  # the next mail of every device waits behind it
LIMIT_BYTES = 16 << 20  # of a list: some 200,000 names
FRESH_MS = 15_000  # a person writes one mention in this; a new file may take as long to be offered
MAX_PROJECTS = 4  # whose names are kept
UNTRACKED = "only files that git tracks can be named, and git tracks none here"
TOO_SLOW = "its files are too many to be listed in time"


@dataclass(frozen=True, slots=True)
class _Listed:
    at_ms: int
    names: tuple[str, ...]
    words: str = ""


class FilenameLists:
    """What git tracks in each project, as of a moment ago."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._listed: dict[ProjectId, _Listed] = {}

    async def find(self, project: Project, query: str) -> Filenames:
        """Return the names in a project that fit best to what was written of one."""
        listed = self._listed.get(project.id)
        if listed is None or not 0 <= self._clock.now_ms() - listed.at_ms < FRESH_MS:
            listed = await self._list(project)
            self._listed.pop(project.id, None)
            self._listed[project.id] = listed
            for old in list(self._listed)[:-MAX_PROJECTS]:
                del self._listed[old]
        names = fitting(listed.names, query)
        return Filenames(project=project.id, query=query, names=names, words=listed.words)

    async def _list(self, project: Project) -> _Listed:
        now_ms = self._clock.now_ms()
        try:
            async with asyncio.timeout(LIST_TIMEOUT_S):
                answer = await Repository(project.path).ask("ls-files", "-z", limit_bytes=LIMIT_BYTES)
        except TimeoutError:
            return _Listed(now_ms, (), TOO_SLOW)
        except FarhandError as error:
            return _Listed(now_ms, (), error.message)
        records = answer.records()[: -1 if answer.is_cut else None]  # the last of a cut list may be half a name
        names = tuple(dict.fromkeys(each for each in records if each.isprintable()))
        return _Listed(now_ms, names, "" if names else UNTRACKED)


def fitting(names: Sequence[str], query: str) -> tuple[str, ...]:
    """Return the names that a query can mean: by its own name first, then by its path, then by letters in order."""
    wanted = query.casefold()
    ranked = ((rank, name.count("/"), len(name), name) for name in names if (rank := _rank(name.casefold(), wanted)))
    return tuple(name for *_, name in sorted(ranked)[:MAX_FILENAMES])


def _rank(name: str, wanted: str) -> int:
    own = name.rpartition("/")[2]
    fits = (own.startswith(wanted), wanted in own, wanted in name, _holds_in_order(iter(name), wanted))
    return fits.index(True) + 1 if any(fits) else 0


def _holds_in_order(letters: Iterator[str], wanted: str) -> bool:
    return all(letter in letters for letter in wanted)
