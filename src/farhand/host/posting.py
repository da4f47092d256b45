"""Puts what a run made at the relay, where devices read it also while this computer sleeps: its diff, and its files."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

from farhand.changes.sides import pictures_of
from farhand.errors import Unavailable
from farhand.host.blobs import Blobs, post_file
from farhand.ids import RandomBytes
from farhand.log import Log
from farhand.runs.folder import RunFolder
from farhand.runs.protocol import ChangeMade, FileMade, FromRunner
from farhand.wire.blob import CHUNK_BYTES, Manifest
from farhand.wire.change_events import ChangedFile, FileSide

log = Log.of(__name__)
POST_TIMEOUT_S = 20  # a relay that is away must not hold back the outcome; the CLI still has the diff
BYTES_A_S = 500_000  # what a slow line takes; a large file may need longer


class Posting:
    """Posts, and says when that did not work: the run goes on without."""

    def __init__(self, blobs: Blobs, random: RandomBytes) -> None:
        self._blobs = blobs
        self._random = random

    async def post(self, folder: RunFolder, event: FromRunner) -> tuple[FromRunner, Manifest | None]:
        """Return the event, a change's with its pictures, and what opens the file that it is about.

        That is None where there is none, or the relay is away.
        """
        match event:
            case ChangeMade(files=files, diff_path=str(name)) if files:
                diff = await self._post(folder.path / name, "change.diff", "text/x-diff")
                if diff is None:
                    return event, None
                return event.model_copy(update={"files": await self._with_pictures(folder, files)}), diff
            case FileMade(path=path, name=name, media=media):
                return event, await self._post(Path(path), name, media)
            case _:
                return event, None

    async def _with_pictures(self, folder: RunFolder, files: Sequence[ChangedFile]) -> tuple[ChangedFile, ...]:
        posted: dict[str, Manifest] = {}
        for side in pictures_of(files):
            manifest = await self._post(folder.picture(side.content), side.content, side.media)
            if manifest is None:
                break  # the relay is away: the others would only be waited for
            posted[side.content] = manifest

        def pictured(side: FileSide | None) -> FileSide | None:
            return side and side.model_copy(update={"picture": posted.get(side.content)})

        return tuple(
            file.model_copy(update={"before": pictured(file.before), "after": pictured(file.after)}) for file in files
        )

    async def _post(self, path: Path, name: str, media: str) -> Manifest | None:
        try:
            size = (await asyncio.to_thread(path.stat)).st_size
            async with asyncio.timeout(POST_TIMEOUT_S + size / BYTES_A_S):
                return await post_file(self._blobs, _slices(path), name, media, self._random)
        except (OSError, TimeoutError, Unavailable) as error:
            log.warning("file.not_posted", path=str(path), why=str(error))
            return None


def _slices(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK_BYTES):
            yield piece
