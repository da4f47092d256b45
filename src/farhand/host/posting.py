"""Puts what a run made at the relay, where devices read it also while this computer sleeps: its diff, and its files."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from farhand.errors import Unavailable
from farhand.host.blobs import Blobs, post_file
from farhand.ids import RandomBytes
from farhand.log import Log
from farhand.runs.folder import RunFolder
from farhand.runs.protocol import ChangeMade, FileMade, FromRunner
from farhand.wire.blob import CHUNK_BYTES, Manifest

log = Log.of(__name__)
POST_TIMEOUT_S = 20  # a relay that is away must not hold back the outcome; the CLI still has the diff
BYTES_A_S = 500_000  # what a slow line takes; a large file may need longer


class Posting:
    """Posts, and says when that did not work: the run goes on without."""

    def __init__(self, blobs: Blobs, random: RandomBytes) -> None:
        self._blobs = blobs
        self._random = random

    async def post(self, folder: RunFolder, event: FromRunner) -> Manifest | None:
        """Return what opens the file that an event is about; None where there is none, or the relay is away."""
        match event:
            case ChangeMade(files=files, diff_path=str(name)) if files:
                return await self._post(folder.path / name, "change.diff", "text/x-diff")
            case FileMade(path=path, name=name, media=media):
                return await self._post(Path(path), name, media)
            case _:
                return None

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
