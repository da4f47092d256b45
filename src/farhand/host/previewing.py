"""Shows devices what is in files: has parts of a preview made, puts them at the relay, and answers whoever asked."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from farhand.clock import Clock
from farhand.database import Connection, Database
from farhand.errors import FarhandError, Unavailable
from farhand.host.blobs import LIFE_MS, Blobs, post_file
from farhand.host.content import Content
from farhand.ids import RandomBytes
from farhand.log import Log
from farhand.previews.making import make
from farhand.previews.parts import Wanted
from farhand.previews.shelf import Note, Place, Shelf, nearest
from farhand.tasks import attachments, published
from farhand.wire.blob import Manifest
from farhand.wire.previews import Preview, RequestPreview

log = Log.of(__name__)
AT_ONCE = 2  # each may take a core and a gigabyte for a while
MAX_WAITING = 64  # asked by people who look; a device that hears nothing asks again
POST_TIMEOUT_S = 20
AHEAD = 4  # pages made together once somebody reads on: most of the time goes into opening the file
MARGIN_MS = 24 * 3600 * 1000  # a device opens what it was told of within this
Answer = Callable[[Preview], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Asked:
    request: RequestPreview
    answer: Answer


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    path: Path
    sha256: bytes | None
    manifest: Manifest | None = None


class Previewing:
    """A service: what is asked waits its turn, and each is answered, however it ends."""

    name = "previewing"

    def __init__(
        self, database: Database, content: Content, shelf: Shelf, blobs: Blobs, clock: Clock, random: RandomBytes
    ) -> None:
        self._database = database
        self._content = content
        self._shelf = shelf
        self._blobs = blobs
        self._clock = clock
        self._random = random
        self._waiting: asyncio.Queue[_Asked] = asyncio.Queue(MAX_WAITING)
        self._trimming = asyncio.Lock()

    def ask(self, request: RequestPreview, answer: Answer) -> None:
        """Answer soon."""
        try:
            self._waiting.put_nowait(_Asked(request, answer))
        except asyncio.QueueFull:
            log.warning("preview.dropped", waiting=MAX_WAITING)

    async def run(self, ready: Callable[[], None]) -> None:
        """Serve until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._serve())
            ready()

    async def _serve(self) -> None:
        while True:
            asked = await self._waiting.get()
            try:
                await asked.answer(await self._tell(asked.request))
            except Exception:  # the loop's edge: what one device asks must not end what all are told
                log.exception("preview.not_told")

    async def _tell(self, request: RequestPreview) -> Preview:
        told = Preview(file=request.file, part=request.part, width=request.width)
        try:
            return await self._show(request, told)
        except Exception:  # whatever it is, the person who waits is told
            log.exception("preview.broke")
            return told.model_copy(update={"why_not": "failed"})

    async def _show(self, request: RequestPreview, told: Preview) -> Preview:
        source = await self._source(request.file)
        if source is None:
            return told.model_copy(update={"why_not": "gone"})
        sha256 = source.sha256 or await self._note_hash(request.file, source.path)
        place = await asyncio.to_thread(self._shelf.place, sha256, request.width, self._clock.now_ms() / 1000)
        note = await asyncio.to_thread(place.find, request.part)
        if note is None:
            why_not = await make(_wanted(source, request), place.folder)
            note = await asyncio.to_thread(place.find, request.part)
            if note is None:
                return told.model_copy(update={"why_not": why_not or "damaged"})
            await self._trim()
        manifest = await self._manifest(place, request, note, source.name)
        about = note.model_dump(exclude={"media", "manifest", "until_ms"})
        return told.model_copy(update={**about, "manifest": manifest, "why_not": None if manifest else "not_sent"})

    async def _source(self, file: str) -> _Source | None:
        def query(connection: Connection) -> _Source | None:
            if (given := published.find(connection, file)) is not None:
                return _Source(given.name, given.path, given.sha256)
            if (came := attachments.find(connection, file)) is not None:
                return _Source(came.name, self._content.path(came.sha256), came.sha256, came)
            return None

        source = await self._database.read(query)
        if source is None or await asyncio.to_thread(source.path.is_file):
            return source
        if source.manifest is None:
            return None
        try:
            await self._content.fetch(source.manifest, self._blobs, lambda: asyncio.sleep(0))
        except FarhandError as error:
            log.info("preview.no_source", why=error.message)
            return None
        return source

    async def _note_hash(self, file: str, path: Path) -> bytes:
        """Hash a file that was handed back before its hash was kept with it; each page would else read all of it."""
        sha256 = await asyncio.to_thread(_hash, path)
        await self._database.write(lambda connection: published.note_hash(connection, file, sha256))
        return sha256

    async def _manifest(self, place: Place, request: RequestPreview, note: Note, name: str) -> Manifest | None:
        """Return what opens a part at the relay: what was put there before, or else it is put there now."""
        now = self._clock.now_ms()
        if note.manifest is not None and note.until_ms > now and not request.again:
            return note.manifest
        data = await asyncio.to_thread(place.data(request.part).read_bytes)
        try:
            async with asyncio.timeout(POST_TIMEOUT_S):
                manifest = await post_file(self._blobs, data, name, note.media, self._random)
        except (TimeoutError, Unavailable) as error:
            log.warning("preview.not_posted", why=str(error))
            return None
        posted = note.model_copy(update={"manifest": manifest, "until_ms": now + LIFE_MS - MARGIN_MS})
        await asyncio.to_thread(place.keep, request.part, posted)
        return manifest

    async def _trim(self) -> None:
        async with self._trimming:
            await asyncio.to_thread(self._shelf.trim, self._clock.now_ms() / 1000)


def _wanted(source: _Source, request: RequestPreview) -> Wanted:
    # The first page comes alone, since somebody waits for it; whoever asks for another reads on.
    count = AHEAD if request.part else 1
    return Wanted(source.path, source.name, request.part, count, nearest(request.width))


def _hash(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
